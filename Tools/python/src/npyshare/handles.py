"""This process's hold on an array, which keeps its memory mapped as long as a view of it lives."""

import weakref
from typing import Any, Optional

import numpy as np

from .library import library

PERSISTENT, SCOPED, LAST_USER = range(3)
LIFETIMES = {"persistent": PERSISTENT, "scoped": SCOPED, "last-user": LAST_USER}

# The handles whose arrays were sent or received, by identity and mode: found again when the name
# leads to something else by now.
sent: "weakref.WeakValueDictionary[tuple[bytes, str], Handle]" = weakref.WeakValueDictionary()


class Handle(library.Memory):
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
    dtype : dtype
        The type of the elements.
    shape : tuple of int
        The extent of each axis.
    is_fortran : bool
        Whether the first index runs fastest.
    is_raw : bool
        Whether the array has no header.
    nbytes : int
        The size of all elements, in bytes.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<npyshare.Handle of {self.location!r}, mode {self.mode!r}>"

    def __reduce__(self) -> Any:
        raise TypeError("a handle stays in its process; send the array, or its location")

    @property
    def path(self) -> str:
        """The path of the array's file."""
        return library.path(self)

    @property
    def is_current(self) -> bool:
        """Whether the name still leads to this array, as it was when it was attached.

        False after anybody has replaced it, removed its name or, if it has a header, made it longer.
        """
        return library.is_current(self)

    @property
    def identity(self) -> bytes:
        """What tells the array's file from every other one that there was or will be.

        Empty where the file system has no such thing.
        """
        identity = library.identity(self)
        if identity and (identity, self.mode) not in sent:
            sent[identity, self.mode] = self
        return identity

    @property
    def lifetime(self) -> Optional[str]:
        """``"scoped"`` or ``"last-user"`` as far as this handle owns the array; None when not."""
        number = library.lifetime(self)
        return None if number < 0 else list(LIFETIMES)[number]

    def persist(self) -> None:
        """Makes the array stay until it is removed.

        Raises
        ------
        FileNotFoundError
            When the name leads to something else by now.
        OSError
            With ``errno.EBUSY`` when the scope of a living process owns it.
        """
        library.persist(self)

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
        library.adopt(self, lifetime_number(lifetime), scope)

    def flush(self) -> None:
        """Waits until what was stored is on the disk; for shared memory there is nothing to do."""
        library.flush(self)

    def remove(self) -> bool:
        """Removes the name if it still leads to this array; says whether it did."""
        return library.remove_array(self)


def lifetime_number(lifetime: str) -> int:
    """The ABI's number of a lifetime."""
    try:
        return LIFETIMES[lifetime]
    except KeyError:
        raise ValueError(
            f"the lifetime is {lifetime!r}; there are {', '.join(map(repr, LIFETIMES))}"
        ) from None


def find_handle(array: Any) -> Optional[Handle]:
    """The handle that an array's memory comes from; None for memory of its own."""
    while True:
        if isinstance(array, np.ndarray):
            array = array.base
        elif type(array) is Handle:
            return array
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
