"""`SharedMemory` and `ShareableList` of `shared_numpy`."""

import gc
import os
import pickle
import struct
from typing import Any

import numpy as np
import pytest

import processes
from shared_numpy import ShareableList, SharedMemory

ITEMS = [1, -2.5, True, None, "äöü", b"bytes", ""]


@pytest.fixture
def shm() -> Any:
    block = SharedMemory(create=True, size=8)
    yield block
    try:
        block.unlink()
    except FileNotFoundError:
        pass


def test_sizesBelowZeroAreRefused():
    for create in (True, False):
        with pytest.raises(ValueError):
            SharedMemory("psm_size", create=create, size=-1)


def test_anEmptyNewBlockIsRefused():
    with pytest.raises(ValueError):
        SharedMemory(create=True, size=0)


def test_aNameIsNeededToAttach():
    with pytest.raises(ValueError):
        SharedMemory()


def test_namesWithAZeroAreRefused():
    for create in (True, False):
        with pytest.raises(ValueError):
            SharedMemory("psm_\0", create=create, size=1)


def test_aTakenNameIsAnError(shm: Any):
    with pytest.raises(FileExistsError):
        SharedMemory(shm.name, create=True, size=8)


def test_aMissingNameIsAnError():
    with pytest.raises(FileNotFoundError):
        SharedMemory("psm_missing")


def test_theModeIs0600(shm: Any):
    path = os.path.join(os.environ["NPYSHARE_ROOT"], shm.name)
    assert os.stat(path).st_mode & 0o7777 == 0o600


def test_theSizeIsIgnoredOnAttaching(shm: Any):
    assert SharedMemory(shm.name, size=3).size == 8
    assert SharedMemory(shm.name, size=3000).size == 8


def test_aSlashBeforeANameIsNoPartOfIt(shm: Any):
    other = SharedMemory(f"/{shm.name}")
    assert other.name == shm.name


def test_reprTellsNameAndSize(shm: Any):
    assert repr(shm) == f"SharedMemory({shm.name!r}, size=8)"


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_blocksArePickledByName(shm: Any, protocol: int):
    assert shm.__reduce__() == (SharedMemory, (shm.name, False, 8))
    other = pickle.loads(pickle.dumps(shm, protocol))
    other.buf[0] = 7
    assert (other.name, other.size, shm.buf[0]) == (shm.name, 8, 7)


def test_bothAttachedBlocksAreTheSameBytes(shm: Any):
    other = SharedMemory(shm.name)
    shm.buf[:4] = b"abcd"
    assert bytes(other.buf) == b"abcd\0\0\0\0"


def test_closingIsIdempotentAndEndsBuf(shm: Any):
    assert len(shm.buf) == 8
    shm.close()
    shm.close()
    assert shm.buf is None


def test_closingKeepsWhatArraysNeed(shm: Any):
    array = np.ndarray(8, "u1", shm.buf)
    shm.close()
    shm.unlink()
    del shm
    gc.collect()
    array[:] = 5
    assert array.sum() == 40


def test_unlinkingWorksAfterClosingAndOnlyOnce(shm: Any):
    shm.close()
    shm.unlink()
    with pytest.raises(FileNotFoundError):
        shm.unlink()


def test_unlinkingAfterClosingLeavesAnotherBlockOfThatNameAlone(shm: Any):
    shm.close()
    SharedMemory(shm.name).unlink()
    other = SharedMemory(shm.name, create=True, size=8)
    with pytest.raises(FileNotFoundError):
        shm.unlink()
    other.unlink()


def test_attachingAndEndingRemovesNothing(start: Any, shm: Any):
    child = start.Process(target=processes.store_byte, args=(shm,))
    child.start()
    child.join()
    assert child.exitcode == 0
    assert shm.buf[0] == 42
    SharedMemory(shm.name).close()


@pytest.fixture
def shared() -> Any:
    made = ShareableList(ITEMS)
    yield made
    made.shm.close()
    made.shm.unlink()


def test_listsHoldTheirItems(shared: Any):
    assert [*shared] == ITEMS
    assert (len(shared), shared[-2], shared.count(True), shared.index(None)) == (7, b"bytes", 2, 3)
    shared[4] = "xyz"
    shared[-7] = 2**40
    assert (shared[4], shared[0]) == ("xyz", 2**40)


def test_listsRefuseWhatTheyCannotHold(shared: Any):
    for index in (7, -8):
        with pytest.raises(IndexError):
            shared[index]
        with pytest.raises(IndexError):
            shared[index] = 1
    with pytest.raises(ValueError):
        shared[4] = "much too long for its slot"
    with pytest.raises(ValueError):
        shared.index("absent")
    with pytest.raises(ValueError):
        ShareableList()


def test_formatsAreThoseOfStruct(shared: Any):
    assert shared.format.startswith("qd")
    assert struct.calcsize(f"={shared.format}") == 8 * len(ITEMS)


def test_listsArePickledByName(shared: Any):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        other = pickle.loads(pickle.dumps(shared, protocol))
        other[0] = protocol
        assert (other.shm.name, shared[0]) == (shared.shm.name, protocol)


def test_listsAreAttachedByName(shared: Any):
    assert [*ShareableList(name=shared.shm.name)] == ITEMS
    assert shared.shm.name in repr(shared)
    with pytest.raises(FileNotFoundError):
        ShareableList(name="psm_missing")
    with pytest.raises(FileExistsError):
        ShareableList([1], name=shared.shm.name)


def test_anotherProcessReplacesItemsAndRemovesNothing(start: Any):
    shared = ShareableList([1, "text that is long enough"])
    child = start.Process(target=processes.replace_item, args=(shared,))
    child.start()
    child.join()
    assert child.exitcode == 0
    assert shared[1] == "äö"
    shared.shm.unlink()
