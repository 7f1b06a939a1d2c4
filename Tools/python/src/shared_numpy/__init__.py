"""The interface of `shared_numpy`, over `npyshare`.

Arrays in shared memory that multiprocessing sends by name:

>>> import shared_numpy as snp
>>> a = snp.array([1, 2, 3])
>>> q = snp.Queue()
>>> q.put(a)
>>> a.close()

The receiver calls ``close()`` and, when nobody needs the array any more, ``unlink()``; nothing else
ever removes it. The blocks have no header: `multiprocessing.shared_memory` attaches them, too.

What is new should use `npyshare` itself, whose arrays are ``.npy`` files.
"""

from . import shared_memory
from .queue import Queue
from .reduction import init_reduction
from .shared_memory import ShareableList, SharedMemory
from .shared_numpy import SharedNDArray, array, from_array, ndarray

init_reduction()

__all__ = [
    "Queue",
    "ShareableList",
    "SharedMemory",
    "SharedNDArray",
    "array",
    "from_array",
    "ndarray",
    "shared_memory",
]
