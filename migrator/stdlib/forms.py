"""Names of 2.7's library whose heir is no name: an expression, or a call of another shape.

Hand-written and reviewed.
"""

from __future__ import annotations

from migrator.stdlib import moved_distutils
from migrator.stdlib.entries import NEW_3_0, Form, library, table, whatsnew

# For a name that is read.
EXPRESSIONS: dict[str, Form] = table(
    Form("types.StringTypes", "(str,)", library("types")),
    Form("types.NoneType", "type(None)", NEW_3_0),
    Form("types.EllipsisType", "type(Ellipsis)", NEW_3_0),
    Form("types.NotImplementedType", "type(NotImplemented)", NEW_3_0),
    (
        Form(f"sys.{name}", f"sys.exc_info()[{index}]", library("sys"), modules=("sys",))
        for index, name in enumerate(("exc_type", "exc_value", "exc_traceback"))
    ),
    (
        Form(f"imp.{name}", str(number), library("imp"))
        for name, number in (
            ("PY_SOURCE", 1),
            ("PY_COMPILED", 2),
            ("C_EXTENSION", 3),
            ("PKG_DIRECTORY", 5),
            ("C_BUILTIN", 6),
            ("PY_FROZEN", 7),
        )
    ),
    *(
        Form(f"{module}.{name}", str(value), library(module))
        for module, name, value in (
            ("md5", "blocksize", 1),
            ("md5", "digest_size", 16),
            ("sha", "blocksize", 1),
            ("sha", "digest_size", 20),
            ("sha", "digestsize", 20),
        )
    ),
    *(
        Form(f"statvfs.F_{name}", str(place), library("statvfs"))
        for place, name in enumerate(
            "BSIZE FRSIZE BLOCKS BFREE BAVAIL FILES FFREE FAVAIL FLAG NAMEMAX".split()
        )
    ),
    Form("sets.BaseSet", "(set, frozenset)", library("sets")),
    Form("sys.py3kwarning", "False", library("sys")),
    Form("sys.subversion", "('CPython', '', '')", library("sys")),
    Form("xmlrpclib.False", "False", library("xmlrpclib")),
    Form("xmlrpclib.True", "True", library("xmlrpclib")),
    Form(
        "hashlib.algorithms",
        "('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512')",
        library("hashlib"),
    ),
    Form(
        "urllib.always_safe",
        "'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-'",
        "Lib/urllib.py of 2.7",
    ),
    Form(
        "logging._levelNames",
        "{**logging._levelToName, **logging._nameToLevel}",
        "Lib/logging/__init__.py of 2.7 and 3.12",
        modules=("logging",),
        same=False,
        note="a copy: what is put into it has no effect",
    ),
    Form(
        "subprocess.mswindows",
        "sys.platform == 'win32'",
        library("subprocess"),
        modules=("sys",),
    ),
)

# Functions of `string` that are methods with the same other arguments.
_STRING_METHODS = (
    "capitalize center count expandtabs find index ljust lower lstrip replace rfind rindex rjust"
    " rsplit rstrip split strip swapcase upper"
)
_JOIN = ("words, sep=' '", "{sep}.join({words})")

# For a function that is passed on.
VALUES: dict[str, Form] = table(
    (
        Form(
            f"string.{name}",
            f"str.{name}",
            library("string"),
            same=False,
            note="takes text only, where the function took other strings, too",
        )
        for name in (*_STRING_METHODS.split(), "maketrans")
    ),
    (
        Form(f"string.{name}", "lambda words, sep=' ': sep.join(words)", library("string"))
        for name in ("join", "joinfields")
    ),
    Form("string.zfill", "lambda x, width: str(x).zfill(width)", library("string")),
    Form(
        "cgi.escape",
        "functools.partial(html.escape, quote=False)",
        whatsnew(8),
        modules=("functools", "html"),
    ),
)

# For a function that is called.
CALLS: dict[str, Form] = table(
    moved_distutils.CALLS,
    (
        Form(f"string.{name}", f"{{s}}.{name}({{*}})", library("string"), "s, *others")
        for name in _STRING_METHODS.split()
    ),
    Form("string.splitfields", "{s}.split({*})", library("string"), "s, *others"),
    (
        Form(f"string.{name}", _JOIN[1], library("string"), _JOIN[0])
        for name in ("join", "joinfields")
    ),
    Form(
        "string.zfill",
        "str({x}).zfill({width})",
        library("string"),
        "x, width",
        note="zfill() took what is no string, as its repr()",
    ),
    Form(
        "string.translate",
        "{s}.translate({table})",
        library("string"),
        "s, table",
    ),
    Form(
        "string.maketrans",
        "str.maketrans({fromstr}, {tostr})",
        library("string"),
        "fromstr, tostr",
    ),
    *(
        form
        for name in ("{}slice", "__{}slice__")
        for form in (
            Form(f"operator.{name.format('get')}", "{a}[{b}:{c}]", library("operator"), "a, b, c"),
            Form(
                f"operator.{name.format('set')}",
                "operator.setitem({a}, slice({b}, {c}), {v})",
                library("operator"),
                "a, b, c, v",
                modules=("operator",),
            ),
            Form(
                f"operator.{name.format('del')}",
                "operator.delitem({a}, slice({b}, {c}))",
                library("operator"),
                "a, b, c",
                modules=("operator",),
            ),
        )
    ),
    (
        Form(
            f"operator.{name}",
            f"isinstance({{obj}}, {heir})",
            library("operator"),
            "obj",
            modules=(heir.rpartition(".")[0],),
            same=False,
            note="says True of the registered types only, not of each that has the methods",
        )
        for name, heir in (
            ("isMappingType", "collections.abc.Mapping"),
            ("isNumberType", "numbers.Number"),
            ("isSequenceType", "collections.abc.Sequence"),
        )
    ),
    Form(
        "cgi.escape",
        "html.escape({s}, quote={quote})",
        whatsnew(8),
        "s, quote=False",
        modules=("html",),
        note="html.escape() replaces the single quote, too",
        differs_with="quote",
        if_true="html.escape({s}, quote=False).replace('\"', '&quot;')",
    ),
    Form(
        "dircache.listdir",
        "sorted(os.listdir({path}))",
        library("dircache"),
        "path",
        modules=("os",),
        note="the listing is not kept",
    ),
    Form("optparse.isbasestring", "isinstance({x}, str)", "Lib/optparse.py of 2.7", "x"),
    Form("os.stat_float_times", "True", whatsnew(7), "newvalue=True"),
    Form("sys.getcheckinterval", "100", whatsnew(9)),
    Form(
        "imp.get_magic",
        "importlib.util.MAGIC_NUMBER",
        whatsnew(12),
        modules=("importlib.util",),
    ),
    Form(
        "locale.resetlocale",
        "locale.setlocale(locale.LC_ALL, '')",
        whatsnew(13),
        modules=("locale",),
    ),
    Form(
        "rfc822.formatdate",
        "email.utils.formatdate({timeval}, usegmt=True)",
        library("rfc822"),
        "timeval=None",
        modules=("email.utils",),
    ),
    Form("traceback.tb_lineno", "{tb}.tb_lineno", library("traceback"), "tb"),
    Form(
        "unittest.findTestCases",
        "unittest.defaultTestLoader.loadTestsFromModule({module})",
        whatsnew(13),
        "module",
        modules=("unittest",),
    ),
    Form(
        "unittest.getTestCaseNames",
        "unittest.defaultTestLoader.getTestCaseNames({testCaseClass})",
        whatsnew(13),
        "testCaseClass, prefix='test'",
        modules=("unittest",),
    ),
    Form(
        "unittest.makeSuite",
        "unittest.defaultTestLoader.loadTestsFromTestCase({testCaseClass})",
        whatsnew(13),
        "testCaseClass",
        modules=("unittest",),
    ),
)

_REQUEST = "docs.python.org/3/whatsnew/3.4.html (urllib.request.Request methods, removed)"

# For a method that is called: {"module.Class.method": its form}.
METHODS: dict[str, Form] = table(
    Form(
        "unittest.TestCase.assertDictContainsSubset",
        "{self}.assertEqual({**{actual}, **{expected}}, {actual})",
        whatsnew(12),
        "self, expected, actual",
    ),
    Form("xml.etree.ElementTree.Element.getchildren", "list({self})", whatsnew(9), "self"),
    Form(
        "HTMLParser.HTMLParser.unescape",
        "html.unescape({s})",
        whatsnew(9),
        "self, s",
        modules=("html",),
    ),
    (
        Form(f"urllib2.Request.{old}", f"{{self}}.{new}", _REQUEST, "self")
        for old, new in (
            ("get_data", "data"),
            ("get_host", "host"),
            ("get_origin_req_host", "origin_req_host"),
            ("get_selector", "selector"),
            ("get_type", "type"),
            ("is_unverifiable", "unverifiable"),
        )
    ),
    Form("urllib2.Request.add_data", "setattr({self}, 'data', {data})", _REQUEST, "self, data"),
    (
        Form(f"uuid.UUID.get_{name}", f"{{self}}.{name}", library("uuid"), "self")
        for name in "bytes bytes_le clock_seq fields hex node time urn variant version".split()
    ),
    Form("urllib2.Request.has_data", "{self}.data is not None", _REQUEST, "self"),
)
