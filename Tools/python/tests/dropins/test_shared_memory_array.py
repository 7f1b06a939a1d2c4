"""`SharedMemoryArray`: constructors and the life of an array, in one process."""

import gc
import pickle
from multiprocessing.managers import SharedMemoryManager
from typing import Any

import numpy as np
import pytest

import shared_memory_array
from dtype_cases import DTYPES, LAYOUTS
from shared_memory_array import ManagedSharedMemoryArray, SharedArray, SharedMemoryArray


@pytest.fixture
def manager() -> Any:
    with SharedMemoryManager() as started:
        yield started


def test_theNamesOfTheOriginalAreThere():
    assert SharedArray is SharedMemoryArray
    assert shared_memory_array.__version__.count(".") == 2
    names: "dict[str, Any]" = {}
    exec("from shared_memory_array import *", names)
    assert names["ManagedSharedMemoryArray"] is ManagedSharedMemoryArray


def test_moreThanThereIsIsRefusedAndLeavesNothing(manager: Any, names: Any):
    for shape in ((2**32, 2**32), 2**59):
        with pytest.raises((OSError, ValueError)):
            SharedMemoryArray.allocate(manager, shape, "f8")
    assert names() == []


def test_theFieldsAreATupleThatCannotBeChanged(manager: Any):
    shared = SharedMemoryArray.allocate(manager, (2, 3), "f4")
    shm, shape, dtype, owner = shared
    assert (shm.name, shm.size, len(shm.buf)) == (shared.name, 24, 24)
    assert (shape, dtype, owner) == ((2, 3), np.dtype("f4"), True)
    for field in ("shm", "shape", "dtype", "owner"):
        with pytest.raises(AttributeError):
            setattr(shared, field, None)


def test_allocatedArraysAreZeros(manager: Any):
    template = np.asfortranarray(np.ones((3, 4), "i2"))
    for shared in (
        SharedMemoryArray.allocate(manager, (3, 4), "i2"),
        SharedMemoryArray.allocate_unsafe(manager, (3, 4), "i2"),
        SharedMemoryArray.allocate_unsafe(manager, (3, 4), np.int16, 2),
        SharedMemoryArray.allocate_like(manager, template),
        SharedMemoryArray.allocate_like_unsafe(manager, template),
    ):
        array = shared.as_array()
        assert (array.shape, array.dtype, array.any()) == ((3, 4), np.dtype("i2"), False)
        assert (type(array), array.flags.c_contiguous, shared.owner) == (np.ndarray, True, True)


@pytest.mark.parametrize("source", [*DTYPES.values(), *LAYOUTS.values()], ids=[*DTYPES, *LAYOUTS])
def test_copiesAreIndependentAndInCOrder(manager: Any, source: Any):
    source = np.array(source)
    expected = source.copy()
    for shared in (
        SharedMemoryArray.copy(manager, source), SharedMemoryArray.copy_unsafe(manager, source),
    ):
        source[...] = np.zeros((), source.dtype)
        array = shared.as_array()
        assert (array.dtype, array.shape) == (expected.dtype, expected.shape)
        np.testing.assert_array_equal(array, expected)
        assert array.flags.c_contiguous
        source[...] = expected


def test_copiesOfSlicesAreRight(manager: Any):
    source = np.arange(30).reshape(5, 6)
    for view in (source[::2], source.T, source[::2, ::3], source[::-1]):
        np.testing.assert_array_equal(SharedMemoryArray.copy(manager, view).as_array(), view)


def test_emptyArraysKeepTheirShape(manager: Any):
    shared = SharedMemoryArray.allocate(manager, (0, 10), "f4")
    assert (shared.as_array().shape, shared.as_array().size) == ((0, 10), 0)
    assert SharedMemoryArray.attach(shared.name, (0, 10), "f4").as_array().size == 0


def test_uncheckedArgumentsFailAllTheSame(manager: Any, names: Any):
    with pytest.raises((ValueError, OSError, OverflowError)):
        SharedMemoryArray.allocate_unsafe(manager, (-10,), "f8")
    with pytest.raises((TypeError, AttributeError)):
        SharedMemoryArray.allocate_unsafe(manager, (10,), "invalid_dtype")
    assert names() == []


def test_allArraysOfABlockAreTheSameMemory(manager: Any):
    shared = SharedMemoryArray.allocate(manager, 4, "u1")
    client = SharedMemoryArray.attach(shared.name, 4, np.uint8)
    first, second, third = shared.as_array(), shared.as_array(), client.as_array()
    first[0], second[1], third[2] = 1, 2, 3
    assert shared.as_array().tolist() == [1, 2, 3, 0]


def test_aClientRemovesNothing(manager: Any):
    shared = SharedMemoryArray.allocate(manager, 4, "u1")
    for attach in (SharedMemoryArray.attach, SharedMemoryArray.attach_unsafe):
        client = attach(shared.name, 4, "u1")
        assert client.owner is False
        client.as_array()[0] += 1
        client.close()
        client.close()
        assert client.as_array()[0] == shared.as_array()[0]
    assert shared.as_array()[0] == 2
    SharedMemoryArray.attach(shared.name, 4, "u1")


def test_closingRemovesWhatIsOwned(manager: Any):
    shared = SharedMemoryArray.allocate(manager, 4, "u1")
    shared.close()
    for attach in (SharedMemoryArray.attach, SharedMemoryArray.attach_unsafe):
        with pytest.raises(FileNotFoundError):
            attach(shared.name, 4, "u1")
    shared.close()
    shared.unlink()


def test_unlinkingIsIdempotentAndKeepsTheMemory(manager: Any):
    shared = SharedMemoryArray.copy(manager, np.ones(3))
    shared.unlink()
    shared.unlink()
    with pytest.raises(FileNotFoundError):
        SharedMemoryArray.attach(shared.name, 3, "f8")
    assert shared.as_array().sum() == 3


def test_afterClosingTheSameMemoryIsThere(manager: Any):
    shared = SharedMemoryArray.copy(manager, np.arange(1000.0))
    array = shared.as_array()
    shared.close()
    again = shared.as_array()
    again[0] = 5
    assert (array[0], again[999]) == (5, 999)
    del shared, again
    gc.collect()
    assert array.sum() == 499_505


def test_missingNamesAreErrors():
    for attach in (SharedMemoryArray.attach, SharedMemoryArray.attach_unsafe):
        with pytest.raises(FileNotFoundError):
            attach("psm_missing", 1, "u1")


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_ownershipIsNotPickled(manager: Any, protocol: int):
    shared = SharedMemoryArray.copy(manager, np.arange(6, dtype=">i2").reshape(2, 3))
    data = pickle.dumps(shared, protocol)
    assert len(data) < 500
    other = pickle.loads(data)
    assert (other.name, other.shape, other.dtype) == (shared.name, (2, 3), np.dtype(">i2"))
    assert other.owner is False
    other.as_array()[1, 2] = 77
    other.close()
    assert SharedMemoryArray.attach(shared.name, 6, ">i2").as_array()[5] == 77
    shared.close()
    assert pickle.loads(data).as_array()[1, 2] == 77, "this process still has it"
    del shared, other
    with pytest.raises(FileNotFoundError):
        pickle.loads(data)
