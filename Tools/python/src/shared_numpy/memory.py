"""Named blocks of bytes, with the interface of `multiprocessing.shared_memory.SharedMemory`."""

import errno
import weakref
from typing import Any, Optional, Type, TypeVar

from npyshare.handles import Handle

from .blocks import found_block, location_of, name_of, new_block, remove_name, under_new_name

Kind = TypeVar("Kind", bound="SharedMemory")


class SharedMemory:
    """A named block of bytes that processes share.

    Who creates a block removes it, with `unlink`. No exit of a process does, and no resource
    tracker is told: attaching a block and ending harms nobody.

    Arrays over `buf` keep the memory for as long as they live, also after `close`.

    Parameters
    ----------
    name : str, optional
        The name; one that nobody has when a block is created without.
    create : bool
        Whether to create the block, of zeros, or to attach one that is there.
    size : int
        How many bytes a new block has; an existing one has what it has.
    track : bool
        Accepted for the sake of programs that pass it; nothing is ever tracked.

    Attributes
    ----------
    name : str
        The name, as another process may attach it.
    size : int
        How many bytes there are.

    Raises
    ------
    ValueError
        For a size below 0, a new block of size 0, and no name without `create`.
    FileExistsError
        When a new block's name is taken.
    FileNotFoundError
        When nothing has that name.
    """

    name: str
    size: int

    def __init__(
        self, name: Optional[str] = None, create: bool = False, size: int = 0, *,
        track: bool = False,
    ) -> None:
        if size < 0:
            raise ValueError(f"the size is {size}; 'size' must be a positive integer")
        if create:
            if size == 0:
                raise ValueError("'size' must be a positive number different from zero")
            if name is None:
                handle = under_new_name(
                    lambda location: new_block(location, size, lifetime="persistent")
                )
            else:
                handle = new_block(location_of(name), size, lifetime="persistent")
        elif name is None:
            raise ValueError("'name' can only be None if create=True")
        else:
            handle = found_block(location_of(name))
        self.hold(handle)

    @classmethod
    def of(cls: "Type[Kind]", handle: Handle) -> "Kind":
        """The block that a handle has attached."""
        block = cls.__new__(cls)
        block.hold(handle)
        return block

    def hold(self, handle: Handle) -> None:
        """Keeps a block mapped until `close`."""
        self.name = name_of(handle)
        self.size = handle.nbytes
        self.held: Optional[Handle] = handle
        # Others may keep the memory longer, and spare `unlink` looking for it again.
        self.known = weakref.ref(handle)
        self.identity: Optional[bytes] = None
        self.view: Optional[memoryview] = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r}, size={self.size})"

    def __reduce__(self) -> Any:
        return type(self), (self.name, False, self.size)

    @property
    def buf(self) -> Optional[memoryview]:
        """The bytes, to read and to store; None after `close`."""
        if self.view is None and self.held is not None:
            self.view = self.held.bytes().data
        return self.view

    def close(self) -> None:
        """Lets go of the block. The name stays; closing it again does nothing."""
        if self.held is not None:
            self.identity = self.held.identity
            self.held = None
            self.end_view()

    def end_view(self) -> None:
        """Ends what `buf` has given, unless an array over it lives, which then keeps the memory."""
        view, self.view = self.view, None
        if view is not None:
            try:
                view.release()
            except BufferError:
                pass

    def unlink(self) -> None:
        """Removes the name. Who has the block attached keeps it.

        Raises
        ------
        FileNotFoundError
            When the name is gone, or leads to another block by now, which is then left alone.
        """
        handle = self.known()
        if handle is None:
            handle = found_block(location_of(self.name))
            if handle.identity != self.identity:
                raise FileNotFoundError(errno.ENOENT, "the block's name is another's", self.name)
        remove_name(handle)
