"""The types of what functions and methods of Python 2.7 return, and of a few values.

Only where the type does not depend on the arguments: `"".join` and `"".strip` may give unicode.
"""

from __future__ import annotations


def _table(**names: str) -> dict[str, str]:
    return {name: result for result, text in names.items() for name in text.split()}


# Builtins by name, and functions of the standard library by dotted name.
FUNCTION_RESULTS = (
    _table(
        int="""
        int long len ord hash id cmp random.randrange struct.calcsize sys.getsizeof os.getpid os.getppid os.getuid os.getgid os.path.getsize
        math.factorial operator.indexOf operator.countOf random.randint sys.getrefcount
        sys.getrecursionlimit zlib.crc32 zlib.adler32 binascii.crc32 calendar.timegm
        """,
        float="""
        float round time.time time.clock time.mktime random.random random.uniform random.gauss
        math.sqrt math.sin math.cos math.tan math.asin math.acos math.atan math.atan2 math.exp
        math.log math.log10 math.pow math.floor math.ceil math.fabs math.fmod math.hypot
        math.radians math.degrees math.copysign math.fsum math.sinh math.cosh math.tanh math.asinh
        math.acosh math.atanh math.erf math.erfc math.gamma math.lgamma math.ldexp math.log1p
        math.expm1 cmath.phase random.betavariate random.expovariate
        random.gammavariate random.lognormvariate random.normalvariate random.paretovariate
        random.triangular random.vonmisesvariate random.weibullvariate os.path.getmtime os.path.getatime os.path.getctime
        """,
        complex="""
        complex cmath.sqrt cmath.exp cmath.log cmath.log10 cmath.sin cmath.cos cmath.tan
        """,
        Random="random.Random",
        SequenceMatcher="difflib.SequenceMatcher",
        Header="email.header.Header email.Header.Header",
        timedelta="datetime.timedelta",
        date="datetime.date datetime.date.today datetime.date.fromtimestamp",
        datetime="""
        datetime.datetime datetime.datetime.now datetime.datetime.utcnow datetime.datetime.today
        datetime.datetime.fromtimestamp datetime.datetime.utcfromtimestamp
        datetime.datetime.strptime datetime.datetime.combine
        """,
        Decimal="decimal.Decimal",
        Fraction="fractions.Fraction",
        struct_time="time.localtime time.gmtime time.strptime",
        stat_result="os.stat os.lstat os.fstat",
        bool="""
        bool isinstance issubclass hasattr callable all any os.path.exists os.path.isfile
        os.path.isdir os.path.islink os.path.isabs os.path.ismount
        """,
        str="str repr chr hex oct bin raw_input os.getcwd time.ctime time.strftime time.asctime",
        unicode="unicode unichr os.getcwdu",
        list="list sorted range dir zip os.listdir glob.glob",
        tuple="tuple os.path.split os.path.splitext os.path.splitdrive math.modf math.frexp",
        dict="dict globals locals",
        set="set",
        frozenset="frozenset",
        bytearray="bytearray",
        file="file open os.fdopen os.popen os.tmpfile",
        StringIO="StringIO.StringIO cStringIO.StringIO",
        xrange="xrange",
        iterator="""
        enumerate reversed itertools.chain itertools.count itertools.cycle itertools.imap
        itertools.ifilter itertools.ifilterfalse itertools.izip itertools.izip_longest
        itertools.islice itertools.takewhile itertools.dropwhile itertools.groupby
        itertools.starmap itertools.repeat itertools.product itertools.permutations
        itertools.combinations
        """,
    )
    | {
        "collections.OrderedDict": "dict:OrderedDict",
        "collections.defaultdict": "dict:defaultdict",
        "collections.Counter": "dict:Counter",
        "collections.deque": "deque",
        "object": "object",
    }
)

# Values that modules hold.
VALUES = _table(
    int="sys.maxint sys.hexversion sys.maxunicode",
    float="math.pi math.e",
    list="sys.argv sys.path",
    dict="sys.modules",
    str="os.sep os.linesep os.name sys.platform sys.version string.digits string.whitespace",
)

_STRING_METHODS = _table(
    int="find rfind index rindex count",
    bool="startswith endswith isdigit isalpha isalnum islower isupper isspace istitle",
    list="split rsplit splitlines",
    tuple="partition rpartition",
)
_STRING_TO_STRING = """
    strip lstrip rstrip upper lower title capitalize swapcase center ljust rjust zfill expandtabs
    join replace format
    """

_DATE_METHODS = _table(int="toordinal weekday isoweekday", str="isoformat strftime", same="replace")

# Methods by the type of their receiver; "same" is that type.
METHOD_RESULTS = {
    "str": _STRING_METHODS | dict.fromkeys(_STRING_TO_STRING.split(), "string"),
    "string": _STRING_METHODS | dict.fromkeys(_STRING_TO_STRING.split(), "string"),
    "unicode": _STRING_METHODS | dict.fromkeys(_STRING_TO_STRING.split(), "same"),
    "list": _table(int="index count"),
    "tuple": _table(int="index count"),
    "dict": _table(
        list="keys values items",
        bool="has_key",
        same="copy",
        iterator="iterkeys itervalues iteritems",
    ),
    "set": _table(
        bool="issubset issuperset isdisjoint",
        same="copy union intersection difference symmetric_difference",
    ),
    "int": _table(int="bit_length"),
    "float": _table(bool="is_integer", str="hex", tuple="as_integer_ratio"),
    "timedelta": _table(float="total_seconds"),
    "Random": _table(
        int="randint",
        float="""
        random uniform gauss betavariate expovariate gammavariate lognormvariate normalvariate
        paretovariate triangular vonmisesvariate weibullvariate
        """,
    ),
    "SequenceMatcher": _table(float="ratio quick_ratio real_quick_ratio"),
    "complex": _table(same="conjugate"),
    "date": _DATE_METHODS,
    "datetime": _DATE_METHODS | _table(date="date"),
}

# Attributes by the type of their owner.
_DATE_ATTRIBUTES = _table(int="year month day")
ATTRIBUTES = {
    "timedelta": _table(int="days seconds microseconds"),
    "date": _DATE_ATTRIBUTES,
    "datetime": _DATE_ATTRIBUTES | _table(int="hour minute second microsecond"),
    "complex": _table(float="real imag"),
    "struct_time": _table(int="tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday"),
    "stat_result": _table(int="st_size st_mode st_nlink", float="st_mtime st_atime st_ctime"),
}

# What the operators of other types than numbers and strings give, by name in `ast`.
OPERATION_RESULTS = {
    **{("Sub", one, one): "timedelta" for one in ("date", "datetime", "timedelta")},
    **{(name, one, "timedelta"): one for name in ("Add", "Sub") for one in ("date", "datetime")},
    **{("Add", "timedelta", one): one for one in ("date", "datetime", "timedelta")},
    **{(name, "timedelta", "int"): "timedelta" for name in ("Mult", "Div", "FloorDiv")},
    ("Mult", "int", "timedelta"): "timedelta",
    **{
        (name, *pair): "complex"
        for name in ("Add", "Sub", "Mult", "Div", "Pow")
        for other in ("complex", "float", "int", "bool")
        for pair in (("complex", other), (other, "complex"))
    },
    **{
        (name, *pair): kind
        for name in ("Add", "Sub", "Mult", "Div")
        for kind in ("Decimal", "Fraction")
        for pair in ((kind, kind), (kind, "int"), ("int", kind))
    },
}
