"""The interface of `shared_memory_array`, over `npyshare`.

>>> from multiprocessing.managers import SharedMemoryManager
>>> from shared_memory_array import SharedMemoryArray
>>> with SharedMemoryManager() as manager:
...     shared = SharedMemoryArray.copy(manager, data)
...     with Pool() as pool:
...         sums = pool.map(sum_row, [(shared, row) for row in range(len(data))])

Arrays go with their manager, at the latest when the process that made them ends, even if it is
killed. What is new should use `npyshare` itself, whose arrays are ``.npy`` files and know their
shape and dtype.
"""

from .managed import ManagedSharedMemoryArray
from .shared_memory_array import SharedMemoryArray

# What the original's documentation calls it.
SharedArray = SharedMemoryArray

# That of the original whose behaviour this is.
__version__ = "0.1.1"

__all__ = ["ManagedSharedMemoryArray", "SharedArray", "SharedMemoryArray"]
