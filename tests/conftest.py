"""What holds for all tests."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory):
    """Tests, and the processes they start, leave the user's cache alone."""
    before = os.environ.get("MIGRATOR_CACHE_DIR")
    os.environ["MIGRATOR_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["MIGRATOR_CACHE_DIR"]
    else:
        os.environ["MIGRATOR_CACHE_DIR"] = before
