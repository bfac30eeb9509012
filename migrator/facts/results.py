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
        int long len ord hash id cmp os.getpid os.getppid os.getuid os.getgid os.path.getsize
        math.factorial operator.indexOf operator.countOf random.randint sys.getrefcount
        sys.getrecursionlimit zlib.crc32 zlib.adler32 binascii.crc32 calendar.timegm
        """,
        float="""
        float round time.time time.clock time.mktime random.random random.uniform random.gauss
        math.sqrt math.sin math.cos math.tan math.asin math.acos math.atan math.atan2 math.exp
        math.log math.log10 math.pow math.floor math.ceil math.fabs math.fmod math.hypot
        math.radians math.degrees os.path.getmtime os.path.getatime os.path.getctime
        """,
        complex="complex",
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
    "float": _table(bool="is_integer", str="hex", tuple="as_integer_ratio"),
}
