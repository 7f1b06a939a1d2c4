"""Blocks of shared memory without a header, by their names."""

import errno
import secrets
import weakref
from typing import Any, Callable, TypeVar

import numpy as np

import npyshare
from npyshare.handles import Handle
from npyshare.pickling import sent_handle

Made = TypeVar("Made")

# The blocks that this process has mapped, by location; each is mapped once.
mapped: "weakref.WeakValueDictionary[str, Handle]" = weakref.WeakValueDictionary()


def location_of(name: str) -> str:
    """The location of the block of a name; one slash may stand before it, as in `shm_open`."""
    return f"shm:{name[1:] if name.startswith('/') else name}"


def name_of(handle: Handle) -> str:
    """The name of a block that was found at a `location_of`, or under a new name."""
    location = handle.location
    return location[4:] if location.startswith("shm:") else location


def under_new_name(make: Callable[[str], Made]) -> Made:
    """What `make` makes at a location that nobody has."""
    while True:
        try:
            return make(f"shm:psm_{secrets.token_hex(5)}")
        except FileExistsError:
            continue


def new_block(location: str, size: int, **options: Any) -> Handle:
    """Creates a block of zeros, for which no room is reserved."""
    block = npyshare.create(location, size, "u1", layout="raw", sparse=True, **options)
    handle = mapped[location] = npyshare.handle_of(block)
    return handle


def found_block(location: str) -> Handle:
    """Attaches a whole block, to store into it too."""
    handle = mapped.get(location)
    if handle is None or not handle.is_current:
        block = npyshare.attach(location, "r+", layout="raw")
        handle = mapped[location] = npyshare.handle_of(block)
    return handle


def sent_block(location: str, size: int, identity: bytes) -> Handle:
    """Attaches the block that another process has sent.

    Raises
    ------
    FileNotFoundError
        When its name is gone, or leads to another one by now.
    """
    handle = mapped.get(location)
    if handle is None or not identity or handle.identity != identity:
        handle = mapped[location] = sent_handle(location, "r+", True, size, identity)
    return handle


def remove_name(handle: Handle) -> None:
    """Removes a block's name.

    Raises
    ------
    FileNotFoundError
        When the name is gone, or leads to another block by now, which is then left alone.
    """
    if not handle.remove():
        raise FileNotFoundError(errno.ENOENT, "the block's name is gone", name_of(handle))


def without_fields(dtype: "np.dtype[Any]") -> "np.dtype[Any]":
    """A dtype of the same size for elements that travel without a header, whatever is in them.

    Raises
    ------
    ValueError
        For Python objects, which live in one process, and for elements of no bytes: numpy would
        give those memory of its own, and nobody could find the block again.
    """
    if dtype.hasobject:
        raise ValueError(f"{dtype} holds Python objects, which live in one process")
    if dtype.itemsize == 0:
        raise ValueError(f"an element of {dtype!r} has no bytes to share")
    return np.dtype(f"V{dtype.itemsize}")
