"""What `SharedMemoryArray` makes sure of before it creates or attaches anything."""

import math
import operator
from typing import Any, Tuple

import numpy as np


def validated_shape(shape: Any) -> Tuple[int, ...]:
    """A shape as a tuple of integers.

    Parameters
    ----------
    shape : int or iterable of int
        numpy's integers are integers; booleans are not.

    Raises
    ------
    TypeError
        For what is neither, and for extents that are no integers.
    ValueError
        For extents below 0.
    """
    if isinstance(shape, (str, bytes)):
        raise TypeError(f"the shape must be iterable or integer, not {shape!r}")
    try:
        extents = tuple(shape)
    except TypeError:
        if not hasattr(shape, "__index__") and not isinstance(shape, float):
            raise TypeError(f"the shape must be iterable or integer, not {shape!r}") from None
        extents = (shape,)
    return tuple([validated_extent(extent) for extent in extents])


def validated_extent(extent: Any) -> int:
    """One extent of a shape."""
    if type(extent) is int and extent >= 0:
        return extent
    if isinstance(extent, (bool, np.bool_)):
        raise TypeError(f"the extents of a shape must be integers, not {extent!r}")
    try:
        number = operator.index(extent)
    except TypeError:
        raise TypeError(f"the extents of a shape must be integers, not {extent!r}") from None
    if number < 0:
        raise ValueError(f"the extents of a shape must be non-negative, not {number}")
    return number


def validated_dtype(dtype: Any) -> "np.dtype[Any]":
    """A dtype that other processes can use.

    Raises
    ------
    TypeError
        For what is no dtype, None among it, and for Python objects, which live in one process.
    """
    if dtype is None:
        raise TypeError("Invalid dtype: None")
    try:
        found: "np.dtype[Any]" = np.dtype(dtype)
    except (TypeError, ValueError, SyntaxError) as error:
        raise TypeError(f"Invalid dtype: {dtype!r} ({error})") from error
    if found.hasobject:
        raise TypeError(f"Invalid dtype: {found} holds Python objects, which live in one process")
    return found


def buffer_size(shape: Tuple[int, ...], dtype: Any) -> int:
    """How many bytes the elements of an array take: exactly, however many that is."""
    return math.prod(shape) * int(np.dtype(dtype).itemsize)


def validate_buffer_size(shm: Any, shape: Tuple[int, ...], dtype: Any) -> None:
    """Makes sure that a block can hold an array.

    Raises
    ------
    ValueError
        When it is too small, with the numbers.
    """
    needed = buffer_size(shape, dtype)
    if shm.size < needed:
        raise ValueError(
            f"buffer too small: shape {shape} of {np.dtype(dtype)} needs {needed} bytes, and there "
            f"are {shm.size}"
        )
