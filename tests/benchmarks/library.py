"""What the benchmarks over the library of a Python 2.7 begin with: some of its files, and copies."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import corpora


def parser(description: str) -> argparse.ArgumentParser:
    """A parser of the options that these benchmarks have in common."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--every", type=int, default=1, help="take every N-th file")
    return made


@contextmanager
def begun(every: int) -> Iterator[tuple[list[Path], Path]]:
    """Every N-th file of the library, and a folder for the time of the benchmark."""
    try:
        files = corpora.library2()[::every]
    except pytest.skip.Exception as reason:
        sys.exit(f"{Path(sys.argv[0]).stem}: {reason}")
    with tempfile.TemporaryDirectory() as scratch:
        yield files, Path(scratch)


def copied(files: Iterable[Path], to: Path) -> Path:
    """A fresh copy of the files, with their folders."""
    shutil.rmtree(to, ignore_errors=True)
    files = list(files)
    top = Path(os.path.commonpath(files))
    for path in files:
        target = to / path.relative_to(top)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return to
