"""The hooks, run by pre-commit itself on a scratch repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOOKS = (ROOT / ".pre-commit-hooks.yaml").read_text()

pytest.importorskip("pre_commit", reason="pre-commit is not installed")


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    """A repository that uses the hooks; they run this Python's migrator, nothing is installed."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "a@example.org")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
    tool = f"{sys.executable} -m migrator"
    local = HOOKS.replace("entry: migrator", f"entry: {tool}")
    local = local.replace("language: python", "language: system")
    hooks = "\n".join("      " + line for line in local.splitlines())
    folder = tmp_path / "scratch"
    folder.mkdir()
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: local\n    hooks:\n{hooks}\n"
    )
    run("git", "init", "-q", folder=folder)
    return folder


def pre_commit(hook: str, folder: Path) -> tuple[int, str]:
    run("git", "add", ".", folder=folder)
    done = run(sys.executable, "-m", "pre_commit", "run", hook, "--all-files", folder=folder)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.skipif(not shutil.which("git"), reason="git is not there")
def test_check_then_fix_then_check(scratch):
    (scratch / "a.py").write_text("print 'a'\n")
    (scratch / "data.txt").write_text("print 'a'\n")
    code, said = pre_commit("migrator-check", scratch)
    assert code == 1 and "a.py:1:1: SYN010" in said
    code, said = pre_commit("migrator-fix", scratch)
    assert code == 1 and "files were modified by this hook" in said
    assert (scratch / "a.py").read_text() == "print('a')\n"
    assert (scratch / "data.txt").read_text() == "print 'a'\n"
    assert pre_commit("migrator-fix", scratch)[0] == 0
    assert pre_commit("migrator-check", scratch)[0] == 0


def test_the_manifest_is_valid():
    done = run(
        sys.executable,
        "-m",
        "pre_commit",
        "validate-manifest",
        ".pre-commit-hooks.yaml",
        folder=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
