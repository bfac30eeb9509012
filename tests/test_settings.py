"""Settings of a project: found, checked, overruled, shown; what is left out and what is known."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from migrator.__main__ import main
from migrator.ignoring import Excluded
from migrator.settings import KEYS, SettingsError, settings


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty current folder, with a function that fills it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    (tmp_path / ".git").mkdir()  # nothing above it counts

    def fill(files: dict[str, str]) -> Path:
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        return tmp_path

    return fill


def test_nothing_set_leaves_the_defaults(here):
    found = settings([here({})], {})
    assert (found.select, found.dialect, found.gitignore, found.origins) == ((), "auto", True, {})


def test_the_nearest_file_with_settings_counts(here):
    top = here(
        {
            "pyproject.toml": "[tool.migrator]\nselect = ['syn, itr']\n",
            "src/pyproject.toml": "[project]\nname = 'x'\n",
            "other/migrator.toml": "dialect = '2'\n",
            "src/a.py": "",
        }
    )
    assert settings([top / "src" / "a.py"], {}).select == ("SYN", "ITR")
    found = settings([top / "other"], {})
    assert (found.dialect, found.select, found.folder) == ("2", (), top / "other")


def test_the_command_line_goes_over_the_file(here):
    top = here({"migrator.toml": "dialect = '2'\ntarget = '3.11'\n"})
    found = settings([top], {"dialect": "auto", "target": None})
    assert (found.dialect, found.target) == ("auto", (3, 11))
    assert found.origins == {"dialect": "the command line", "target": str(top / "migrator.toml")}


@pytest.mark.parametrize(
    "text, message",
    [
        ("selct = []", "'selct' is no setting of migrator; did you mean 'select'?"),
        ("zzz = 1", "there are " + ", ".join(KEYS)),
        ("select = 'SYN'", "select: it must be a list of texts"),
        ("select = [1]", "select: it must be a list of texts"),
        ("target = 3.12", "target: 3.12 is no Python 3; write it like 3.12"),
        ("dialect = '4'", "dialect: it must be one of 2, 3, auto, as text"),
        ("jobs = 0", "jobs: it must be a whole number, at least 1"),
        ("jobs = true", "jobs: it must be a whole number, at least 1"),
        ("format = 1", "format: it must be true or false"),
        ("per-file-ignores = []", "it must be a table of file patterns"),
        ("= 1", "cannot be read"),
    ],
)
def test_what_is_wrong_is_said(here, text, message):
    top = here({"migrator.toml": text})
    with pytest.raises(SettingsError) as caught:
        settings([top], {})
    assert message in str(caught.value) and str(top / "migrator.toml") in str(caught.value)


def test_settings_of_verify_are_not_in_the_way(here):
    top = here({"pyproject.toml": "[tool.migrator.verify]\nx = 1\n"})
    assert settings([top], {}).origins == {}


def test_a_wrong_setting_ends_a_run_before_it_starts(here, capsys):
    here({"migrator.toml": "selct = []", "a.py": "print 1\n"})
    with pytest.raises(SystemExit) as caught:
        main(["fix", "."])
    assert caught.value.code == 2 and "did you mean 'select'?" in capsys.readouterr().err
    assert Path("a.py").read_text() == "print 1\n"


def test_an_unknown_rule_in_a_file_is_said_with_the_file(here, capsys):
    here({"migrator.toml": "ignore = ['QQQ']", "a.py": ""})
    with pytest.raises(SystemExit):
        main(["check", "."])
    assert "migrator.toml: ignore: no rule has the code 'QQQ'" in capsys.readouterr().err


def test_config_shows_what_holds_and_where_it_is_from(here, capsys):
    here({"migrator.toml": "ignore = ['DIV']\n[per-file-ignores]\n'tests/*' = ['SYN']\n"})
    assert main(["config"]) == 0
    shown = dict(line.split(" = ", 1) for line in capsys.readouterr().out.splitlines())
    assert shown["ignore"].startswith('["DIV"]  # ') and "migrator.toml" in shown["ignore"]
    assert shown["per-file-ignores"].startswith('{ "tests/*" = ["SYN"] }')
    assert shown["select"] == "[]  # default"


# What is left out


def test_rules_left_out_of_some_files_only(here):
    here(
        {
            "migrator.toml": "[per-file-ignores]\n'tests/' = ['SYN010']\n",
            "tests/a.py": "print 1\n",
            "b.py": "print 1\n",
        }
    )
    main(["fix", "-q", "."])
    assert Path("tests/a.py").read_text() == "print 1\n"
    assert Path("b.py").read_text() == "print(1)\n"


def test_excluded_files_and_what_git_ignores(here, capsys):
    here(
        {
            "migrator.toml": "exclude = ['vendor/', '*_pb2.py']\n",
            ".gitignore": "made/\n*.gen.py\n",
            "sub/.gitignore": "!kept.gen.py\n",
            "vendor/a.py": "print 1\n",
            "x_pb2.py": "print 1\n",
            "made/a.py": "print 1\n",
            "sub/x.gen.py": "print 1\n",
            "sub/kept.gen.py": "print 1\n",
            "b.py": "print 1\n",
        }
    )
    main(["check", "-v", "."])
    said = capsys.readouterr()
    assert [line.split(":")[0] for line in said.out.splitlines()] == ["b.py", "sub/kept.gen.py"]
    for name in ("vendor", "x_pb2.py", "made", "x.gen.py"):
        assert f"{name} (" in said.err
    main(["check", "--no-gitignore", "."])
    assert "made/a.py" in capsys.readouterr().out


def test_what_is_not_looked_at_is_said(here, capsys):
    here(
        {
            "a.py": "x = 1\n",
            "a.pyi": "x: int\n",
            "fast.pyx": "print 1\n",
            "notes.ipynb": "{}\n",
            "build/lib/b.py": "print 1\n",
            ".venv/c.py": "print 1\n",
            "env/pyvenv.cfg": "home = /usr\n",
            "__pycache__/d.py": "print 1\n",
            "data.txt": "print 1\n",
            "dist/__init__.py": "x = 1\n",
        }
    )
    main(["check", "."])
    said = capsys.readouterr().err
    assert "Not looked at: 6 (-v tells what)." in said and "left out" not in said
    main(["check", "-v", "."])
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("left out ")]
    assert sorted(told) == [
        "left out .venv (installed packages)",
        "left out a.pyi (a stub)",
        "left out build (a folder of what is built)",
        "left out env (a virtual environment)",
        "left out fast.pyx (Cython)",
        "left out notes.ipynb (a notebook)",
    ]


def test_a_file_that_is_named_is_taken_even_if_it_is_excluded(here, capsys):
    here({"migrator.toml": "exclude = ['*.py']\n", "a.py": "print 1\n"})
    main(["check", "a.py"])
    assert "SYN010" in capsys.readouterr().out


def test_ignore_files_agree_with_git(here):
    top = here(
        {
            ".gitignore": "*.py\n!keep/\n!keep/*.py\n/only.txt\ndeep/**/x.py\n",
            "keep/.gitignore": "b.py\n",
        }
    )
    (top / ".git").rmdir()
    if subprocess.run(["git", "init", "-q", str(top)], check=False).returncode:
        pytest.skip("git is not there to be compared with")
    excluded = Excluded([], top, gitignore=True)
    names = ["a.py", "keep/a.py", "keep/b.py", "only.txt", "keep/only.txt", "deep/1/2/x.py"]
    told = subprocess.run(
        ["git", "check-ignore", *names], cwd=top, capture_output=True, text=True
    ).stdout.split()
    ours = [name for name in names if excluded.reason(top / name, is_folder=False)]
    assert ours == told


def test_ignore_files_say_nothing_outside_a_repository(here):
    top = here({".gitignore": "*.py\n"})
    (top / ".git").rmdir()
    assert Excluded([], top, gitignore=True).reason(top / "a.py", is_folder=False) is None


# What is known


def test_a_baseline_lets_only_new_findings_count(here, capsys):
    here({"a.py": "print 1\n"})
    assert main(["check", "--baseline", "known.json", "."]) == 0
    assert len(json.loads(Path("known.json").read_text())["findings"]) == 1
    assert main(["check", "--baseline", "known.json", "."]) == 0
    Path("a.py").write_text("x = 1\nprint 1\nprint 2\n")
    capsys.readouterr()
    assert main(["check", "--baseline", "known.json", "."]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("a.py:3:1: SYN010") and said.out.count("\n") == 1
    assert "1 new, 1 known, 0 of the known gone." in said.err
    Path("a.py").write_text("print 2\n")
    assert main(["check", "--baseline", "known.json", "--update-baseline", "."]) == 0
    assert main(["check", "--baseline", "known.json", "."]) == 0
    assert "1 of the known gone" not in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[]", '{"version": 7, "findings": []}', '{"version": 1}'])
def test_a_bad_baseline_is_refused(here, capsys, text):
    here({"a.py": "print 1\n", "known.json": text})
    with pytest.raises(SystemExit) as caught:
        main(["check", "--baseline", "known.json", "."])
    assert caught.value.code == 2 and "known.json" in capsys.readouterr().err


def test_statistics(here, capsys):
    here({"a.py": "print 1\nprint 2\nx = 0777\n", "b.py": "x = 1\n", "c.py": "print 'a\n"})
    main(["check", "--statistics", "."])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["2", "SYN010", "print-statement"] and len(lines) == 4
    assert lines[-1] == "Files left: 2 of 3."
    main(["fix", "-q", "."])
    capsys.readouterr()
    main(["check", "--statistics", "."])
    assert capsys.readouterr().out.splitlines()[-1] == "Files left: 1 of 3."


def test_output_formats_that_are_one_document(here, capsys):
    here({"b.py": "print 1\n", "a.py": "print 1\n"})
    assert main(["check", "--output-format", "json", "."]) == 1
    assert [one["path"] for one in json.loads(capsys.readouterr().out)] == ["a.py", "b.py"]
