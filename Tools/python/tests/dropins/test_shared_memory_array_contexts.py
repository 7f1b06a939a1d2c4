"""`ManagedSharedMemoryArray`, and what goes with a manager."""

import gc
from multiprocessing.managers import SharedMemoryManager
from typing import Any

import numpy as np
import pytest

from shared_memory_array import ManagedSharedMemoryArray, SharedMemoryArray


@pytest.fixture
def manager() -> Any:
    with SharedMemoryManager() as started:
        yield started


@pytest.fixture
def shared(manager: Any) -> Any:
    return SharedMemoryArray.copy(manager, np.ones(10))


def is_there(shared: Any) -> bool:
    try:
        SharedMemoryArray.attach(shared.name, shared.shape, shared.dtype)
    except FileNotFoundError:
        return False
    return True


def test_enteringGivesTheArrayItself(shared: Any):
    managed = shared.managed()
    assert type(managed) is ManagedSharedMemoryArray
    assert shared.managed() is not managed
    with managed as entered:
        assert entered is shared
        assert is_there(shared)
    assert not is_there(shared)


def test_attributesAreTheArrays(shared: Any):
    managed = shared.managed()
    assert (managed.shape, managed.dtype) == (shared.shape, shared.dtype)
    assert (managed.owner, managed.name) == (True, shared.name)
    assert managed.as_array().sum() == 10
    with pytest.raises(AttributeError):
        managed.absent


def test_leavingNeverHidesAnException(shared: Any):
    with pytest.raises(RuntimeError, match="intended"):
        with shared.managed():
            raise RuntimeError("intended")
    assert not is_there(shared)


def test_aClosedOneCannotBeEnteredAgain(shared: Any):
    managed = shared.managed()
    with managed:
        assert managed._closed is False
    assert managed._closed is True
    with pytest.raises(ValueError, match="already closed"):
        with managed:
            pass


def test_leavingTwiceIsFine(shared: Any):
    managed = shared.managed()
    managed.__exit__(None, None, None)
    managed.__exit__(None, None, None)


def test_severalMayBeLeft(shared: Any):
    first, second = shared.managed(), shared.managed()
    with first as one:
        one.as_array()[0] = 1
    with second as two:
        two.as_array()[0] = 2
        assert shared.as_array()[0] == 2
    with shared.managed(), shared.managed():
        pass


def test_aClientsRemovesNothing(shared: Any):
    with SharedMemoryArray.attach(shared.name, 10, "f8").managed() as client:
        client.as_array()[:] = 2
    assert shared.as_array().sum() == 20
    assert is_there(shared)


def test_theManagersEndRemovesWhatWasNotClosed(names: Any):
    with SharedMemoryManager() as manager:
        kept = [SharedMemoryArray.allocate(manager, 10, "f8") for _ in range(3)]
        kept.append(SharedMemoryArray.copy(manager, np.ones(3)))
        kept[0].close()
        assert len(names()) == 3
    assert names() == []
    assert not any(map(is_there, kept))
    kept[1].as_array()[:] = 1
    assert kept[1].as_array().sum() == 10
    kept[1].close()


def test_shuttingDownTwiceIsFine():
    manager = SharedMemoryManager()
    manager.start()
    shared = SharedMemoryArray.allocate(manager, 1, "u1")
    manager.shutdown()
    manager.shutdown()
    assert not is_there(shared)


def test_aManagerThatIsCollectedRemovesItsArrays():
    manager = SharedMemoryManager()
    manager.start()
    shared = SharedMemoryArray.allocate(manager, 1, "u1")
    del manager
    gc.collect()
    assert not is_there(shared)


def test_eachManagerHasArraysOfItsOwn():
    with SharedMemoryManager() as first:
        kept = SharedMemoryArray.allocate(first, 1, "u1")
        with SharedMemoryManager() as second:
            gone = SharedMemoryArray.allocate(second, 1, "u1")
        assert (is_there(kept), is_there(gone)) == (True, False)


def test_aManagerThatHasEndedAllocatesNothing(names: Any):
    with SharedMemoryManager() as manager:
        SharedMemoryArray.allocate(manager, 1, "u1")
    with pytest.raises((ValueError, OSError)):
        SharedMemoryArray.allocate(manager, 1, "u1")
    assert names() == []


def test_anArrayThatOutlivesTheManagerKeepsItsMemory():
    with SharedMemoryManager() as manager:
        view = SharedMemoryArray.copy(manager, np.arange(10.0)).as_array()[::3]
        server = manager._process
    server.join()
    view += 1
    assert view.tolist() == [1, 4, 7, 10]
    assert server.exitcode == 0
