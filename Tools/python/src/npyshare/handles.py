"""This process's hold on an array, which keeps its memory mapped as long as a view of it lives."""

import ctypes
import os
import weakref
from typing import Any, Optional

import numpy as np

from .dtypes import dtype_of
from .failures import check
from .library import Facts, library

READ_ONLY, READ_WRITE, PRIVATE_COPY = range(3)
MODES = {"r": READ_ONLY, "r+": READ_WRITE, "c": PRIVATE_COPY}
LIFETIMES = {"persistent": 0, "scoped": 1, "last-user": 2}

# Somewhere to point to for arrays without elements.
nowhere = ctypes.create_string_buffer(16)
nowhere_address = ctypes.addressof(nowhere)

# The handles whose arrays were sent or received, by identity and mode: found again when the name
# leads to something else by now.
sent: "weakref.WeakValueDictionary[tuple[bytes, str], Handle]" = weakref.WeakValueDictionary()


class Handle:
    """This process's hold on a shared array.

    It is what the arrays of `create` and `attach` and all views of them end in (`handle_of` finds
    it). The memory stays mapped until the last of them is gone; no handle removes anything but an
    array of lifetime ``"last-user"`` that it owns.

    Attributes
    ----------
    location : str
        The location as `attach` takes it: a name, or the path of a file.
    mode : {'r', 'r+', 'c'}
        Whether the array is attached for reading, for storing too, or as a private copy.
    is_raw : bool
        Whether the array has no header.
    """

    __slots__ = (
        "pointer", "location", "mode", "is_raw", "dtype", "data", "nbytes", "release", "identity_",
        "__array_interface__", "__weakref__",
    )

    def __init__(
        self, pointer: int, location: Optional[str], mode: str, facts: Facts,
        dtype: "Optional[np.dtype[Any]]" = None,
    ) -> None:
        self.pointer = pointer
        # Bound here: at the interpreter's exit, modules are gone before the last view.
        self.release = library.release
        self.mode = mode
        self.identity_: Optional[bytes] = None
        if location is None:
            location = self.names()[0]
        self.location = location
        self.is_raw = bool(facts.is_raw)
        if dtype is None:
            dtype = dtype_of(facts.descr)
        self.dtype = dtype
        self.nbytes = facts.data_bytes
        self.data = facts.data or nowhere_address
        count = facts.axis_count
        shape = tuple(facts.shape[:count])
        strides = None
        if facts.is_fortran and count > 1:
            strides = fortran_strides(shape, dtype.itemsize)
        self.__array_interface__ = {
            "data": (self.data, mode == "r"),
            "shape": shape,
            "strides": strides,
            # Other types are known to numpy, but not by these letters alone.
            "typestr": dtype.str if dtype.kind in "biufc" else f"|V{dtype.itemsize}",
            "version": 3,
        }

    def __del__(self) -> None:
        try:
            self.release(self.pointer)
        except AttributeError:
            # It never began.
            pass

    def __repr__(self) -> str:
        return f"<npyshare.Handle of {self.location!r}, mode {self.mode!r}>"

    def __reduce__(self) -> Any:
        raise TypeError("a handle stays in its process; send the array, or its location")

    def names(self) -> "tuple[str, str]":
        """The location as it is written, and the path that it stands for."""
        location, path = ctypes.c_char_p(), ctypes.c_char_p()
        check(library.array_names(self.pointer, location, path))
        return os.fsdecode(location.value or b""), os.fsdecode(path.value or b"")

    @property
    def path(self) -> str:
        """The path of the array's file."""
        return self.names()[1]

    @property
    def is_current(self) -> bool:
        """Whether the name still leads to this array, as it was when it was attached.

        False after anybody has replaced it, removed its name or made it longer.
        """
        answer = ctypes.c_int32()
        check(library.is_current(self.pointer, answer))
        return bool(answer.value)

    @property
    def identity(self) -> bytes:
        """What tells the array's file from every other one that there was or will be.

        Empty where the file system has no such thing.
        """
        if self.identity_ is None:
            room = (ctypes.c_uint8 * 152)()
            count = ctypes.c_int32(len(room))
            check(library.array_identity(self.pointer, room, count))
            self.identity_ = bytes(room[: count.value])
            if self.identity_:
                sent[self.identity_, self.mode] = self
        return self.identity_

    @property
    def lifetime(self) -> Optional[str]:
        """``"scoped"`` or ``"last-user"`` as far as this handle owns the array; None when not."""
        number = ctypes.c_int32()
        check(library.array_lifetime(self.pointer, number))
        return None if number.value < 0 else list(LIFETIMES)[number.value]

    def persist(self) -> None:
        """Makes the array stay until it is removed.

        Raises
        ------
        FileNotFoundError
            When the name leads to something else by now.
        OSError
            With ``errno.EBUSY`` when the scope of a living process owns it.
        """
        check(library.array_persist(self.pointer))

    def adopt(self, lifetime: str = "scoped", scope: Any = None) -> None:
        """Gives a persistent array, or one whose owner is dead, to a scope.

        Parameters
        ----------
        lifetime : {'scoped', 'last-user'}
            How long it stays from now on.
        scope : Scope, optional
            Who is to own it; this process's own scope when it is left out.

        Raises
        ------
        ValueError
            For another lifetime, and for a file outside of the root.
        FileNotFoundError, OSError
            As for `persist`.
        """
        owner = None if scope is None else scope.pointer
        check(library.array_adopt(self.pointer, lifetime_number(lifetime), owner))

    def flush(self) -> None:
        """Waits until what was stored is on the disk; for shared memory there is nothing to do."""
        check(library.flush(self.pointer))

    def remove(self) -> bool:
        """Removes the name if it still leads to this array; says whether it did."""
        answer = ctypes.c_int32()
        check(library.array_remove(self.pointer, answer))
        return bool(answer.value)


def lifetime_number(lifetime: str) -> int:
    """The ABI's number of a lifetime."""
    try:
        return LIFETIMES[lifetime]
    except KeyError:
        raise ValueError(
            f"the lifetime is {lifetime!r}; there are {', '.join(map(repr, LIFETIMES))}"
        ) from None


def mode_number(mode: str) -> int:
    """The ABI's number of a mode."""
    try:
        return MODES[mode]
    except (KeyError, TypeError):
        raise ValueError(f"the mode is {mode!r}; there are 'r', 'r+' and 'c'") from None


def fortran_strides(shape: "tuple[int, ...]", itemsize: int) -> "tuple[int, ...]":
    """The strides of an array whose first index runs fastest."""
    strides = []
    for extent in shape:
        strides.append(itemsize)
        itemsize *= extent
    return tuple(strides)


class Bytes:
    """All bytes of an array, as something that numpy makes an array of."""

    __slots__ = ("handle", "__array_interface__")

    def __init__(self, handle: Handle) -> None:
        self.handle = handle
        self.__array_interface__ = {
            "data": (handle.data, handle.mode == "r"),
            "shape": (handle.nbytes,),
            "typestr": "|u1",
            "version": 3,
        }


def find_handle(array: Any) -> Optional[Handle]:
    """The handle that an array's memory comes from; None for memory of its own."""
    while True:
        if isinstance(array, np.ndarray):
            array = array.base
        elif type(array) is Handle:
            return array
        elif type(array) is Bytes:
            return array.handle
        elif isinstance(array, memoryview):
            array = array.obj
        else:
            return None


def handle_of(array: "np.ndarray[Any, Any]") -> Handle:
    """The handle of a shared array, or of any view of one.

    Parameters
    ----------
    array : ndarray
        What `create` or `attach` returned, or a slice, a transpose, a reshape of it.

    Returns
    -------
    Handle
        The process's hold on the array.

    Raises
    ------
    ValueError
        When the array's memory is its own, as that of a copy or of the result of arithmetic.
    """
    handle = find_handle(array)
    if handle is None:
        raise ValueError("the array's memory is its own, not that of a shared array")
    return handle
