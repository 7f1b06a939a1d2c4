"""Arrays in shared memory, as `shared_numpy` has them."""

from typing import Any, Optional, Tuple

import numpy as np

import npyshare
from npyshare.dtypes import element_type
from npyshare.handles import find_handle

from .blocks import remove_name, under_new_name, without_fields
from .memory import SharedMemory


class SharedNDArray(np.ndarray):
    """An array in shared memory.

    Views of it share its block, and know it. Results of arithmetic have memory of their own, like
    any array's: their `shm` is None.
    """

    # Of the array that others are views of: its block, from when it is first asked for, and
    # whether it was closed before that.
    block: Optional[SharedMemory] = None
    is_closed = False

    @property
    def whole(self) -> "SharedNDArray":
        """The array that this one is a view of, or itself."""
        array = self
        while array.block is None and isinstance(array.base, SharedNDArray):
            array = array.base
        return array

    @property
    def shm(self) -> Optional[SharedMemory]:
        """The block that the elements are in."""
        whole = self.whole
        if whole.block is None:
            handle = find_handle(whole)
            if handle is not None:
                whole.block = SharedMemory.of(handle)
                if whole.is_closed:
                    whole.block.close()
        return whole.block

    def set_shm(self, shm: SharedMemory) -> None:
        """Says which block the elements are in, of an array that was made over one's `buf`."""
        self.block = shm

    def close(self) -> None:
        """Lets go of the block, which goes with the last view of it; closing again does nothing."""
        whole = self.whole
        if whole.block is None:
            whole.is_closed = True
        else:
            whole.block.close()

    def unlink(self) -> None:
        """Removes the block's name. Who has it attached keeps it.

        Raises
        ------
        FileNotFoundError
            When it was removed before.
        ValueError
            When the array's memory is its own.
        """
        whole = self.whole
        if whole.block is not None:
            whole.block.unlink()
            return
        handle = find_handle(whole)
        if handle is None:
            raise ValueError("the array's memory is its own; it has no name that could be removed")
        remove_name(handle)


def ndarray(
    shape: "int | Tuple[int, ...]", dtype: Any = float, order: Optional[str] = None
) -> SharedNDArray:
    """Creates an array of zeros in shared memory.

    It takes no time however large it is: pages come with the first store. Should the file system be
    full by then, the process that stores ends with SIGBUS.

    Parameters
    ----------
    shape : int or tuple of int
        The extent of each axis.
    dtype : data-type
        Anything without Python objects.
    order : {'C', 'F'}, optional
        Which index runs fastest: the last, or the first.

    Raises
    ------
    ValueError
        For Python objects, for elements of no bytes, and for a shape that no array can have.
    """
    element, axes = element_type(dtype, shape)
    plain = without_fields(element)
    return under_new_name(
        lambda location: npyshare.create(
            location, axes, plain, order=order or "C", layout="raw", sparse=True,
            lifetime="persistent",
        )
    ).view(element, SharedNDArray)


def array(object: Any, *args: Any, **options: Any) -> SharedNDArray:
    """Creates an array in shared memory, from what `numpy.array` takes, and with its options."""
    return shared_copy(np.array(object, *args, **options), "K")


def from_array(arr: Any) -> SharedNDArray:
    """Copies an array into shared memory, in C order."""
    return shared_copy(np.asarray(arr), "C")


def shared_copy(source: "np.ndarray[Any, Any]", order: str) -> SharedNDArray:
    """Copies an array into a new block; no room for it is an error, not a signal."""
    plain = without_fields(source.dtype)
    return under_new_name(
        lambda location: npyshare.copy(
            source.view(plain), location, order=order, layout="raw", lifetime="persistent"
        )
    ).view(source.dtype, SharedNDArray)
