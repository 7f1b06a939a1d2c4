"""Holding an array, or some rows of it, while it is read or stored into."""

import operator
from types import TracebackType
from typing import Any, Optional, Type

import numpy as np

from .handles import Handle, handle_of
from .library import library


class Lease(library.Owned):
    """A hold on an array, or on some of its rows, for a ``with`` block.

    It ends with the block, and with the process however that ends. A forked child has none of its
    parent's.
    """

    def __init__(
        self, array: "np.ndarray[Any, Any]", is_exclusive: bool, rows: Any,
        timeout: Optional[float],
    ) -> None:
        self.array = array
        self.is_exclusive = is_exclusive
        self.handle = handle_of(array)
        self.view, self.first, self.end = part_of(array, self.handle, rows)
        self.timeout = timeout
        self.is_held = False

    def __enter__(self) -> "np.ndarray[Any, Any]":
        if self.is_held:
            raise RuntimeError("the lease is held already")
        library.take_lease(
            self, self.handle, self.is_exclusive, self.first, self.end, self.timeout
        )
        self.is_held = True
        view = self.view[...]
        if not self.is_exclusive:
            view.flags.writeable = False
        return view

    def __exit__(
        self, kind: Optional[Type[BaseException]], value: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        if self.is_held:
            self.is_held = False
            library.end_lease(self)


def read(
    array: "np.ndarray[Any, Any]", rows: Any = None, *, timeout: Optional[float] = None
) -> Lease:
    """Keeps others from storing into an array while it is read.

    Others may read at the same time. Leases are between those who take them: numpy itself takes
    none. They are locks of the kernel's on the rows' bytes, and go with the process however it ends.

    Parameters
    ----------
    array : ndarray
        A shared array, or a view of one: then the lease is on the rows that it has elements in.
    rows : slice, range or int, optional
        Which rows of the whole array: indices of the outermost axis, which is the first one in C
        order and the last one in Fortran order.
    timeout : float, optional
        How long to wait, in seconds; without end when it is left out; 0 only tries.

    Returns
    -------
    Lease
        A context manager; its block gets a view of the rows that cannot be stored into.

    Raises
    ------
    TimeoutError
        When somebody has held a lease that is in the way all that time.
    RuntimeError
        When this thread holds an exclusive lease that is in the way: it would wait for itself.
    ValueError
        When the array is no shared one.
    IndexError
        For rows that the array does not have.

    Examples
    --------
    >>> with npyshare.read(frames, rows=slice(0, 2)) as first:
    ...     total = first.sum()
    """
    return Lease(array, False, rows, timeout)


def write(
    array: "np.ndarray[Any, Any]", rows: Any = None, *, timeout: Optional[float] = None
) -> Lease:
    """Keeps others from reading and storing while an array is stored into.

    Parameters
    ----------
    array, rows, timeout
        As for `read`; the array is attached in mode ``'r+'``.

    Returns
    -------
    Lease
        A context manager; its block gets a writeable view of the rows.

    Raises
    ------
    TimeoutError, RuntimeError, IndexError
        As for `read`.
    ValueError
        When the array is no shared one, or is not attached in mode ``'r+'``.

    Examples
    --------
    >>> with npyshare.write(frames[3]) as frame:
    ...     frame[...] = 0
    """
    return Lease(array, True, rows, timeout)


def part_of(
    array: "np.ndarray[Any, Any]", handle: Handle, rows: Any
) -> "tuple[np.ndarray[Any, Any], int, int]":
    """The view that a lease is for, and its rows; the whole array is rows 0 to before -1."""
    shape, is_fortran = handle.shape, handle.is_fortran
    count = (shape[-1] if is_fortran else shape[0]) if shape else 1
    is_whole = array.shape == shape and array.nbytes == handle.nbytes
    if rows is not None:
        if not is_whole:
            raise ValueError("rows are those of the whole array; of a view, leave them out")
        first, end = row_range(rows, count)
        return (array[..., first:end] if is_fortran else array[first:end]), first, end
    if is_whole:
        return array, 0, -1
    if array.size == 0 or not shape or handle.nbytes == 0:
        return array, 0, 0
    low = high = array.__array_interface__["data"][0] - handle.data
    for extent, stride in zip(array.shape, array.strides):
        if stride < 0:
            low += (extent - 1) * stride
        else:
            high += (extent - 1) * stride
    row = handle.nbytes // count
    return array, low // row, (high + array.itemsize - 1) // row + 1


def row_range(rows: Any, count: int) -> "tuple[int, int]":
    """The first row and the one after the last."""
    if isinstance(rows, slice):
        first, end, step = rows.indices(count)
    elif isinstance(rows, range):
        first, end, step = rows.start, rows.stop, rows.step
    else:
        first = operator.index(rows)
        first += count if first < 0 else 0
        end, step = first + 1, 1
    if step != 1:
        raise ValueError(f"the rows go in steps of {step}; a lease is on rows one after the other")
    if not 0 <= first <= count or end > count:
        raise IndexError(f"rows {first} to {end} are not within the array's {count}")
    return first, max(first, end)
