"""That writing files is safe."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from migrator.writing import FileChangedError, write_atomically

# Writing


def test_writing_keeps_mode_bits_and_leaves_nothing_behind(tmp_path):
    file = tmp_path / "x.py"
    file.write_bytes(b"old")
    file.chmod(0o751)
    write_atomically(file, b"new\r\n", expected=b"old")
    assert file.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o751
    assert os.listdir(tmp_path) == ["x.py"]


def test_what_is_there_already_is_not_written_again(tmp_path):
    file = tmp_path / "x.py"
    file.write_bytes(b"same")
    before = file.stat()
    write_atomically(file, b"same")
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_writing_goes_through_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "x.py").write_text("old")
    link = tmp_path / "link.py"
    link.symlink_to(Path("real") / "x.py")
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "real" / "x.py").read_bytes() == b"new"


def test_a_new_file_has_the_usual_mode_or_that_of_its_original(tmp_path):
    usual, script = tmp_path / "usual", tmp_path / "script"
    usual.touch()
    script.touch()
    script.chmod(0o755)
    write_atomically(tmp_path / "new", b"")
    write_atomically(tmp_path / "copy", b"", like=script)
    assert (tmp_path / "new").stat().st_mode == usual.stat().st_mode
    assert (tmp_path / "copy").stat().st_mode == script.stat().st_mode


def test_a_file_that_changed_meanwhile_is_not_written(tmp_path):
    file = tmp_path / "x.py"
    file.write_bytes(b"edited")
    with pytest.raises(FileChangedError, match="changed after it was read"):
        write_atomically(file, b"new", expected=b"old")
    assert file.read_bytes() == b"edited"


def test_a_failed_write_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    file = tmp_path / "x.py"
    file.write_bytes(b"old")

    def refuse(*_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="disk full"):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["x.py"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_read_only_file_is_not_replaced(tmp_path):
    file = tmp_path / "x.py"
    file.write_bytes(b"old")
    file.chmod(0o444)
    with pytest.raises(PermissionError, match="read-only"):
        write_atomically(file, b"new")
