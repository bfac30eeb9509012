"""Files nobody should have to expect: no crash of the run, no file lost, each with a message.

By default some hundred mutated files; with MIGRATOR_FULL=1 ten thousand, and a large one.
"""

from __future__ import annotations

import os
import random
import stat
from pathlib import Path

import pytest

from migrator import api
from migrator.__main__ import main
from migrator.faults import DEFECT
from migrator.problems import INTERNAL
from tests.corpora import FULL

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.py"))
MUTATED = 10_000 if FULL else 300


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A file as a bad disk, a merge or an editor leaves it."""
    at, end = sorted(chance.sample(range(len(data) + 1), 2))
    kind = chance.randrange(8)
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + data[end:]
    if kind == 2:
        return data[:at] + chance.randbytes(chance.randrange(1, 30)) + data[at:]
    if kind == 3:
        return data[:at] + data[at:end] * 2 + data[end:]
    if kind == 4:
        return data[:at] + chance.choice([b"(", b")", b"'''", b"\\\n", b"`", b"\0"]) + data[at:]
    if kind == 5:
        return data.replace(b"\n", chance.choice([b"\r", b"\r\n", b"\f\n", b" \n"]))
    if kind == 6:
        return data.replace(b"    ", b"\t", chance.randrange(1, 9))
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


@pytest.mark.parametrize("share", range(10))
def test_mutated_files(share):
    for number in range(share, MUTATED, 10):
        chance = random.Random(number)
        before = mutated(chance.choice(SAMPLES).read_bytes(), chance)
        result = api.fix_source(before)
        assert result.before == before
        if result.error:
            assert result.after == before, number
            assert result.error.message and result.error.code != INTERNAL, (number, result.error)
        elif result.changed:
            assert not any(DEFECT in one.message for one in result.diagnostics), number
            again = api.fix_source(result.after)
            assert again.after == result.after, number


def deep(opening: str, inner: str, closing: str, depth: int = 5_000) -> bytes:
    return (opening * depth + inner + closing * depth).encode()


HOSTILE = {
    "parentheses": b"print " + deep("(", "1", ")"),
    "lists": b"x = " + deep("[", "1", "]") + b"\nprint x\n",
    "unary": b"print " + b"-" * 5_000 + b"1\n",
    "sums": b"print " + b"+".join([b"1"] * 20_000) + b"\n",
    "attributes": b"print x" + b".y" * 5_000 + b"\n",
    "calls": b"print x" + b"()" * 5_000 + b"\n",
    "backquotes": b"print " + b"`" * 5_000 + b"\n",
    "lambdas": b"x = " + b"lambda: " * 3_000 + b"1\nprint x\n",
    "else if": b"if a:\n    print 1\n" + b"elif b:\n    print 2\n" * 3_000,
    "blocks": b"".join(b" " * n + b"if x:\n" for n in range(95)) + b" " * 95 + b"print 1\n",
    "too many blocks": b"".join(b" " * n + b"if x:\n" for n in range(300)) + b" " * 300 + b"f\n",
    "long line": b"print '" + b"x" * 2_000_000 + b"'\n",
    "NUL": b"print 1\0\n",
    "only NULs": b"\0" * 1_000,
    "binary": bytes(range(256)) * 20,
    "unknown encoding": b"# coding: no-such-encoding\nprint 1\n",
    "encoding that is no text": b"# coding: zlib\nprint 1\n",
    "UTF-16": "print 1\n".encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf",
    "wrong UTF-8": b"# coding: utf-8\nprint u'\xff'\n",
    "lone quote": b"print '",
    "backslash at the end": b"print 1 + \\",
    "nothing": b"",
    "form feeds": b"\f" * 50 + b"print 1\n",
    "a control character": b"print 1\x1a",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_has_a_message_or_is_migrated(name, tmp_path, capfd):
    for file, data in (("hostile.py", HOSTILE[name]), ("good.py", b"print 1\n")):
        (tmp_path / file).write_bytes(data)
    code = main(["fix", "--jobs", "1", str(tmp_path)])
    said = capfd.readouterr().err
    assert (tmp_path / "good.py").read_bytes() == b"print(1)\n"
    after = (tmp_path / "hostile.py").read_bytes()
    if code == 0:
        compile(after, "hostile.py", "exec", dont_inherit=True)
    else:
        assert after == HOSTILE[name]
        assert f"{tmp_path / 'hostile.py'}:" in said
    assert "Traceback" not in said


@pytest.mark.skipif(not FULL, reason="it takes a minute: MIGRATOR_FULL=1")
def test_a_file_of_100_megabytes(tmp_path):
    line = b"table = ['a string that goes on for a while', 12345, 67890]\n"
    file = tmp_path / "large.py"
    file.write_bytes(line * (100_000_000 // len(line)))
    assert main(["fix", "-q", str(file)]) in (0, 2)


def test_files_that_the_system_keeps_from_us(tmp_path, capfd, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = {name: Path(name) for name in ("good.py", "read_only.py", "unreadable.py")}
    for file in files.values():
        file.write_text("print 1\n")
    os.symlink("nothing", "dangling.py")
    os.symlink("circle.py", "circle.py")
    os.symlink(".", "folder")
    try:
        Path(os.fsdecode(b"caf\xe9.py")).write_text("print 1\n")
    except OSError:  # a file system that takes no such names
        pass
    files["read_only.py"].chmod(stat.S_IRUSR)
    files["unreadable.py"].chmod(0)
    everybody_may = os.access("unreadable.py", os.R_OK)
    code = main(["fix", ".", "dangling.py", "circle.py"])
    said = capfd.readouterr().err
    assert code == 2
    assert files["good.py"].read_text() == "print(1)\n"
    for name in ("dangling.py", "circle.py"):
        assert f"{name}:1:1: E001 cannot be read: " in said
    if not everybody_may:
        assert "unreadable.py:1:1: E001" in said and "read_only.py:1:1: E002" in said
        assert files["read_only.py"].read_text() == "print 1\n"


def test_nothing_of_the_users_code_is_run(tmp_path):
    trap = f"open({str(tmp_path / 'sprung')!r}, 'w')\n"
    for name in ("a.py", "conftest.py", "sitecustomize.py", "os.py", "__init__.py", "libcst.py"):
        (tmp_path / name).write_text(f"import os\n{trap}print 1\n")
    (tmp_path / "setup.py").write_text(trap)
    here = Path.cwd()
    try:
        os.chdir(tmp_path)
        main(["fix", "-q", "."])
        main(["check", "-q", "."])
    finally:
        os.chdir(here)
    assert not (tmp_path / "sprung").exists()
