"""CPython's `multiprocessing.shared_memory.ShareableList`, in the same bytes."""

import ctypes
import os
from typing import Any, Iterable, Iterator, Optional

from .attaching import absolute
from .failures import check, encoded
from .library import Item, library

NONE, INT, DOUBLE, BOOL, STRING, BYTES = range(6)


class ShareableList:
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
        pointer = ctypes.c_void_p()
        self.pointer: Optional[int] = None
        self.release = library.release
        if mode not in ("r", "r+"):
            raise ValueError(f"the mode is {mode!r}; there are 'r' and 'r+'")
        self.mode = mode
        if sequence is None:
            if name is None:
                raise ValueError("an existing list has a name; say which")
            self.name = absolute(os.fspath(name))
            count = ctypes.c_int64()
            check(library.list_attach(encoded(self.name), mode == "r+", pointer, count))
            self.length = count.value
        else:
            self.name = f"npy-{os.urandom(8).hex()}" if name is None else absolute(os.fspath(name))
            values = [*sequence]
            # What the items point to must last for the call.
            kept = [item_of(value) for value in values]
            items = (Item * len(values))(*(item for item, _ in kept))
            check(library.list_create(encoded(self.name), items, len(values), pointer))
            self.length = len(values)
        self.pointer = pointer.value

    def __del__(self) -> None:
        if getattr(self, "pointer", None) is not None:
            self.release(self.pointer)

    def __reduce__(self) -> Any:
        return attached_list, (self.name, self.mode)

    def __repr__(self) -> str:
        return f"ShareableList({[*self]!r}, name={self.name!r})"

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[Any]:
        return (self[index] for index in range(self.length))

    def __getitem__(self, index: int) -> Any:
        item, text = Item(), ctypes.c_void_p()
        check(library.list_get(self.pointer, self.place(index), item, text))
        try:
            return value_of(item)
        finally:
            library.release(text)

    def __setitem__(self, index: int, value: Any) -> None:
        item, kept = item_of(value)
        check(library.list_set(self.pointer, self.place(index), item))
        del kept

    def place(self, index: int) -> int:
        """An index from 0, of one that may count from the end."""
        number = index.__index__()
        place = number + self.length if number < 0 else number
        if not 0 <= place < self.length:
            raise IndexError(f"there is no item {number} of {self.length}")
        return place

    def item_format(self, index: int) -> str:
        """How an item is stored, as the module `struct` spells it, for example ``'q'``."""
        text = ctypes.c_void_p()
        check(library.list_format(self.pointer, self.place(index), text))
        try:
            start = ctypes.c_char_p()
            check(library.text_bytes(text, start, None))
            return (start.value or b"").decode()
        finally:
            library.release(text)

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


def item_of(value: Any) -> "tuple[Item, Any]":
    """An item for the core, and what it points to."""
    if value is None:
        return Item(NONE), None
    if isinstance(value, bool):
        return Item(BOOL, value), None
    if isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise ValueError(f"{value} takes more than the 64 bits that a list's int has")
        return Item(INT, value), None
    if isinstance(value, float):
        return Item(DOUBLE, 0, value), None
    if isinstance(value, str):
        text = value.encode("utf-8")
        kind = STRING
    elif isinstance(value, bytes):
        text, kind = value, BYTES
    else:
        raise ValueError(
            f"{type(value).__name__} is none of a list's types: int, float, bool, str, bytes, None"
        )
    kept = ctypes.create_string_buffer(text, len(text) + 1)
    return Item(kind, 0, 0.0, ctypes.addressof(kept), len(text)), kept


def value_of(item: Item) -> Any:
    """The value of an item of the core's."""
    if item.type == NONE:
        return None
    if item.type == INT:
        return item.integer
    if item.type == DOUBLE:
        return item.number
    if item.type == BOOL:
        return bool(item.integer)
    data = ctypes.string_at(item.bytes, item.count)
    return data.decode("utf-8") if item.type == STRING else data
