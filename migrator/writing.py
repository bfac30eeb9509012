"""How files are written: at once or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path


class FileChangedError(OSError):
    """The file on disk is no longer the one that was read."""


def write_atomically(
    path: Path, data: bytes, *, expected: bytes | None = None, like: Path | None = None
) -> None:
    """Put `data` into the file at `path` at once: a reader sees the old bytes or the new.

    Follows links, keeps owner and mode bits (those of the file `like`, if given), and writes
    only what differs. With `expected`, the file must still hold those bytes.

    Raises FileChangedError when it does not, OSError when the file cannot be written; the
    file is then as it was.
    """
    target = Path(os.path.realpath(path))
    current = target.read_bytes() if target.exists() else None
    if current == data:
        return
    if expected is not None and current != expected:
        raise FileChangedError(errno.EBUSY, "it changed after it was read", str(path))
    if current is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "it is read-only", str(path))
    descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with open(descriptor, "wb") as stream:
            stream.write(data)
        _copy_mode(like or target, temporary)
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _copy_mode(source: Path, copy: str) -> None:
    try:
        status = source.stat()
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(copy, 0o666 & ~umask)
        return
    with suppress(OSError, AttributeError):  # another's file, or a system without owners
        os.chown(copy, status.st_uid, status.st_gid)
    os.chmod(copy, stat.S_IMODE(status.st_mode))
