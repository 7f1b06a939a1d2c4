"""The interface of `multiprocessing.shared_memory`, over `npyshare`."""

from .lists import ShareableList
from .memory import SharedMemory

__all__ = ["ShareableList", "SharedMemory"]
