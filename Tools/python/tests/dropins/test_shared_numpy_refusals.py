"""What `shared_numpy` refuses, and what it has no reason to refuse."""

from typing import Any

import numpy as np
import pytest

import shared_numpy as snp


@pytest.mark.parametrize("make", [
    lambda: snp.array([object()]),
    lambda: snp.array(["a"], dtype=object),
    lambda: snp.from_array(np.array([{}])),
    lambda: snp.ndarray(3, object),
    lambda: snp.ndarray(3, [("a", "i4"), ("b", "O")]),
    lambda: snp.ndarray(3, "V0"),
    lambda: snp.ndarray((2, -1)),
    lambda: snp.ndarray((2**32, 2**32)),
    lambda: snp.ndarray((2, 2), order="Z"),
], ids=["objects", "dtype", "dictionaries", "empty objects", "fields", "no bytes", "negative",
        "too many", "order"])
def test_whatCannotBeSharedIsRefusedAndLeavesNothing(make: Any, names: Any):
    before = names()
    with pytest.raises(ValueError):
        make()
    assert names() == before


def test_moreThanTheFileSystemHoldsIsRefusedAndLeavesNothing(names: Any):
    before = names()
    with pytest.raises((OSError, ValueError)):
        snp.ndarray(2**59)
    assert names() == before


@pytest.mark.parametrize("shape", [(), (0,), (2, 0, 3)])
def test_arraysWithoutAxesAndWithoutElementsAreArrays(shape: Any):
    a = snp.ndarray(shape, "i4")
    assert a.shape == shape
    a[...] = 3
    assert a.sum() == 3 * a.size
    a.unlink()
