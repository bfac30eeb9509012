"""A migration in steps: hunks that are asked about, and a git commit for each rule."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.__main__ import main
from migrator.report.hunks import Patch

SOURCE = "print 1\n\n\n\n\nprint 2\n\n\n\n\nprint 3\n"
LINES = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\r\n", b"\n"])).map(b"".join)


@given(LINES, LINES, st.data())
def test_hunks_that_are_taken_are_there_and_the_others_not(before, after, data):
    patch = Patch(before, after)
    assert patch.applied(patch.hunks) == after
    assert patch.applied([]) == before
    some = [hunk for hunk in patch.hunks if data.draw(st.booleans())]
    others = [hunk for hunk in patch.hunks if hunk not in some]
    assert Patch(before, patch.applied(some)).applied([]) == before
    sizes = [len(patch.applied(taken)) - len(before) for taken in (some, others)]
    assert sum(sizes) == len(after) - len(before)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


@pytest.mark.parametrize(
    "answers, expected",
    [
        ("y\ny\ny\n", "123"),
        ("n\ny\nn\n", "2"),
        ("y\nd\n", "1"),
        ("n\na\n", "23"),
        ("q\n", ""),
        ("x\n?\ny\nq\n", "1"),
        ("", ""),
    ],
)
def test_each_hunk_is_asked_about(here, monkeypatch, capsys, answers, expected):
    Path("a.py").write_text(SOURCE)
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    assert main(["fix", "--interactive", "a.py"]) == 0
    wanted = SOURCE
    for number in expected:
        wanted = wanted.replace(f"print {number}", f"print({number})")
    assert Path("a.py").read_text() == wanted
    said = capsys.readouterr().out
    assert "-print 1\n+print(1)\n(1/3) Make this change" in said


def test_leaving_leaves_the_files_after_it_too(here, monkeypatch):
    Path("a.py").write_text(SOURCE)
    Path("b.py").write_text(SOURCE)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\nq\n"))
    main(["fix", "--interactive", "."])
    assert Path("a.py").read_text() == SOURCE.replace("print 1", "print(1)")
    assert Path("b.py").read_text() == SOURCE


def git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def repository(here, monkeypatch):
    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"):
        monkeypatch.setenv(name, "A")
    for name in ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "a@example.org")
    git("init", "-q")
    Path("a.py").write_text("import sys\nfor i in xrange(3):\n    print >>sys.stderr, i, 0777\n")
    Path("b.py").write_text("d = {}\nprint d.has_key(1)\n")
    Path("bad.py").write_text("print (\n")
    git("add", ".")
    git("commit", "-qm", "original")
    return here


def test_a_commit_for_each_rule(repository, capsys):
    assert main(["fix", "--commit-per-rule", "."]) == 2  # one file is bad
    assert "bad.py:" in capsys.readouterr().err
    subjects = git("log", "--format=%s", "--reverse").splitlines()
    codes = [subject.split()[0] for subject in subjects[1:]]
    assert {"SYN010", "BLT010", "ITR130"} <= set(codes) or len(codes) >= 3
    assert codes == sorted(codes)
    assert "For example" in git("log", "-1", "--format=%b")
    assert git("status", "--porcelain") == ""
    stepwise = Path("a.py").read_text(), Path("b.py").read_text()
    git("checkout", "-q", "HEAD~" + str(len(codes)), ".")
    main(["fix", "-q", "."])
    assert (Path("a.py").read_text(), Path("b.py").read_text()) == stepwise
    assert Path("bad.py").read_text() == "print (\n"


def test_what_a_project_says_has_commits_too(repository):
    Path("bad.py").unlink()
    Path("tox.ini").write_text("[tox]\nenvlist = py27,py36\n")
    git("add", "-A")
    git("commit", "-qm", "tox")
    assert main(["fix", "--commit-per-rule", "."]) == 0
    assert "PKG040 tested-environments: envlist = py27" in git("log", "--format=%s")
    assert Path("tox.ini").read_text() == "[tox]\nenvlist = py36\n"


def test_a_dirty_tree_is_refused(repository, capsys):
    Path("b.py").write_text("print 1\n")
    assert main(["fix", "--commit-per-rule", "."]) == 2
    assert "commit or stash them first" in capsys.readouterr().err
    assert Path("a.py").read_text().startswith("import sys\nfor i in xrange")


def test_what_is_in_no_repository_is_refused(here, monkeypatch, capsys):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(here.parent))
    Path("a.py").write_text("print 1\n")
    assert main(["fix", "--commit-per-rule", "a.py"]) == 2
    assert "git" in capsys.readouterr().err and Path("a.py").read_text() == "print 1\n"
