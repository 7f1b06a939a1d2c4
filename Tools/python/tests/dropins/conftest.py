"""Tests of the drop-ins: in a root of their own, and with nothing left behind by any test."""

import multiprocessing
import os
import shutil
import tempfile
from typing import Any, Callable, Iterator, List

import pytest

# Before the core looks at it, which it does once; every process that a test starts inherits it.
OWN_ROOT = None
if "NPYSHARE_ROOT" not in os.environ:
    OWN_ROOT = tempfile.mkdtemp(prefix="npyshare-python-tests-", dir="/dev/shm")
    os.environ["NPYSHARE_ROOT"] = OWN_ROOT


def pytest_configure(config: pytest.Config) -> None:
    # A queue's feeder thread is one more; Python 3.12 and newer warn of forks then.
    config.addinivalue_line("filterwarnings", "ignore:.*multi-threaded.*fork:DeprecationWarning")


def pytest_unconfigure(config: pytest.Config) -> None:
    if OWN_ROOT is not None:
        shutil.rmtree(OWN_ROOT, ignore_errors=True)


def names_in_root() -> List[str]:
    """The names of everything that is there, but for the directory of scopes."""
    return sorted(name for name in os.listdir(os.environ["NPYSHARE_ROOT"]) if name[0] != ".")


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Every test removes what it has made."""
    before = names_in_root()
    yield
    assert names_in_root() == before


@pytest.fixture
def names() -> Callable[[], List[str]]:
    """The names that there are now."""
    return names_in_root


@pytest.fixture(params=["fork", "spawn"])
def start(request: pytest.FixtureRequest) -> Any:
    """A way of starting processes."""
    return multiprocessing.get_context(request.param)
