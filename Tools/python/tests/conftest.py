"""A root of the tests' own: nothing is made in, or removed from, anybody else's."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Iterator

import pytest

# Before the library is used: it looks once. Children of any kind inherit it.
ROOT = tempfile.mkdtemp(prefix="npyshare-tests-", dir="/dev/shm")
os.environ["NPYSHARE_ROOT"] = ROOT


@pytest.fixture
def root() -> Iterator[Path]:
    """The root, emptied of names afterwards."""
    path = Path(ROOT)
    yield path
    for file in path.iterdir():
        if file.is_file():
            file.unlink()


def pytest_sessionfinish() -> None:
    shutil.rmtree(ROOT, ignore_errors=True)
