"""How `SharedNDArray` travels through multiprocessing: by name, with its place in the block.

Arrays whose memory is their own, such as results of arithmetic, travel by value, and so does
everything that `pickle` itself writes.
"""

from multiprocessing.reduction import ForkingPickler
from typing import Any

import numpy as np
from npyshare.pickling import reduce_array

from .shared_numpy import SharedNDArray


def reduce_shared_ndarray(array: SharedNDArray) -> Any:
    """How an array travels."""
    return rebuild_shared_ndarray, reduce_array(array.view(np.ndarray))


def rebuild_shared_ndarray(rebuild: Any, arguments: Any, state: Any = None) -> SharedNDArray:
    """The array that another process has sent."""
    array: "np.ndarray[Any, Any]" = rebuild(*arguments)
    if state is not None:
        array.__setstate__(state)
    return array.view(SharedNDArray)


def init_reduction() -> None:
    """Tells multiprocessing; done when the package is imported."""
    ForkingPickler.register(SharedNDArray, reduce_shared_ndarray)
