"""The generated data: that it is what the interpreters say, and what is asked of it."""

from __future__ import annotations

import json

import pytest

from migrator import stdlib
from migrator.stdlib import generate

from .helpers import interpreter

PY2, LAST = stdlib.PYTHON_2, stdlib.versions()[-1]
ASKED = json.loads((generate.DATA / "about.json").read_text())["asked"]
NAMES = json.loads((generate.DATA / "names.json").read_text())
MEMBERS = json.loads((generate.DATA / "members.json").read_text())

# Their names depend on the C library, on the system's kernel, on how Python was built, and
# distutils.command.check's on whether docutils is installed.
OF_THE_SYSTEM = set(
    "_socket curses distutils.command.check errno fcntl locale os posix resource select signal socket sqlite3"
    " sqlite3.dbapi2 ssl stat termios time tty".split()
)


def every_name(spans: dict[str, str]) -> list[str]:
    return " ".join(spans.values()).split()


def version_of(text: str) -> stdlib.Version:
    major, minor = text.split(".")
    return int(major), int(minor)


@pytest.mark.parametrize("text", ASKED)
def test_the_data_is_what_the_interpreter_says(text):
    version = version_of(text)
    also = {module: every_name(spans) for module, spans in NAMES.items()}
    dumped = generate.dump(interpreter(text), also)
    if dumped["version"] != ASKED[text]:
        pytest.skip(f"the data is of Python {ASKED[text]}, here is {dumped['version']}")
    assert set(dumped["modules"]) <= stdlib.modules(version)
    assert set(dumped["names"]["builtins"]) == stdlib.builtins(version) - {"WindowsError"}
    for module, names in dumped["names"].items():
        if generate.has_listed_names(module) and module not in OF_THE_SYSTEM:
            known = stdlib.names(module, version) or frozenset()
            at_times = " ".join(generate.SOMETIMES_THERE.get(module, {}).values()).split()
            assert set(names).symmetric_difference(known) <= set(at_times), module
    for cls, spans in MEMBERS.items():
        if cls in dumped["members"] and cls.rpartition(".")[0] not in OF_THE_SYSTEM:
            named = {name: stdlib.exists(f"{cls}.{name}", version) for name in every_name(spans)}
            here = {name: name in dumped["members"][cls] for name in named}
            assert named == here, cls


@pytest.mark.parametrize(
    ("having", "text"),
    [
        (["2.7"], "2.7"),
        (["2.7", "3.0", "3.1", "3.2"], "2.7-"),
        (["2.7", "3.0"], "2.7-3.0"),
        (["2.7", "3.1", "3.2"], "2.7,3.1-"),
        (["3.1"], "3.1"),
        (["3.2"], "3.2-"),
        (["2.7", "3.1"], "2.7,3.1"),
    ],
)
def test_a_span_tells_the_versions(having, text):
    assert generate.span(having, ("2.7", "3.0", "3.1", "3.2")) == text


def test_a_span_is_read_as_it_is_written():
    known = [f"{major}.{minor}" for major, minor in stdlib.versions()]
    for bits in range(1, 2 ** len(known)):
        having = [version for index, version in enumerate(known) if bits >> index & 1]
        read = stdlib._having(generate.span(having, tuple(known)))
        assert read == {version_of(version) for version in having}


def test_the_last_version_may_be_from_the_documents():
    assert stdlib.exists("urllib.request.URLopener", (3, 13))
    assert not stdlib.exists("urllib.request.URLopener", (3, 14))
    assert "annotationlib" in stdlib.modules((3, 14)) - stdlib.modules((3, 13))


def test_generating_without_all_interpreters_leaves_the_data(monkeypatch, capsys):
    monkeypatch.setattr(generate, "find_interpreter", lambda version: None)
    monkeypatch.setattr(generate, "DATA", None)
    assert generate.main([]) == 2
    message = capsys.readouterr().err
    assert "2.7, 3.6" in message and "--python" in message


def test_an_interpreter_that_cannot_be_asked_is_named():
    with pytest.raises(RuntimeError, match="false could not list"):
        generate.dump("/bin/false")


def test_builtins_of_one_python_only():
    assert {"unicode", "xrange", "StandardError"} <= stdlib.builtins_only_2()
    assert {"ascii", "exec", "FileNotFoundError"} <= stdlib.builtins_only_3()
    neither = {"print", "callable", "input", "WindowsError", "bytes", "exit"}
    assert not neither & (stdlib.builtins_only_2() | stdlib.builtins_only_3())


def test_modules_of_one_python_only():
    only_2 = {"Queue", "urllib2", "_winreg", "gdbm", "email.MIMEText", "__builtin__", "tkFont"}
    only_3 = {"asyncio", "queue", "urllib.parse", "concurrent.futures", "enum", "winreg"}
    both = {"urllib", "dbm", "email.utils", "msvcrt", "os.path", "__main__", "asyncore", "imp"}
    assert only_2 <= stdlib.modules_only_2()
    assert only_3 <= stdlib.modules_only_3()
    assert not (both & stdlib.modules_only_2() or both & stdlib.modules_only_3())


@pytest.mark.parametrize(
    "name", ["os", "os.path", "xml.dom.minidom", "test.test_support", "_winreg"]
)
def test_standard_modules_of_2(name):
    assert stdlib.is_stdlib_module_2(name)


@pytest.mark.parametrize(
    "name", ["", "yaml", "queue", "os.pathology", "xml.nothing", "testing.tools"]
)
def test_no_standard_modules_of_2(name):
    assert not stdlib.is_stdlib_module_2(name)


@pytest.mark.parametrize(
    ("name", "version", "answer"),
    [
        ("imp", (3, 11), True),
        ("imp", (3, 12), False),
        ("winreg", (3, 8), True),
        ("test.support", (3, 12), True),
        ("telnetlib", (3, 99), False),
        ("queue", (3, 99), True),
    ],
)
def test_standard_modules_of_a_target(name, version, answer):
    assert stdlib.is_stdlib_module_3(name, version) is answer


@pytest.mark.parametrize(
    ("name", "since"),
    [
        ("Queue", (3, 0)),
        ("Queue.Queue", (3, 0)),
        ("imp", (3, 12)),
        ("imp.reload", (3, 12)),
        ("cgi", (3, 13)),
        ("cgi.escape", (3, 8)),
        ("cgi.FieldStorage", (3, 13)),
        ("collections.Mapping", (3, 10)),
        ("os.errno", (3, 7)),
        ("unittest.TestCase.assertEquals", (3, 12)),
        ("unittest.TestCase.assertItemsEqual", (3, 0)),
        ("builtins.unicode", (3, 0)),
        ("builtins.dict.has_key", (3, 0)),
        ("builtins.file.xreadlines", (3, 0)),
        ("sys.setdefaultencoding", (3, 0)),
        ("types.NoneType", None),
        ("logging.warn", None),
        ("os.getcwd", None),
        ("os.never_was", None),
        ("nowhere", None),
        ("builtins.dict.keys", None),
        ("_socket.socket.no_such_thing", None),
    ],
)
def test_gone_since(name, since):
    assert stdlib.gone_since(name) == since


@pytest.mark.parametrize(
    ("name", "version", "answer"),
    [
        ("types.NoneType", PY2, True),
        ("types.NoneType", (3, 9), False),
        ("types.NoneType", (3, 10), True),
        ("winreg.OpenKey", LAST, None),
        ("winreg.OpenKey", PY2, False),
        ("unittest.TestCase.assertEqual", LAST, None),
        ("urllib.parse", PY2, False),
        ("urllib.parse.quote", PY2, False),
        ("urllib.parse.quote", LAST, True),
    ],
)
def test_exists(name, version, answer):
    assert stdlib.exists(name, version) is answer


def test_names_of_2():
    assert {"urlopen", "urlencode", "FancyURLopener"} <= stdlib.names_2("urllib")
    assert stdlib.names_2("urllib.parse") is None
    assert stdlib.names_2("_winreg") is None
