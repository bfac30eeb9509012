"""What the command line does with files, streams and exit codes.

The engine and the rules are replaced by small ones, so that each outcome can be asked for:
`old` becomes `new`, and a file that says so is bad, breaks the engine or needs a person.
"""

from __future__ import annotations

import io
import sys
from concurrent.futures import BrokenExecutor, Future
from pathlib import Path

import pytest

from migrator.__main__ import main
from migrator.results import Change, Diagnostic, Dialect, Evidence, FileResult, Position

SEEN = Dialect("2", (Evidence("2", "the word old", Position(1, 1)),))


class Renew:
    """Write new for old.

    Old is gone.
    """

    code = "OLD001"
    name = "renew"
    examples = (("old", "new"),)
    leave_alone = ("bold",)


class Look(Renew):
    """Look at odd ones."""

    code = "ODD001"
    name = "look"


asked = []


def migrate(data, *, path, options, project=None):
    asked.append(options)
    if b"crash" in data:
        raise RuntimeError("unexpected")
    if b"bad" in data:
        problem = Diagnostic("E100", Position(2, 3), "is no Python")
        return FileResult(path, data, data, error=problem)
    odd = (Diagnostic("ODD001", Position(1, 1), "is odd"),) if b"odd" in data else ()
    changes = (Change("OLD001", Position(1, 1), "old word"),) if b"old" in data else ()
    return FileResult(
        path,
        data,
        data.replace(b"old", b"new"),
        dialect=SEEN if changes else Dialect("both"),
        changes=changes,
        diagnostics=odd,
    )


@pytest.fixture(autouse=True)
def small_engine(monkeypatch, tmp_path_factory):
    monkeypatch.setenv("MIGRATOR_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setattr("migrator.engine.migrate", migrate)
    monkeypatch.setattr("migrator.rules.all_rules", lambda: [Renew, Look])
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    asked.clear()


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty current folder; call it with names and texts to fill it."""
    monkeypatch.chdir(tmp_path)

    def fill(**texts: str) -> None:
        for name, text in texts.items():
            file = Path(name.replace("__", "/") + ".py")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)

    return fill


def run(*arguments: str) -> int:
    try:
        return int(main(arguments))
    except SystemExit as stop:
        return int(stop.code)


def text(path: str) -> str:
    return Path(path).read_text()


# fix


def test_fix_writes_in_place_and_says_so(here, capsys):
    here(a="old\n", b="odd\n")
    assert run("fix", ".") == 0
    assert (text("a.py"), text("b.py")) == ("new\n", "odd\n")
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "fixed a.py: 1 change (Python 2: the word old at line 1)\n"
        "b.py:1:1: ODD001 is odd\n"
        "2 files (1 Python 2, 1 valid as both), 1 fixed.\n"
        "       1  OLD001  renew\n"
        "1 place needs a person.\n"
    )


def test_a_file_named_by_itself_is_spoken_of_even_when_it_stays(here, capsys):
    here(a="fine\n")
    assert run("fix", "a.py") == 0
    assert "unchanged a.py (valid as both" in capsys.readouterr().err


@pytest.mark.parametrize(
    "option, expected", [("--quiet", []), ("--verbose", ["fixed a.py", "unchanged b.py"])]
)
def test_volume(here, capsys, option, expected):
    here(a="old\n", b="fine odd\n")
    assert run("fix", option, ".") == 0
    said = capsys.readouterr().err
    assert [line for line in expected if line in said] == expected
    assert bool(said) == bool(expected)


@pytest.mark.parametrize(
    "options, code",
    [
        (["--diff"], 0),
        (["--check"], 1),
        (["--diff", "--check"], 1),
        (["--check", "--output", "out"], 1),
    ],
)
def test_previews_write_nothing(here, capsys, options, code):
    here(a="old\n", b="fine\n")
    assert run("fix", *options, ".") == code
    assert text("a.py") == "old\n"
    assert not Path("out").exists()
    out, err = capsys.readouterr()
    assert ("-old\n+new\n" in out) == ("--diff" in options)
    assert "would change a.py" in err


@pytest.mark.parametrize(
    "source, code", [("new\n", 0), ("odd\n", 1), ("bad\n", 2), ("crash\n", 123)]
)
def test_check_asks_whether_work_is_left(here, source, code):
    here(a=source)
    assert run("fix", "--check", "a.py") == code


@pytest.mark.parametrize(
    "source, code, message",
    [
        ("bad\n", 2, "a.py:2:3: E100 is no Python\n"),
        ("crash\n", 123, "a.py:1:1: E999 internal error: RuntimeError: unexpected (test_cli.py"),
    ],
)
def test_a_file_that_fails_does_not_stop_the_others(here, capsys, source, code, message):
    here(a=source, b="old\n")
    assert run("fix", "--quiet", "a.py", "b.py") == code
    assert (text("a.py"), text("b.py")) == (source, "new\n")
    assert capsys.readouterr().err.startswith(message)


class LastFirstPool:
    """Finishes what was submitted last first, and loses the worker of some files."""

    def __init__(self, executor, jobs):
        self.calls = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def submit(self, tag, function, *arguments):
        self.calls.append((tag, function, arguments))

    def completed(self):
        while self.calls:
            tag, function, arguments = self.calls.pop()
            future = Future()
            if {"m07.py", "m19.py"} & {file.name for file in tag}:
                future.set_exception(BrokenExecutor())
            else:
                future.set_result(function(*arguments))
            yield tag, future


def test_a_worker_that_dies_loses_its_file_only(here, capsys, monkeypatch):
    monkeypatch.setattr("migrator.pool.Pool", LastFirstPool)
    names = [f"m{number:02}" for number in range(60)]
    here(**dict.fromkeys(names, "old\n"))
    assert run("fix", "--jobs", "2", ".") == 123
    assert [name for name in names if text(f"{name}.py") != "new\n"] == ["m07", "m19"]
    said = capsys.readouterr().err.splitlines()
    assert [line.split(".py")[0].removeprefix("fixed ") for line in said[:60]] == names
    assert "m07.py:1:1: E999 internal error: the process that worked on it died" in said[7]


def test_a_missing_file_is_an_error(here, capsys):
    here(b="old\n")
    assert run("fix", "absent.py", "b.py") == 2
    assert (
        "absent.py:1:1: E001 cannot be read: No such file or directory" in capsys.readouterr().err
    )
    assert text("b.py") == "new\n"


def test_a_file_that_changes_meanwhile_is_left(here, capsys, monkeypatch):
    here(a="old\n")

    def slow(data, **others):
        Path("a.py").write_text("edited\n")
        return migrate(data, **others)

    monkeypatch.setattr("migrator.engine.migrate", slow)
    assert run("fix", "a.py") == 2
    assert text("a.py") == "edited\n"
    said = capsys.readouterr().err
    assert "a.py:1:1: E002 cannot be written: it changed after it was read" in said


def test_output_gets_the_whole_tree(here):
    here(src__a="old\n", src__pkg__b="fine\n", src__bad="bad\n")
    Path("src/a.py").chmod(0o755)
    assert run("fix", "src", "--output", "out") == 2
    assert text("src/a.py") == "old\n"
    assert (text("out/a.py"), text("out/pkg/b.py")) == ("new\n", "fine\n")
    assert Path("out/a.py").stat().st_mode & 0o777 == 0o755
    assert not Path("out/bad.py").exists()


def test_output_of_several_folders_keeps_them_apart(here):
    here(one__a="old\n", two__a="fine\n")
    assert run("fix", "one", "two", "--output", "out") == 0
    assert (text("out/one/a.py"), text("out/two/a.py")) == ("new\n", "fine\n")


def test_output_inside_the_tree_is_not_migrated_again(here):
    here(a="old\n")
    assert run("fix", ".", "--output", "out") == 0
    assert run("fix", ".", "--output", "out") == 0
    assert sorted(str(path) for path in Path("out").rglob("*")) == ["out/a.py"]


def test_format_touches_only_what_changed(here):
    here(a="x = {  }\nold (  1)\n", b="x = {  }\n")
    assert run("fix", "--format", ".") == 0
    assert (text("a.py"), text("b.py")) == ("x = {  }\nnew(1)\n", "x = {  }\n")


@pytest.mark.parametrize(
    "options, source, out, code",
    [
        ([], "old\n", "new\n", 0),
        ([], "fine\n", "fine\n", 0),
        (["--check"], "old\n", "", 1),
        (["--diff"], "old\n", "--- <stdin>\n+++ <stdin>\n@@ -1 +1 @@\n-old\n+new\n", 0),
        (["--stdin-filename", "x.py"], "bad\n", "", 2),
    ],
)
def test_standard_input(here, capsys, monkeypatch, options, source, out, code):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(source.encode())))
    assert run("fix", "-", *options) == code
    assert capsys.readouterr().out == out


# Options


@pytest.mark.parametrize(
    "arguments, expected",
    [
        ([], sys.version_info[:2]),
        (["--target", "3.9"], (3, 9)),
    ],
)
def test_target(here, arguments, expected):
    here(a="old\n")
    run("check", "a.py", *arguments)
    assert asked[0].target == expected


def test_the_project_says_the_target(here):
    here(a="old\n")
    Path("pyproject.toml").write_text('[project]\nrequires-python = ">=3.11"\n')
    run("check", "a.py")
    assert asked[0].target == (3, 11)


def test_rules_are_chosen(here):
    here(a="old\n")
    run("check", "a.py", "--select", "old,ODD", "--ignore", "ODD001", "--select", "OLD001")
    assert asked[0].select == ("OLD", "ODD", "OLD001")
    assert asked[0].ignore == ("ODD001",)


@pytest.mark.parametrize(
    "arguments, message",
    [
        ([], "the following arguments are required: VERB"),
        (["fix"], "the following arguments are required: PATH"),
        (["mend", "a.py"], "invalid choice: 'mend'"),
        (["fix", "a.py", "--target", "2.7"], "'2.7' is no Python 3; write it like 3.12"),
        (["fix", "a.py", "--jobs", "0"], "'0' is no number of processes"),
        (["fix", "a.py", "--select", "NEW"], "no rule has the code 'NEW'"),
        (["fix", "-", "a.py"], "stands alone"),
        (["fix", "-", "--output", "out"], "--output is for files"),
        (["fix", ".", "--output", "."], "without it they change in place"),
        (["explain", "nonsense"], "no rule is called 'nonsense'"),
    ],
)
def test_usage_errors(here, capsys, arguments, message):
    here(a="old\n")
    assert run(*arguments) == 2
    out, err = capsys.readouterr()
    assert message in err
    assert out == ""
    assert text("a.py") == "old\n"


# The other verbs


def test_check_lists_places_on_stdout(here, capsys):
    here(a="old odd\n", b="fine\n")
    assert run("check", ".") == 1
    out, err = capsys.readouterr()
    assert out == "a.py:1:1: ODD001 is odd\na.py:1:1: OLD001 old word\n"
    assert err.startswith("2 files (1 Python 2, 1 valid as both), 1 to change.\n")
    assert text("a.py") == "old odd\n"


def test_check_of_a_clean_tree(here, capsys):
    here(b="fine\n")
    assert run("check", ".") == 0
    assert capsys.readouterr().out == ""


def test_no_python_here(here, capsys):
    assert run("fix", ".") == 0
    assert capsys.readouterr().err == "No Python files found.\n"


def test_rules_and_explain(capsys):
    assert run("rules") == 0
    assert capsys.readouterr().out == (
        "ODD001  look   Look at odd ones.\nOLD001  renew  Write new for old.\n"
    )
    for name in ("OLD001", "renew", "old"):
        assert run("explain", name) == 0
        page = capsys.readouterr().out
        assert page.startswith("OLD001 renew\n\nWrite new for old.\n\nOld is gone.\n")
        assert "Left alone:\n\n    bold\n" in page


@pytest.mark.parametrize(
    "variable, coloured", [("FORCE_COLOR", True), ("NO_COLOR", False), (None, False)]
)
def test_colour(here, capsys, monkeypatch, variable, coloured):
    here(a="old\n")
    if variable:
        monkeypatch.setenv(variable, "1")
    run("fix", "--diff", "a.py")
    assert ("\033[32m+new\033[0m\n" in capsys.readouterr().out) is coloured
