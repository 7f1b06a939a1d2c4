"""What owns arrays that must not outlive it."""

import os
from types import TracebackType
from typing import Any, Optional, Type

import numpy as np

from . import creation
from .library import library


class Scope(library.Owned):
    """Owns arrays that must not outlive it.

    They go when it is closed, which its ``with`` block does, when the process exits, and when the
    process is killed, as soon as anybody collects. Who has them attached then keeps them. A scope
    lives in its process alone: it is not pickled, and in a forked child closing it does nothing.

    Parameters
    ----------
    root : str or path, optional
        The directory of its arrays; ``$NPYSHARE_ROOT`` or ``/dev/shm`` when it is left out.

    Raises
    ------
    FileNotFoundError
        When the directory is not there.
    OSError
        When the file system cannot tell one file from a later one.

    Examples
    --------
    >>> with npyshare.Scope() as scope:
    ...     frames = scope.create("frames", (8, 1080, 1920), "u1")
    """

    def __init__(self, root: "str | os.PathLike[str] | None" = None) -> None:
        library.begin_scope(self, None if root is None else os.fspath(root))

    def __enter__(self) -> "Scope":
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], value: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def __reduce__(self) -> Any:
        raise TypeError("a scope stays in its process; send the arrays, or their locations")

    def __repr__(self) -> str:
        return f"<npyshare.Scope {self.identifier}, {'open' if self.is_open else 'ended'}>"

    @property
    def identifier(self) -> str:
        """What it is called: sixteen hexadecimal digits."""
        return library.scope_names(self)[0]

    @property
    def root(self) -> str:
        """The directory of its arrays."""
        return library.scope_names(self)[1]

    @property
    def is_open(self) -> bool:
        """Whether it belongs to this process and was not closed."""
        return library.is_scope_open(self)

    def close(self) -> None:
        """Ends the scope: its arrays' names go. Closing it again does nothing."""
        library.close_scope(self)

    def create(
        self, location: creation.Location = None, shape: creation.Shape = (), dtype: Any = float,
        **options: Any,
    ) -> "np.ndarray[Any, Any]":
        """Creates an array that goes with the scope; as `npyshare.create`."""
        return creation.create(location, shape, dtype, scope=self, **options)

    def copy(
        self, array: Any, location: creation.Location = None, **options: Any
    ) -> "np.ndarray[Any, Any]":
        """Copies an array into one that goes with the scope; as `npyshare.copy`."""
        return creation.copy(array, location, scope=self, **options)
