"""Lists, with the interface of `multiprocessing.shared_memory.ShareableList`."""

from typing import Any, Iterable, Optional

import npyshare

from .blocks import location_of, under_new_name
from .memory import SharedMemory


class ShareableList(npyshare.ShareableList):
    """A list of a fixed number of numbers, truth values, texts, bytes and None.

    Parameters
    ----------
    sequence : iterable, optional
        The items of a new list; an existing one is attached when it is left out.
    name : str, optional
        Its name. A new list without one gets a name that nobody has.
    """

    def __init__(
        self, sequence: Optional[Iterable[Any]] = None, *, name: Optional[str] = None
    ) -> None:
        begin = super().__init__
        if name is not None:
            begin(sequence, name=location_of(name))
        elif sequence is None:
            raise ValueError("an existing list has a name; say which")
        else:
            items = [*sequence]
            under_new_name(lambda location: begin(items, name=location))
        self.block: Optional[SharedMemory] = None

    def __reduce__(self) -> Any:
        return attached_list, (self.shm.name,)

    def __repr__(self) -> str:
        return f"ShareableList({[*self]!r}, name={self.shm.name!r})"

    @property
    def shm(self) -> SharedMemory:
        """The block that the list is in: its name, and how to close and unlink it."""
        if self.block is None:
            self.block = SharedMemory(self.name[len("shm:"):])
        return self.block


def attached_list(name: str) -> ShareableList:
    """The list that another process has sent."""
    return ShareableList(name=name)
