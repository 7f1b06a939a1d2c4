"""Arrays of every kind of dtype, order and shape that numpy stores without pickling."""

import warnings
from typing import Any

import numpy as np

KINDS = [
    "?", "i1", "<i2", ">i4", "<i8", "u1", ">u2", "<u4", "<u8", "<f2", ">f4", "<f8", "g", "<c8", ">c16",
    "G", "S", "S7", "U5", ">U3", "V3", "M8[ns]", "M8[25us]", ">M8[D]", "m8[s]", "m8", "M8",
    np.dtype([("x", "<f4"), ("y", ">i2", (2, 3)), ("name", "U4")]),
    np.dtype([("inner", [("a", "u1"), ("b", "<f8")]), ("t", "M8[us]")]),
    np.dtype([("a", "u1"), ("b", "<f8")], align=True),
    np.dtype({"names": ["p", "q"], "formats": ["<i2", "u1"], "offsets": [1, 4], "itemsize": 9}),
    np.dtype([(("a title", "named"), "<i4")]),
]
SHAPES = [(), (1,), (5,), (0,), (3, 4), (2, 0, 3), (2, 3, 4)]


def sample(dtype: Any, shape: "tuple[int, ...]", order: str = "C") -> "np.ndarray[Any, Any]":
    """An array of bytes by chance, that are elements of the dtype."""
    dtype = np.dtype(dtype)
    if dtype.itemsize == 0:
        dtype = np.dtype((dtype.type, 1))
    array = np.zeros(shape, dtype, order)
    chance = np.random.default_rng(len(shape) + dtype.itemsize)
    fill(array, chance)
    return array


def fill(array: "np.ndarray[Any, Any]", chance: np.random.Generator) -> None:
    """Stores something into every element."""
    if array.dtype.names:
        for name in array.dtype.names:
            fill(array[name], chance)
    elif array.dtype.kind in "US":
        array[...] = np.array(["", "a", "né"[:2] if array.dtype.kind == "U" else "b"])[
            chance.integers(0, 3, array.shape)
        ]
    elif array.dtype.kind == "V":
        array[...] = np.frombuffer(chance.bytes(array.itemsize), array.dtype)[0]
    else:
        array[...] = chance.integers(0, 2 if array.dtype.kind == "b" else 100, array.shape).astype(
            "i8"
        ).astype(array.dtype)


def assert_same(found: "np.ndarray[Any, Any]", expected: "np.ndarray[Any, Any]") -> None:
    """Whether two arrays are the same in dtype, shape and every element."""
    assert type(found) is np.ndarray
    assert found.shape == expected.shape
    # Titles and alignment do not change where a field is; both are told by descr.
    with warnings.catch_warnings():
        # numpy 1.26 finds metadata, though none, on the times in a structure that it has unpickled.
        warnings.filterwarnings("ignore", "metadata on a dtype", UserWarning)
        assert np.lib.format.dtype_to_descr(found.dtype) == np.lib.format.dtype_to_descr(expected.dtype)
    np.testing.assert_array_equal(found, expected)
