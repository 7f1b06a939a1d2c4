"""Sending arrays to other processes by reference.

What multiprocessing sends (arguments of processes, work and results of pools, queues, pipes,
concurrent.futures) goes through its `ForkingPickler`. There a shared array, or any view of one,
travels as its location and its place in it; the receiver attaches it. Arrays that own their memory,
such as copies and results of arithmetic, and private copies, travel by value, as ever. So does
everything that `pickle` itself writes: bytes that may be read when the array is long gone.

Ownership does not travel: no receiver removes anything.
"""

import errno
import pickle
from typing import Any, Tuple

import numpy as np

from .handles import Handle, find_handle, sent
from .library import library


def register() -> None:
    """Tells multiprocessing how arrays travel; done with the first shared array of a process."""
    from multiprocessing.reduction import ForkingPickler

    ForkingPickler.register(np.ndarray, reduce_array)


def reduce_array(array: "np.ndarray[Any, Any]") -> Any:
    """How an array travels: by reference if its memory is a shared array's."""
    handle = None if array.base is None else find_handle(array)
    if handle is None or handle.mode == "c" or array.dtype.itemsize == 0:
        # Not 5: who asked for an older protocol could not write that.
        return array.__reduce_ex__(min(pickle.DEFAULT_PROTOCOL, 4))
    offset = array.__array_interface__["data"][0] - handle.data if array.size else 0
    return rebuild_array, (
        handle.location, handle.mode, handle.is_raw, handle.nbytes, handle.identity, offset,
        array.shape, array.strides,
        # A pickled dtype takes longer than all the rest.
        array.dtype.str if array.dtype.kind in "biufcmMSU" and array.dtype.isbuiltin != 2
        else array.dtype, array.flags.writeable,
    )


def rebuild_array(
    location: str, mode: str, is_raw: bool, nbytes: int, identity: bytes, offset: int,
    shape: Tuple[int, ...], strides: Tuple[int, ...], dtype: "np.dtype[Any] | str", writeable: bool,
) -> "np.ndarray[Any, Any]":
    """The array that another process has sent."""
    handle = sent_handle(location, mode, is_raw, nbytes, identity)
    if 0 in shape:
        # No element, so no place; but the handle is to be held all the same.
        offset, strides = 0, np.empty(shape, dtype).strides
    array: "np.ndarray[Any, Any]" = np.ndarray(shape, dtype, handle.bytes(), offset, strides)
    if not writeable:
        array.flags.writeable = False
    return array


def sent_handle(location: str, mode: str, is_raw: bool, nbytes: int, identity: bytes) -> Handle:
    """This process's handle of an array that another one has sent."""
    known = sent.get((identity, mode))
    if known is not None and known.nbytes >= nbytes:
        return known
    handle = library.known_array(location, mode, is_raw)
    # Its name may be gone by now.
    if handle is not None and handle.nbytes >= nbytes and (
        handle.identity == identity if identity else handle.is_current
    ):
        return handle
    handle = library.attach(location, mode, False, 0.0, is_raw)
    if handle.identity != identity or handle.nbytes < nbytes:
        raise FileNotFoundError(
            errno.ENOENT, f"the array {location!r} was replaced after a view of it was sent"
        )
    return handle
