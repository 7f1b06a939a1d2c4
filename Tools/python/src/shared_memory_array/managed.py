"""Arrays as context managers."""

from types import TracebackType
from typing import TYPE_CHECKING, Any, Optional, Type

if TYPE_CHECKING:
    from .shared_memory_array import SharedMemoryArray


class ManagedSharedMemoryArray:
    """Closes an array at the end of a ``with`` block; its attributes are the array's.

    It can be entered once. Other ones of the same array may be left too, in any order.
    """

    def __init__(self, array: "SharedMemoryArray") -> None:
        self._array = array
        self._closed = False

    def __enter__(self) -> "SharedMemoryArray":
        if self._closed:
            raise ValueError("Cannot enter context: ManagedSharedArray is already closed")
        return self._array

    def __exit__(
        self, kind: Optional[Type[BaseException]], value: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        if not self._closed:
            self._closed = True
            self._array.close()

    def __getattr__(self, name: str) -> Any:
        if name == "_array":
            # While it is being unpickled.
            raise AttributeError(name)
        return getattr(self._array, name)
