"""Arrays of `shared_numpy` within one process."""

import copy
import gc
import os
import pickle
from typing import Any

import numpy as np
import pytest

import shared_numpy as snp
from dtype_cases import DTYPES, LAYOUTS


def removed(array: Any) -> None:
    array.close()
    array.unlink()


def path_of(array: Any) -> str:
    return os.path.join(os.environ["NPYSHARE_ROOT"], array.shm.name)


def test_theNamesOfTheOriginalAreThere():
    from shared_numpy import queue, reduction, shared_memory, shared_numpy

    assert queue.Queue is snp.Queue
    assert shared_numpy.ndarray is snp.ndarray
    assert shared_memory.SharedMemory is snp.SharedMemory
    assert callable(reduction.init_reduction)


def test_everythingCanBeImportedAtOnce():
    names: "dict[str, Any]" = {}
    exec("from shared_numpy import *", names)
    for name in ("array", "ndarray", "from_array", "Queue", "SharedMemory", "ShareableList"):
        assert name in names


def test_arraysAreNumpyArraysThatCanBeStoredInto():
    a = snp.array([1, 2, 3])
    assert isinstance(a, np.ndarray)
    a[1:] += 10
    assert a.tolist() == [1, 12, 13]
    removed(a)


def test_arrayTakesTheOptionsOfNumpys():
    a = snp.array([[1, 2], [3, 4]], dtype="f4", ndmin=3, order="F")
    assert (a.shape, a.dtype, a.flags.f_contiguous) == ((1, 2, 2), np.dtype("f4"), True)
    b = snp.array([1, 2], "u1")
    assert b.dtype == np.uint8
    removed(a)
    removed(b)


def test_ndarrayTakesShapeDtypeAndOrder():
    a = snp.ndarray((2, 3), np.float32, "F")
    b = snp.ndarray(5)
    c = snp.ndarray(shape=(1,), dtype="M8[s]")
    assert (a.shape, a.dtype, a.flags.f_contiguous) == ((2, 3), np.dtype("f4"), True)
    assert (b.shape, b.dtype, b.sum()) == ((5,), np.dtype(float), 0)
    assert c.dtype == np.dtype("M8[s]")
    for array in (a, b, c):
        removed(array)


def test_fromArrayCopiesInCOrder():
    source = np.asfortranarray([[1, 2], [3, 4]])
    a = snp.from_array(source)
    source[:] = 0
    assert a.tolist() == [[1, 2], [3, 4]]
    assert a.flags.c_contiguous and not a.flags.f_contiguous
    removed(a)


@pytest.mark.parametrize("source", DTYPES.values(), ids=DTYPES)
def test_everyDtypeIsKept(source: Any):
    a, b = snp.array(source), snp.from_array(source)
    for array in (a, b):
        assert array.dtype == source.dtype
        np.testing.assert_array_equal(array, source)
        removed(array)


@pytest.mark.parametrize("source", LAYOUTS.values(), ids=LAYOUTS)
def test_everyLayoutIsCopied(source: Any):
    a, b = snp.array(source), snp.from_array(source)
    for array in (a, b):
        np.testing.assert_array_equal(array, source)
        removed(array)


def test_theBlockHoldsTheElementsAndNothingElse():
    a = snp.array([1, 2, 3], dtype="<u2")
    assert a.shm.size == 6
    assert bytes(a.shm.buf) == b"\1\0\2\0\3\0"
    assert a.shm.name.startswith("psm_")
    assert os.stat(path_of(a)).st_mode & 0o7777 == 0o600
    a.shm.buf[0] = 9
    assert a[0] == 9
    removed(a)


def test_aNewArrayTakesNoPagesUntilItIsStoredInto():
    a = snp.ndarray((3000, 3000), np.float32)
    assert os.stat(path_of(a)).st_size == 36_000_000
    assert os.stat(path_of(a)).st_blocks == 0
    removed(a)


def test_theNameCanBeReadAfterClosing():
    a = snp.array([1])
    name = a.shm.name
    a.close()
    assert (a.shm.name, a.shm.size, a.shm.buf) == (name, a.nbytes, None)
    a.unlink()


def test_closingTwiceIsFine():
    a = snp.array([1])
    a.close()
    removed(a)


def test_unlinkingTwiceIsAnError():
    a = snp.array([1])
    a.unlink()
    with pytest.raises(FileNotFoundError):
        a.unlink()


def test_unlinkingLeavesAnotherBlockOfThatNameAlone():
    a = snp.array([1])
    name = a.shm.name
    a.unlink()
    other = snp.SharedMemory(name, create=True, size=1)
    with pytest.raises(FileNotFoundError):
        a.unlink()
    other.unlink()


def test_anArrayMayBeUsedAfterClosingAndUnlinking():
    a = snp.array(np.arange(1000.0))
    view = a[::2]
    removed(a)
    assert a.sum() == 499_500
    a[0] = 5
    del a
    gc.collect()
    assert view[0] == 5


def test_nothingIsRemovedWhenAnArrayIsCollected(names: Any):
    a = snp.array([1, 2])
    name = a.shm.name
    del a
    gc.collect()
    assert name in names()
    snp.SharedMemory(name).unlink()


def test_viewsKnowTheirBlock():
    a = snp.ndarray((4, 4))
    for view in (a[1:], a.T, a[::-1][1], a.reshape(2, 8)):
        assert view.shm is a.shm
    a[1:].close()
    a[2:].unlink()


def test_resultsOfArithmeticHaveMemoryOfTheirOwn():
    a = snp.array([1, 2])
    for result in (a + 1, a.copy(), copy.deepcopy(a), pickle.loads(pickle.dumps(a))):
        assert result.shm is None
        result.close()
        with pytest.raises(ValueError, match="its own"):
            result.unlink()
    removed(a)


def test_setShmSaysWhichBlockAnArrayIsIn():
    shm = snp.SharedMemory(create=True, size=8)
    a = np.frombuffer(shm.buf, "u1").view(snp.SharedNDArray)
    a.set_shm(shm)
    assert a.shm is shm
    removed(a)
