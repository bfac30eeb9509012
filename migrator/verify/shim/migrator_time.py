"""Clocks that begin at the same moment in each run and go on a little each time they are read."""

# mypy: ignore-errors
import datetime
import time

_START = 1000000000.0
_STEP = 0.001
_now = [_START]


def advance(seconds):
    _now[0] += seconds


def now():
    advance(_STEP)
    return _now[0]


def elapsed():
    return now() - _START


def _with_default(function, position):
    def wrapped(*arguments):
        if len(arguments) == position or arguments[position:] == (None,):
            arguments = arguments[:position] + (_default[function.__name__](),)
        return function(*arguments)

    wrapped.__name__ = function.__name__
    return wrapped


_default = {
    "localtime": now,
    "gmtime": now,
    "ctime": now,
    "asctime": lambda: time.localtime(),
    "strftime": lambda: time.localtime(),
}
for _name in ("localtime", "gmtime", "ctime", "asctime"):
    setattr(time, _name, _with_default(getattr(time, _name), 0))
time.strftime = _with_default(time.strftime, 1)
time.time = now
for _name in ("clock", "monotonic", "perf_counter", "process_time", "thread_time"):
    if hasattr(time, _name):
        setattr(time, _name, elapsed)
        if hasattr(time, _name + "_ns"):
            setattr(time, _name + "_ns", lambda: int(elapsed() * 1000000000))
if hasattr(time, "time_ns"):
    time.time_ns = lambda: int(now() * 1000000000)

_date, _datetime = datetime.date, datetime.datetime


class _Kind(type):
    """Things made by the library itself, of the real class, are instances too."""

    def __instancecheck__(cls, thing):
        real = cls.__dict__.get("_real")
        return isinstance(thing, real) if real else type.__instancecheck__(cls, thing)

    def __subclasscheck__(cls, other):
        real = cls.__dict__.get("_real")
        return issubclass(other, real) if real else type.__subclasscheck__(cls, other)


class _Date(_date):
    def __repr__(self):
        return "datetime.date(%d, %d, %d)" % (self.year, self.month, self.day)

    @classmethod
    def today(cls):
        return cls.fromtimestamp(now())


class _DateTime(_datetime):
    def __repr__(self):
        parts = list(self.timetuple()[:5])
        if self.second or self.microsecond:
            parts.append(self.second)
        if self.microsecond:
            parts.append(self.microsecond)
        zone = "" if self.tzinfo is None else ", tzinfo=%r" % (self.tzinfo,)
        return "datetime.datetime(%s%s)" % (", ".join(map(str, parts)), zone)

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(now(), tz)

    @classmethod
    def today(cls):
        return cls.fromtimestamp(now())

    @classmethod
    def utcnow(cls):
        return cls.utcfromtimestamp(now())


datetime.date = _Kind("date", (_Date,), {"__module__": "datetime", "_real": _date})
datetime.datetime = _Kind("datetime", (_DateTime,), {"__module__": "datetime", "_real": _datetime})
