"""The versions of distutils, which left with it."""

from __future__ import annotations

from migrator.stdlib.entries import StandIn

_SOURCE = "Lib/distutils/version.py of 2.7"
_COMPARED = """
    def __str__(self):
        return self.vstring

    def __repr__(self):
        return f"{type(self).__name__} ('{self}')"

    def __eq__(self, other):
        return self._key() == self._of(other)._key()

    def __lt__(self, other):
        return self._key() < self._of(other)._key()

    def _of(self, other):
        return type(self)(other) if isinstance(other, str) else other
"""

VERSIONS = (
    StandIn(
        "distutils.version.LooseVersion",
        f'''
@functools.total_ordering
class LooseVersion:
    """A version of numbers and words, which are compared one by one."""

    def __init__(self, vstring=None):
        if vstring:
            self.parse(vstring)

    def parse(self, vstring):
        self.vstring = vstring
        parts = re.split(r"([0-9]+|[a-z]+|\\.)", vstring)
        self.version = [int(x) if x.isdigit() else x for x in parts if x and x != "."]

    def _key(self):
        return [(isinstance(part, str), part) for part in self.version]
{_COMPARED}''',
        _SOURCE,
        ("functools", "re"),
    ),
    StandIn(
        "distutils.version.StrictVersion",
        f'''
@functools.total_ordering
class StrictVersion:
    """A version of two or three numbers, as in 1.2.3, and maybe of one before it, as in 1.2b3."""

    def __init__(self, vstring=None):
        if vstring:
            self.parse(vstring)

    def parse(self, vstring):
        match = re.match(r"(\\d+)\\.(\\d+)(?:\\.(\\d+))?(?:([ab])(\\d+))?$", vstring, re.ASCII)
        if not match:
            raise ValueError("invalid version number '%s'" % vstring)
        self.version = tuple(int(part or 0) for part in match.group(1, 2, 3))
        self.prerelease = (match[4], int(match[5])) if match[4] else None
        parts = self.version if self.version[2] else self.version[:2]
        self.vstring = ".".join(map(str, parts)) + "".join(map(str, self.prerelease or ()))

    def _key(self):
        return self.version, self.prerelease is None, self.prerelease or ()
{_COMPARED}''',
        _SOURCE,
        ("functools", "re"),
    ),
)
