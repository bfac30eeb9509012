"""Names of 2.7's modules that have another name today. Hand-written and reviewed.

Those that only moved with their module are not listed: they follow from `moved_modules`.
"""

from __future__ import annotations

from migrator.stdlib import moved_distutils
from migrator.stdlib.entries import (
    NEW_3_0,
    PEP_3108,
    Move,
    all_same,
    into,
    library,
    table,
    whatsnew,
)

SYMBOL_MOVES: dict[str, Move] = table(
    moved_distutils.MOVES,
    # Modules that split.
    into(
        PEP_3108,
        "urllib",
        "urllib.parse",
        "unquote unquote_plus splitattr splithost splitnport splitpasswd"
        " splitport splitquery splittag splittype splituser splitvalue unwrap",
    ),
    *(
        Move(
            f"{module}.{name}",
            f"urllib.parse.{name}",
            "docs.python.org/3/library/urllib.parse.html (quote, changed in 3.7)",
            same=False,
            note="~ is left as it is, where 2.7 made it %7E",
        )
        for module, names in (("urllib", "quote quote_plus urlencode"), ("urllib2", "quote"))
        for name in names.split()
    ),
    into(
        PEP_3108,
        "urllib",
        "urllib.request",
        "FancyURLopener URLopener ftpcache ftperrors ftpwrapper getproxies getproxies_environment"
        " localhost noheaders pathname2url proxy_bypass proxy_bypass_environment thishost"
        " url2pathname urlcleanup urlretrieve",
    ),
    Move(
        "urllib.urlopen",
        "urllib.request.urlopen",
        PEP_3108,
        same=False,
        note="it raises an HTTPError where it gave what came with a status like 404, and takes no"
        " path of a file",
    ),
    *(
        Move(
            f"urlparse.{name}",
            f"urllib.parse.{name}",
            "docs.python.org/3/library/urllib.parse.html (urlparse, changed in 3.9 and 3.11)",
            same=False,
            note="'host:80' has a scheme, 'host', where it was a path; a line break is left out",
        )
        for name in ("urlparse", "urlsplit")
    ),
    *(
        Move(
            old,
            "urllib.parse.urljoin",
            "docs.python.org/3/library/urllib.parse.html (urljoin, changed in 3.5)",
            same=False,
            note="'..' above the root is left out, where it stayed",
        )
        for old in ("urlparse.urljoin", "urllib.basejoin")
    ),
    into(PEP_3108, "urllib", "urllib.error", "ContentTooShortError"),
    into(PEP_3108, "urllib", "urllib.response", "addbase addclosehook addinfo addinfourl"),
    into(
        PEP_3108,
        "urllib2",
        "urllib.request",
        "AbstractBasicAuthHandler AbstractDigestAuthHandler AbstractHTTPHandler BaseHandler"
        " CacheFTPHandler FTPHandler FileHandler HTTPBasicAuthHandler HTTPCookieProcessor"
        " HTTPDefaultErrorHandler HTTPDigestAuthHandler HTTPErrorProcessor HTTPHandler"
        " HTTPPasswordMgr HTTPPasswordMgrWithDefaultRealm HTTPRedirectHandler HTTPSHandler"
        " OpenerDirector ProxyBasicAuthHandler ProxyDigestAuthHandler ProxyHandler Request"
        " UnknownHandler build_opener getproxies install_opener parse_http_list parse_keqv_list"
        " proxy_bypass request_host url2pathname urlopen",
    ),
    into(PEP_3108, "urllib2", "urllib.error", "HTTPError URLError"),
    into(
        PEP_3108,
        "urllib2",
        "urllib.parse",
        "splitattr splithost splitpasswd splitport"
        " splittag splittype splituser splitvalue unquote unwrap urlparse",
    ),
    into(PEP_3108, "urllib2", "urllib.response", "addinfourl"),
    # Modules that became part of another.
    into(PEP_3108, "commands", "subprocess", "getoutput"),
    all_same(
        PEP_3108,
        {
            "UserDict.IterableUserDict": "collections.UserDict",
            "md5.md5": "hashlib.md5",
            "md5.new": "hashlib.md5",
            "sha.new": "hashlib.sha1",
            "sha.sha": "hashlib.sha1",
            "new.function": "types.FunctionType",
            "new.instancemethod": "types.MethodType",
            "new.module": "types.ModuleType",
            "exceptions.StandardError": "builtins.Exception",
        },
    ),
    Move(
        "UserDict.UserDict",
        "collections.UserDict",
        PEP_3108,
        same=False,
        note="it can be iterated today; in 2.7 a `for` asked it for the keys 0, 1, 2, ...",
    ),
    Move(
        "new.classobj",
        "builtins.type",
        library("new"),
        same=False,
        note="old-style classes are gone; the bases must be a tuple",
    ),
    Move(
        "new.code",
        "types.CodeType",
        library("new"),
        same=False,
        note="a code object takes other arguments in each version",
    ),
    Move(
        "sets.Set",
        "builtins.set",
        library("sets"),
        same=False,
        note="repr() differs, and a set cannot be an element of a set",
    ),
    Move("sets.ImmutableSet", "builtins.frozenset", library("sets"), same=False, note="repr()"),
    Move(
        "Cookie.Cookie",
        "http.cookies.SimpleCookie",
        library("cookie"),
        same=False,
        note="Cookie pickled values that are no strings",
    ),
    Move(
        "Cookie.SmartCookie",
        "http.cookies.SimpleCookie",
        library("cookie"),
        same=False,
        note="SmartCookie pickled values that are no strings",
    ),
    into(library("rfc822"), "rfc822", "email.utils", "mktime_tz parseaddr quote unquote"),
    *(
        Move(
            f"rfc822.{name}",
            f"email.utils.{name}",
            library("rfc822"),
            same=False,
            note="the last of the nine time fields, daylight saving, is -1 where it was 0",
        )
        for name in ("parsedate", "parsedate_tz")
    ),
    # No public name, but the only way to tell parsedate_tz of another time zone.
    Move("rfc822._timezones", "email._parseaddr._timezones", library("email.utils")),
    Move(
        "rfc822.dump_address_pair",
        "email.utils.formataddr",
        library("rfc822"),
        same=False,
        note="a name is quoted where it must be, not always",
    ),
    all_same(
        PEP_3108,
        {
            "ConfigParser.SafeConfigParser": "configparser.ConfigParser",
            "cgi.parse_qs": "urllib.parse.parse_qs",
            "cgi.parse_qsl": "urllib.parse.parse_qsl",
            "imp.new_module": "types.ModuleType",
            "imp.reload": "importlib.reload",
            "os.errno": "errno",
            "pipes.quote": "shlex.quote",
            "platform.DEV_NULL": "os.devnull",
            "socket.sslerror": "ssl.SSLError",
            "sqlite3.OptimizedUnicode": "builtins.str",
            "tarfile.filemode": "stat.filemode",
        },
    ),
    into(
        library("socket"),
        "socket",
        "ssl",
        "RAND_add RAND_status SSL_ERROR_EOF SSL_ERROR_INVALID_ERROR_CODE SSL_ERROR_SSL"
        " SSL_ERROR_SYSCALL SSL_ERROR_WANT_CONNECT SSL_ERROR_WANT_READ SSL_ERROR_WANT_WRITE"
        " SSL_ERROR_WANT_X509_LOOKUP SSL_ERROR_ZERO_RETURN",
    ),
    into(
        library("tarfile"),
        "tarfile",
        "stat",
        "S_IFBLK S_IFCHR S_IFDIR S_IFIFO S_IFLNK S_IFREG",
    ),
    # Built-in names, reached through their module or not.
    all_same(
        NEW_3_0,
        {
            "__builtin__.StandardError": "builtins.Exception",
            "__builtin__.intern": "sys.intern",
            "__builtin__.long": "builtins.int",
            "__builtin__.raw_input": "builtins.input",
            "__builtin__.reduce": "functools.reduce",
            "__builtin__.reload": "importlib.reload",
            "__builtin__.unichr": "builtins.chr",
            "__builtin__.unicode": "builtins.str",
            "__builtin__.xrange": "builtins.range",
        },
    ),
    Move(
        "__builtin__.basestring",
        "builtins.str",
        NEW_3_0,
        same=False,
        note="bytes are no basestring today",
    ),
    Move(
        "__builtin__.buffer",
        "builtins.memoryview",
        NEW_3_0,
        same=False,
        note="takes and gives other types",
    ),
    # Names that left modules that stayed.
    all_same(
        NEW_3_0,
        {
            "itertools.ifilter": "builtins.filter",
            "itertools.ifilterfalse": "itertools.filterfalse",
            "itertools.imap": "builtins.map",
            "itertools.izip": "builtins.zip",
            "itertools.izip_longest": "itertools.zip_longest",
            "operator.isCallable": "builtins.callable",
            "operator.irepeat": "operator.imul",
            "operator.repeat": "operator.mul",
            "operator.__irepeat__": "operator.imul",
            "operator.__repeat__": "operator.mul",
            "operator.sequenceIncludes": "operator.contains",
            "os.getcwdu": "os.getcwd",
            "os.tmpfile": "tempfile.TemporaryFile",
            "string.atof": "builtins.float",
            "string.atof_error": "builtins.ValueError",
            "string.atoi": "builtins.int",
            "string.atoi_error": "builtins.ValueError",
            "string.atol_error": "builtins.ValueError",
            "string.index_error": "builtins.ValueError",
            "xml.etree.ElementTree.XMLTreeBuilder": "xml.etree.ElementTree.XMLParser",
            "xml.etree.cElementTree.XMLTreeBuilder": "xml.etree.ElementTree.XMLParser",
        },
    ),
    Move(
        "sys.maxint",
        "sys.maxsize",
        NEW_3_0,
        same=False,
        note="the same number but on 64-bit Windows, where it was that of 32 bits; an int has no"
        " largest value today",
    ),
    Move("string.atol", "builtins.int", NEW_3_0, same=False, note="atol() took a trailing L"),
    *(
        Move(
            f"string.{name}",
            f"string.ascii_{name}",
            library("string"),
            note="the same but after locale.setlocale(), which changed it in 2.7",
        )
        for name in ("letters", "lowercase", "uppercase")
    ),
    all_same(
        library("types"),
        {
            "types.BooleanType": "builtins.bool",
            "types.ComplexType": "builtins.complex",
            "types.DictProxyType": "types.MappingProxyType",
            "types.DictType": "builtins.dict",
            "types.DictionaryType": "builtins.dict",
            "types.FloatType": "builtins.float",
            "types.IntType": "builtins.int",
            "types.ListType": "builtins.list",
            "types.LongType": "builtins.int",
            "types.ObjectType": "builtins.object",
            "types.SliceType": "builtins.slice",
            "types.StringType": "builtins.str",
            "types.TupleType": "builtins.tuple",
            "types.TypeType": "builtins.type",
            "types.UnicodeType": "builtins.str",
            "types.XRangeType": "builtins.range",
        },
    ),
    *(
        Move(f"types.{old}", new, library("types"), same=False, note=note)
        for old, new, note in (
            ("BufferType", "builtins.memoryview", "buffers are gone"),
            ("ClassType", "builtins.type", "old-style classes are gone"),
            ("FileType", "io.IOBase", "files are of several classes today"),
            ("InstanceType", "builtins.object", "old-style classes are gone"),
            ("UnboundMethodType", "types.FunctionType", "unbound methods are functions today"),
        )
    ),
    *(
        into("Lib/test/support of 3.10", "test.test_support", f"test.support.{home}_helper", names)
        for home, names in (
            ("import", "CleanImport DirsOnSysPath forget import_fresh_module import_module unload"),
            (
                "os",
                "EnvironmentVarGuard SAVEDCWD TESTFN TESTFN_UNICODE change_cwd make_bad_fd rmdir"
                " rmtree temp_cwd unlink",
            ),
            ("socket", "HOST bind_port find_unused_port transient_internet"),
            ("threading", "reap_threads threading_cleanup threading_setup"),
            ("warnings", "WarningsRecorder check_warnings"),
        )
    ),
    # Names of `imp` that its private half keeps.
    into(
        whatsnew(12),
        "imp",
        "_imp",
        "acquire_lock get_frozen_object init_frozen is_builtin is_frozen lock_held release_lock",
    ),
    *(
        Move(
            f"{module}.__version__",
            "urllib.request.__version__",
            "Lib/urllib.py and Lib/urllib2.py of 2.7, Lib/urllib/request.py of 3.12",
            same=False,
            note="the version of Python",
        )
        for module in ("urllib", "urllib2")
    ),
    *(
        Move(
            f"cStringIO.{name}",
            "io.StringIO",
            "Modules/cStringIO.c of 2.7",
            same=False,
            note="what holds bytes is an io.BytesIO",
        )
        for name in ("InputType", "OutputType")
    ),
    # Private names that programs used.
    all_same(
        "Lib/threading.py, Lib/xml/etree/ElementTree.py and Lib/unittest of 2.7 and 3.12",
        {
            **{
                f"threading._{name}": f"threading.{name}"
                for name in ("BoundedSemaphore", "Condition", "Event", "Semaphore", "Timer")
            },
            "re._pattern_type": "re.Pattern",
            "unittest._TextTestResult": "unittest.TextTestResult",
            "urllib2._opener": "urllib.request._opener",
            "urllib2._parse_proxy": "urllib.request._parse_proxy",
            "xml.etree.ElementTree._ElementInterface": "xml.etree.ElementTree.Element",
        },
    ),
    # Names that were never documented.
    all_same(
        "the modules themselves, in 2.7 and 3.12",
        {
            "heapq.cmp_lt": "operator.lt",
            "urllib2.randombytes": "os.urandom",
            **{
                f"tarfile.T{who}{may}": f"stat.S_I{how}{of}"
                for who, of in zip("UGO", ("USR", "GRP", "OTH"), strict=True)
                for may, how in (("READ", "R"), ("WRITE", "W"), ("EXEC", "X"))
            },
            "tarfile.TSUID": "stat.S_ISUID",
            "tarfile.TSGID": "stat.S_ISGID",
            "tarfile.TSVTX": "stat.S_ISVTX",
            "sys.long_info": "sys.int_info",
        },
    ),
    *(
        Move(
            f"HTMLParser.{name}",
            f"html.parser.{name}_tolerant",
            "Lib/html/parser.py of 3.12",
            same=False,
            note="today's parser takes more for a tag",
        )
        for name in ("attrfind", "locatestarttagend", "tagfind")
    ),
    Move(
        "random.WichmannHill",
        "random.Random",
        NEW_3_0,
        same=False,
        note="another generator: other numbers come for a seed",
    ),
    Move(
        "os.tmpnam",
        "tempfile.mktemp",
        NEW_3_0,
        same=False,
        note="the name is in another folder; another may make the file first",
    ),
    # Names that left later.
    all_same(
        whatsnew(9),
        {
            "plistlib.readPlistFromString": "plistlib.loads",
            "plistlib.writePlistToString": "plistlib.dumps",
        },
    ),
    into(
        whatsnew(10),
        "collections",
        "collections.abc",
        "Callable Container Hashable ItemsView Iterable Iterator KeysView Mapping MappingView"
        " MutableMapping MutableSequence MutableSet Sequence Set Sized ValuesView",
    ),
    all_same(
        whatsnew(9),
        {
            "base64.decodestring": "base64.decodebytes",
            "base64.encodestring": "base64.encodebytes",
            "wave.openfp": "wave.open",
        },
    ),
    all_same(whatsnew(10), {"io.OpenWrapper": "io.open"}),
    *(
        Move(
            f"gettext.l{name}",
            f"gettext.{name}",
            whatsnew(11),
            same=False,
            note="it gave bytes, as the locale has it",
        )
        for name in ("dgettext", "dngettext", "gettext", "ngettext")
    ),
    all_same(whatsnew(12), {"configparser.SafeConfigParser": "configparser.ConfigParser"}),
    Move(
        "fractions.gcd",
        "math.gcd",
        whatsnew(9),
        same=False,
        note="math.gcd() is never negative and takes integers only",
    ),
    Move(
        "locale.format",
        "locale.format_string",
        whatsnew(12),
        note="format() refused text around the one conversion",
    ),
    Move(
        "time.clock",
        "time.process_time",
        whatsnew(8),
        same=False,
        note="on Windows clock() was wall-clock time: time.perf_counter()",
    ),
)
