"""CPython's `multiprocessing.shared_memory.ShareableList`, in the same bytes."""

import os
from typing import Any, Iterable, Iterator, Optional

from .attaching import absolute
from .library import library


class ShareableList(library.Owned):
    """A list of a fixed number of `int`, `float`, `bool`, `str`, `bytes` and `None`.

    Python's own ``ShareableList(name=...)`` attaches the same bytes. Unlike that one it never cuts
    text off and removes nothing when a process ends.

    Nothing is atomic: who reads an item while another process replaces it may get an error or half
    of each. Agree elsewhere on who stores when.

    Parameters
    ----------
    sequence : iterable, optional
        The items of a new list; an existing one is attached when it is left out.
    name : str or path, optional
        Its location. A new list without a name gets one that nobody has.
    mode : {'r+', 'r'}
        Whether items of an existing list may be replaced.

    Raises
    ------
    FileExistsError, FileNotFoundError
        When the name of a new list is taken; when nothing has that of an existing one.
    ValueError
        For bytes that are no list, integers of more than 64 bits, and other types.
    IndexError
        For an item that is not there.
    """

    def __init__(
        self, sequence: Optional[Iterable[Any]] = None, *,
        name: "str | os.PathLike[str] | None" = None, mode: str = "r+",
    ) -> None:
        if mode not in ("r", "r+"):
            raise ValueError(f"the mode is {mode!r}; there are 'r' and 'r+'")
        self.mode = mode
        if sequence is None:
            if name is None:
                raise ValueError("an existing list has a name; say which")
            self.name = absolute(name)
            self.length = library.attach_list(self, self.name, mode == "r+")
        else:
            self.name = f"npy-{os.urandom(8).hex()}" if name is None else absolute(name)
            values = tuple(sequence)
            library.create_list(self, self.name, values)
            self.length = len(values)

    def __reduce__(self) -> Any:
        return attached_list, (self.name, self.mode)

    def __repr__(self) -> str:
        return f"ShareableList({[*self]!r}, name={self.name!r})"

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[Any]:
        return (self[index] for index in range(self.length))

    def __getitem__(self, index: int) -> Any:
        return library.get_item(self, self.place(index))

    def __setitem__(self, index: int, value: Any) -> None:
        library.set_item(self, self.place(index), value)

    def place(self, index: int) -> int:
        """An index from 0, of one that may count from the end."""
        number = index.__index__()
        place = number + self.length if number < 0 else number
        if not 0 <= place < self.length:
            raise IndexError(f"there is no item {number} of {self.length}")
        return place

    def item_format(self, index: int) -> str:
        """How an item is stored, as the module `struct` spells it, for example ``'q'``."""
        return library.item_format(self, self.place(index))

    @property
    def format(self) -> str:
        """How all items are stored, one after the other."""
        return "".join(self.item_format(index) for index in range(self.length))

    def count(self, value: Any) -> int:
        """How many items equal a value."""
        return sum(item == value for item in self)

    def index(self, value: Any) -> int:
        """The first index of an item that equals a value.

        Raises
        ------
        ValueError
            When no item does.
        """
        for place, item in enumerate(self):
            if item == value:
                return place
        raise ValueError(f"{value!r} is not in the list")


def attached_list(name: str, mode: str) -> ShareableList:
    """The list that another process has sent."""
    return ShareableList(name=name, mode=mode)
