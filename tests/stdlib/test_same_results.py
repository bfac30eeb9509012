"""That what moved without a change of meaning gives the same results: 2.7 against Python 3.

In an example `_` is the function or class, under its old name in 2.7 and its new name in 3.
"""

from __future__ import annotations

import sys

import pytest

from migrator import stdlib
from migrator.stdlib import moves

from .helpers import ask

RUNNING = sys.version_info[:2]
HERE = f"{RUNNING[0]}.{RUNNING[1]}"

OF_CLASS = "[isinstance(v, _) for v in (1, 1.5, 1j, True, None, 'a', u'b', [], (), {}, slice(1))]"
MESSAGE = "'From: a@b.c\\nSubject: x\\n\\nbody\\n'"

EXAMPLES = {
    "Queue.Queue": "[q.put(1) or q.get() for q in [_()]]",
    "Queue.Empty": "_.__name__",
    "Cookie.SimpleCookie": "_('a=1; b=\"two\"').output()",
    "ConfigParser.ConfigParser": "_().sections()",
    "ConfigParser.SafeConfigParser": "_().sections()",
    "HTMLParser.HTMLParser": "_().rawdata",
    "UserDict.IterableUserDict": "sorted(_({'a': 1, 'b': 2}))",
    "UserList.UserList": "_([1, 2]) + [3]",
    "UserString.UserString": "str(_('ab').upper())",
    "anydbm.error": "isinstance(_, tuple)",
    "base64.decodestring": "_(b'YWJj\\n')",
    "base64.encodestring": "_(b'a' * 80)",
    "cPickle.loads": "_(b'(lp0\\nI1\\naI2\\na.')",
    "cgi.parse_qs": "_('a=1&a=2&b=%20c')",
    "cgi.parse_qsl": "_('a=1&a=2&b=%20c', True)",
    "commands.getoutput": "_('echo out; echo err >&2; exit 3')",
    "cookielib.CookieJar": "len(_())",
    "copy_reg.dispatch_table": "complex in _",
    "email.MIMEText.MIMEText": "_('body', 'plain').as_string()",
    "email.Utils.parseaddr": "_('A B <a@b.c>')",
    "email.Message.Message": "_().get_content_type()",
    "email.Parser.Parser": f"_().parsestr({MESSAGE}).get('Subject')",
    "exceptions.ValueError": "issubclass(_, Exception)",
    "exceptions.StandardError": "issubclass(KeyError, _)",
    "future_builtins.ascii": "_([1, 'x'])",
    "future_builtins.hex": "_(255)",
    "future_builtins.map": "_(lambda v: v + 1, (1, 2))",
    "future_builtins.oct": "_(8)",
    "htmlentitydefs.name2codepoint": "sorted(_.items())[:50]",
    "httplib.responses": "_[404]",
    "imp.new_module": "_('m').__name__",
    "itertools.ifilter": "_(None, (0, 1, 2))",
    "itertools.ifilterfalse": "_(None, (0, 1, 2))",
    "itertools.izip": "_((1, 2), (3, 4, 5))",
    "itertools.izip_longest": "_((1, 2), (3,), fillvalue=0)",
    "locale.format": "[_('%d', 1234567, True), _('%.2f', 2.5), _('%s', 'x')]",
    "md5.md5": "_(b'x').hexdigest()",
    "md5.new": "_(b'x').hexdigest()",
    "new.function": "_(compile('7', '', 'eval'), {})()",
    "new.instancemethod": "_(lambda self: self + 1, 4)()",
    "new.module": "_('m').__name__",
    "operator.isCallable": "[_(v) for v in (len, 1, object)]",
    "operator.irepeat": "_([1], 2)",
    "operator.repeat": "_('ab', 3)",
    "operator.sequenceIncludes": "[_([1, 2], 1), _('ab', 'c')]",
    "os.errno": "_.ENOENT",
    "os.getcwdu": "_()",
    "os.tmpfile": "[f.write(b'ab') and None or f.seek(0) or f.read() for f in [_()]]",
    "pipes.quote": "[_(v) for v in ('', 'a', 'a b', \"it's\", 'a$b', 'a/b-c.d')]",
    "platform.DEV_NULL": "_",
    "repr.repr": "_(list(range(100)))",
    "rfc822._timezones": "sorted(_.items())",
    "rfc822.mktime_tz": "_((2001, 2, 3, 4, 5, 6, 0, 1, 0, 3600))",
    "rfc822.parseaddr": "_('A B <a@b.c>')",
    "rfc822.quote": "_('a\"b')",
    "rfc822.unquote": "_('\"ab\"')",
    "sha.new": "_(b'x').hexdigest()",
    "sha.sha": "_(b'x').hexdigest()",
    "sre.sub": "_('a+', 'b', 'caat')",
    "string.atof": "_('1.5')",
    "string.atoi": "[_('12'), _('ff', 16), _(' 7 '), _('0x1f', 0)]",
    "string.atof_error": "_.__name__",
    "string.letters": "_",
    "string.lowercase": "_",
    "string.uppercase": "_",
    "tarfile.S_IFDIR": "_",
    "tarfile.filemode": "[_(0o100644), _(0o40755), _(0o120777)]",
    "thread.allocate_lock": "_().locked()",
    "types.DictProxyType": "isinstance(type.__dict__, _)",
    "types.XRangeType": "_.__name__.lstrip('x')",
    "urllib.addinfourl": "_(__import__('io').BytesIO(b'x'), {}, 'u').geturl()",
    "urllib.getproxies_environment": "isinstance(_(), dict)",
    "urllib.pathname2url": "_('/a b/c')",
    "urllib.splitattr": "_('/path;a=b')",
    "urllib.splithost": "_('//host:80/path')",
    "urllib.splitnport": "_('host:80')",
    "urllib.splitpasswd": "_('user:pw')",
    "urllib.splitport": "_('host:80')",
    "urllib.splitquery": "_('/p?q=1')",
    "urllib.splittag": "_('/p#t')",
    "urllib.splittype": "_('http://x')",
    "urllib.splituser": "_('u@host')",
    "urllib.splitvalue": "_('a=b')",
    "urllib.unquote": "_('a%20b%2Fc+d')",
    "urllib.unquote_plus": "_('a+b%2F')",
    "urllib.unwrap": "_('<URL:http://x>')",
    "urllib.url2pathname": "_('/a%20b')",
    "urllib2.Request": "_('http://h:8/p', None, {'a': 'b'}).get_method()",
    "urllib2.parse_http_list": "_('a, \"b, c\", d')",
    "urllib2.parse_keqv_list": "_(['a=1', 'b=\"2\"'])",
    "urllib2.request_host": "_(__import__('urllib').request.Request('http://h:8/p'))",
    "urlparse.parse_qs": "_('a=1&b=')",
    "whichdb.whichdb": "_('/nowhere/at/all')",
    "xml.etree.ElementTree.XMLTreeBuilder": "[p.feed('<a b=\"1\"/>') or p.close().attrib for p in [_()]]",
    "xmlrpclib.dumps": "_((1, 'a', True), 'm')",
    "__builtin__.intern": "_('ab')",
    "__builtin__.long": "[_('12'), _(3.9)]",
    "__builtin__.reduce": "_(lambda a, b: a * b, [1, 2, 3, 4])",
    "__builtin__.unichr": "_(233)",
    "__builtin__.unicode": "_(12)",
    "__builtin__.xrange": "[_(3), _(1, 9, 3), _(9, 1, -3)]",
    **{
        f"types.{name}": OF_CLASS
        for name in (
            "BooleanType ComplexType DictType DictionaryType FloatType IntType ListType"
            " ObjectType SliceType TupleType TypeType"
        ).split()
    },
}
# How Python 3 is asked, where the question itself has to differ.
EXAMPLES_3 = {
    "urllib2.request_host": "_(__import__('urllib.request').request.Request('http://h:8/p'))",
}
EXAMPLES["urllib2.request_host"] = "_(__import__('urllib2').Request('http://h:8/p'))"

# The arguments, by parameter, of a call of another shape; `{*}` are all but the first.
FORM_EXAMPLES = {
    **{
        f"string.{name}": ["'  aB cd\tab '"]
        for name in "capitalize expandtabs lower lstrip rstrip split splitfields strip swapcase upper".split()
    },
    "string.center": ["'ab'", "7"],
    "string.count": ["'abcab'", "'ab'"],
    "string.find": ["'abcab'", "'ab'", "1"],
    "string.index": ["'abcab'", "'ab'", "1"],
    "string.join": ["['a', 'b']", "'-'"],
    "string.joinfields": ["['a', 'b']", "'-'"],
    "string.ljust": ["'ab'", "5"],
    "string.replace": ["'abcab'", "'ab'", "'x'", "1"],
    "string.rfind": ["'abcab'", "'ab'"],
    "string.rindex": ["'abcab'", "'ab'"],
    "string.rjust": ["'ab'", "5"],
    "string.rsplit": ["'a b c'", "' '", "1"],
    "string.zfill": ["-7", "4"],
    "operator.getslice": ["'abcdef'", "1", "4"],
    "operator.__getslice__": ["'abcdef'", "1", "4"],
    "cgi.escape": ["'<a href=\"b\">it\\'s & co</a>'"],
    "dircache.listdir": ["'/'"],
    "rfc822.formatdate": ["0"],
    "optparse.isbasestring": ["'a'"],
    "os.stat_float_times": [],
    "sys.getcheckinterval": [],
}


def heir(name: str) -> str:
    move = moves.symbol_move(name, RUNNING)
    return move.new if move else name


def test_renamed_names_give_the_same_results():
    before = ask("2.7", list(EXAMPLES.items()))
    questions = [(heir(name), EXAMPLES_3.get(name, text)) for name, text in EXAMPLES.items()]
    after = ask(HERE, questions)
    broken = [old for old in before if isinstance(old, dict) and "error" in old]
    assert broken == []
    assert dict(zip(EXAMPLES, after, strict=True)) == dict(zip(EXAMPLES, before, strict=True))


def test_a_form_gives_the_same_result():
    old, new = [], []
    for name, arguments in FORM_EXAMPLES.items():
        form = moves.CALLS[name]
        old.append((name, f"_({', '.join(arguments)})"))
        text = form.new.replace("{*}", ", ".join(arguments[1:])).replace("{quote}", "False")
        parameters = [part.strip("* ").partition("=")[0] for part in form.parameters.split(",")]
        for parameter, argument in zip(parameters, arguments, strict=False):
            text = text.replace(f"{{{parameter}}}", f"({argument})")
        for module in form.modules:
            text = text.replace(f"{module}.", f"__import__({module!r}, fromlist=['*']).")
        new.append(("builtins.None", text))
    assert ask(HERE, new) == ask("2.7", old)


def test_every_call_that_means_the_same_has_an_example():
    asked_elsewhere = {"imp.get_magic", "locale.resetlocale", "traceback.tb_lineno"}
    asked_elsewhere |= {"operator.setslice", "operator.delslice"}
    asked_elsewhere |= {"operator.__setslice__", "operator.__delslice__"}  # they return nothing
    asked_elsewhere |= {f"distutils.sysconfig.get_python_{what}" for what in ("inc", "lib")}
    asked_elsewhere |= {"string.maketrans", "string.translate"}  # examples of TXT210
    same = {name for name, form in moves.CALLS.items() if form.same and "unittest" not in name}
    assert same - set(FORM_EXAMPLES) == asked_elsewhere


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_of_a_move_without_a_difference(name):
    for version in stdlib.versions():
        move = moves.symbol_move(name, version)
        assert move is None or move.same
