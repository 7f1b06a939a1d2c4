"""Attaching arrays: once for each process, array and mode."""

import math
import os
from typing import Any, Tuple

import numpy as np

from . import pickling
from .dtypes import element_type
from .handles import Handle
from .library import library

def attach(
    location: "str | os.PathLike[str]", mode: str = "r", *, timeout: float = 0.0,
    any_owner: bool = False, layout: str = "npy", shape: "int | Tuple[int, ...] | None" = None,
    dtype: Any = None, order: str = "C",
) -> "np.ndarray[Any, Any]":
    """Attaches an array that this or another process has created.

    Nothing is read or copied: the array is the memory that all who have it attached share. It is
    attached once for each process and mode; asking again gives another view of the same memory, as
    long as any is left and the name still leads to the same array.

    Parameters
    ----------
    location : str or path
        A name (``"frames"``, ``"shm:frames"``), or the path of a file, which has a slash in it.
    mode : {'r', 'r+', 'c'}
        To read only, to store too, or to store privately: then other processes see nothing of it.
        Each private copy is one of its own.
    timeout : float
        How long to wait for an array that does not exist yet, in seconds; below 0 without end.
    any_owner : bool
        Whether it may be another user's, who can change and cut it short at any time.
    layout : {'npy', 'raw'}
        ``"raw"`` for a block without a header, such as one of `multiprocessing.shared_memory`; then
        `shape` and `dtype` say what is in it.
    shape : int or tuple of int, optional
        Of a raw block: the extent of each axis; as many elements as fit, in one dimension, when it
        is left out.
    dtype : data-type, optional
        Of a raw block; ``uint8`` when it is left out.
    order : {'C', 'F'}
        Of a raw block: which index runs fastest.

    Returns
    -------
    ndarray
        The array; not writeable in mode ``'r'``. It and all views of it keep the memory.

    Raises
    ------
    FileNotFoundError
        When nothing has that name.
    TimeoutError
        When nothing had it in all that time.
    PermissionError
        For another user's array.
    ValueError
        For what is no location; for a file that is no array, is shorter than its header says, or
        holds Python objects.
    """
    if layout == "npy":
        if shape is not None or dtype is not None:
            raise ValueError("an array says itself what its shape and dtype are; leave them out")
        return library.attach_elements(location, mode, any_owner, timeout)
    if layout != "raw":
        raise ValueError(f"the layout is {layout!r}; there are 'npy' and 'raw'")
    return attach_raw(location, mode, timeout, any_owner, shape, dtype, order)


def attach_raw(
    location: Any, mode: str, timeout: float, any_owner: bool, shape: Any, dtype: Any, order: str
) -> "np.ndarray[Any, Any]":
    """Attaches a block without a header: all of it, of which the array takes what it needs."""
    element, extents = element_type(np.uint8 if dtype is None else dtype, 0 if shape is None else shape)
    if element.hasobject:
        raise ValueError(
            f"{element} holds Python objects, which live in one process; use a dtype without them"
        )
    handle = library.attach(location, mode, any_owner, timeout, True)
    if shape is None:
        extents = (handle.nbytes // element.itemsize if element.itemsize else 0,)
    needed = element.itemsize * math.prod(extents)
    if needed > handle.nbytes:
        raise ValueError(
            f"{handle.location!r} has {handle.nbytes} bytes, and {needed} are asked for: give another"
            " shape or dtype"
        )
    if needed == 0:
        return np.ndarray(extents, element, handle.bytes())
    return np.ndarray(
        extents, element, handle.bytes(), order="F" if is_fortran(order) else "C"
    )


def absolute(location: Any) -> str:
    """A location that means the same in every working directory."""
    text: str = location if type(location) is str else os.fspath(location)
    is_file = text.startswith("file:")
    if text.startswith(("/", "shm:")) or ("/" not in text and not is_file):
        return text
    path = text[7:] if text.startswith("file://") else text[5:] if is_file else text
    # What ends in no file's name stays as it is, to be refused.
    return text if path.rpartition("/")[2] in ("", ".", "..") else os.path.abspath(path)


def is_fortran(order: str) -> bool:
    """Whether an order is Fortran's."""
    if order not in ("C", "F"):
        raise ValueError(f"the order is {order!r}; there are 'C' and 'F'")
    return order == "F"


library.prepare_arrays(Handle, pickling.register, absolute, element_type)
