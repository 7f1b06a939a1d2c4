"""Attaching arrays: once for each process, array and mode."""

import ctypes
import math
import os
import weakref
from typing import Any, List, Optional, Tuple

import numpy as np

from . import pickling
from .dtypes import element_type
from .failures import check, encoded
from .handles import Bytes, Handle, find_handle, mode_number
from .library import MAX_AXES, Extents, Facts, library

# The arrays that are attached, by location and mode: the root of all their views, and the dtype to
# give it where numpy's interface has no letters for it. A root lives as long as any view.
attached: "dict[tuple[str, ...], tuple[weakref.ref[Any], Any, int]]" = {}
spare_facts: List[Facts] = []
AS_MANY_AS_FIT = Extents(-1)


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
        entry = attached.get((location, mode))  # type: ignore[arg-type]
        if entry is not None:
            root = entry[0]()
            if root is not None:
                answer = ctypes.c_int32()
                check(library.is_current(entry[2], answer))
                if answer.value:
                    return root[...] if entry[1] is None else root.view(entry[1])
        return attach_anew(os.fspath(location), mode, timeout, any_owner)
    if layout != "raw":
        raise ValueError(f"the layout is {layout!r}; there are 'npy' and 'raw'")
    return attach_raw(os.fspath(location), mode, timeout, any_owner, shape, dtype, order)


def attach_anew(
    location: str, mode: str, timeout: float, any_owner: bool
) -> "np.ndarray[Any, Any]":
    """Attaches an array that this process has not attached so, or not any more."""
    text = absolute(location)
    pointer = ctypes.c_void_p()
    try:
        facts = spare_facts.pop()
    except IndexError:
        facts = Facts()
    check(
        library.attach(encoded(text), mode_number(mode), any_owner, timeout, pointer, facts)
    )
    array = array_of(Handle(pointer.value, text, mode, facts), location)
    spare_facts.append(facts)
    return array


def attach_raw(
    location: str, mode: str, timeout: float, any_owner: bool, shape: Any, dtype: Any, order: str
) -> "np.ndarray[Any, Any]":
    """Attaches a block without a header: all of it, of which the array takes what it needs."""
    text = absolute(location)
    element, extents = element_type(np.uint8 if dtype is None else dtype, 0 if shape is None else shape)
    count, _ = extents_of(extents)
    handle = present_block(text, mode)
    if handle is None:
        pointer, facts = ctypes.c_void_p(), Facts()
        check(
            library.attach_raw(
                encoded(text), b"|u1", 1, AS_MANY_AS_FIT, 0, mode_number(mode), any_owner, timeout,
                pointer, facts,
            )
        )
        handle = Handle(pointer.value, text, mode, facts)
        root = array_of(handle, text)
    if shape is None:
        extents = (handle.nbytes // element.itemsize if element.itemsize else 0,)
    needed = element.itemsize * math.prod(extents)
    if needed > handle.nbytes:
        raise ValueError(
            f"{text!r} has {handle.nbytes} bytes, and {needed} are asked for: give another shape"
            " or dtype"
        )
    if needed == 0:
        return np.ndarray(extents, element, np.asarray(Bytes(handle)))
    return np.ndarray(
        extents, element, np.asarray(Bytes(handle)), order="F" if is_fortran(order) else "C"
    )


def present_block(location: str, mode: str) -> Optional[Handle]:
    """The handle of a block that is attached already, if its name still leads to it."""
    entry = attached.get((location, mode, "raw"))
    root = None if entry is None else entry[0]()
    handle = None if root is None else find_handle(root)
    return handle if handle is not None and handle.is_current else None


def array_of(handle: Handle, location: Optional[str] = None) -> "np.ndarray[Any, Any]":
    """The array of a new handle.

    Kept to be given out again under the location that was asked for, if any.
    """
    pickling.register()
    dtype = handle.dtype
    if dtype.itemsize == 0:
        # No memory, so nothing that could vanish.
        return np.empty(handle.__array_interface__["shape"], dtype)
    root = np.asarray(handle)
    view_dtype = None if dtype.kind in "biufc" else dtype
    if location is not None and handle.mode != "c":
        key: Tuple[str, ...] = (location, handle.mode)
        if handle.is_raw:
            key += ("raw",)

        def forget(reference: Any) -> None:
            entry = attached.get(key)
            if entry is not None and entry[0] is reference:
                del attached[key]

        attached[key] = (weakref.ref(root, forget), view_dtype, handle.pointer)
    return root[...] if view_dtype is None else root.view(view_dtype)


def absolute(location: str) -> str:
    """A location that means the same in every working directory."""
    if "/" not in location or location.startswith(("/", "shm:")):
        return location
    if location.startswith("file:"):
        location = location[7:] if location.startswith("file://") else location[5:]
    return os.path.abspath(location) if not location.endswith("/") else location


def extents_of(shape: "tuple[int, ...]") -> "tuple[int, Any]":
    """A shape as the core takes it.

    Raises
    ------
    ValueError
        For more axes than numpy has, and for extents that no array can have.
    """
    if len(shape) > MAX_AXES or any(not 0 <= extent < 2**63 for extent in shape):
        raise ValueError(f"the shape {shape} is none that an array can have")
    return len(shape), Extents(*shape)


def is_fortran(order: str) -> bool:
    """Whether an order is Fortran's."""
    if order not in ("C", "F"):
        raise ValueError(f"the order is {order!r}; there are 'C' and 'F'")
    return order == "F"
