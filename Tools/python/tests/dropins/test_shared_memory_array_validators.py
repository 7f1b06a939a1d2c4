"""What `SharedMemoryArray` makes sure of before it creates or attaches anything."""

from multiprocessing.managers import SharedMemoryManager
from typing import Any

import numpy as np
import pytest

from shared_memory_array import SharedMemoryArray


@pytest.fixture
def manager() -> Any:
    with SharedMemoryManager() as started:
        yield started


@pytest.mark.parametrize("shape, normal", [
    ((2, 3), (2, 3)), ([4], (4,)), (5, (5,)), (np.int16(6), (6,)), (np.array([1, 2]), (1, 2)),
    (range(3), (0, 1, 2)), ((), ()),
], ids=str)
def test_shapesBecomeTuplesOfIntegers(manager: Any, shape: Any, normal: Any):
    assert SharedMemoryArray._validate_shape(shape) == normal
    shared = SharedMemoryArray.allocate(manager, shape, "i4")
    assert (shared.shape, shared.as_array().shape) == (normal, normal)
    assert all(type(extent) is int for extent in shared.shape)
    shared.close()


@pytest.mark.parametrize("shape, error, message", [
    ((10, -5), ValueError, "non-negative"), (-1, ValueError, "non-negative"),
    ((10.5, 20), TypeError, "must be integers"), (("10", 20), TypeError, "must be integers"),
    (True, TypeError, "must be integers"), ((2, False), TypeError, "must be integers"),
    (None, TypeError, "must be iterable or integer"),
    ("text", TypeError, "must be iterable or integer"),
], ids=str)
def test_shapesThatNoArrayHasAreRefused(manager: Any, shape: Any, error: Any, message: str):
    with pytest.raises(error, match=message):
        SharedMemoryArray._validate_shape(shape)
    with pytest.raises(error, match=message):
        SharedMemoryArray.allocate(manager, shape, "f8")


@pytest.mark.parametrize("dtype", ["not_a_dtype", None, object, [("a", "O")], 7], ids=str)
def test_dtypesThatNoArrayHasAreRefused(manager: Any, dtype: Any):
    with pytest.raises(TypeError, match="Invalid dtype"):
        SharedMemoryArray._validate_dtype(dtype)
    with pytest.raises(TypeError, match="Invalid dtype"):
        SharedMemoryArray.allocate(manager, 3, dtype)


def test_bufferSizesAreExact():
    size = SharedMemoryArray._calculate_buffer_size
    assert size((0, 10), np.float32) == 0
    assert size((), "f8") == 8
    assert size((3, 5), np.dtype("i2")) == 30
    assert size((2**32, 2**32), "u1") == 2**64


def test_blocksThatAreTooSmallAreRefused(manager: Any):
    block = manager.SharedMemory(100)
    SharedMemoryArray._validate_buffer_size(block, (10,), np.float64)
    with pytest.raises(ValueError, match="buffer too small"):
        SharedMemoryArray._validate_buffer_size(block, (2**32, 2**32), np.float64)
    shared = SharedMemoryArray.allocate(manager, 10, "f8")
    with pytest.raises(ValueError, match="buffer too small"):
        SharedMemoryArray.attach(shared.name, 11, "f8")
