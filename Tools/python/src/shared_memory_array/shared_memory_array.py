"""Arrays in shared memory that go with a manager."""

from multiprocessing.managers import SharedMemoryManager
from os import getpid
from typing import Any, NamedTuple, Optional, Tuple

import numpy as np

from shared_numpy.blocks import found_block, location_of

from .blocks import Block
from .managed import ManagedSharedMemoryArray
from .managers import block_of, copy_of
from .validation import buffer_size, validate_buffer_size, validated_dtype, validated_shape


class Fields(NamedTuple):
    """What a `SharedMemoryArray` is made of."""

    shm: Any
    shape: Tuple[int, ...]
    dtype: "np.dtype[Any]"
    owner: bool = True


class SharedMemoryArray(Fields):
    """A block of shared memory, and what is in it.

    It is an immutable tuple, and is sent to other processes by name. There it owns nothing: only
    the process that has created an array removes it by closing it, or by shutting its manager down.

    Attributes
    ----------
    shm : SharedMemory
        The block, with ``name``, ``size`` and ``buf``.
    shape : tuple of int
        The extent of each axis.
    dtype : numpy.dtype
        What the elements are.
    owner : bool
        Whether `close` removes the block.
    """

    __slots__ = ()

    _validate_shape = staticmethod(validated_shape)
    _validate_dtype = staticmethod(validated_dtype)
    _calculate_buffer_size = staticmethod(buffer_size)
    _validate_buffer_size = staticmethod(validate_buffer_size)

    def __reduce__(self) -> Any:
        return SharedMemoryArray, (self.shm, self.shape, self.dtype, False)

    @classmethod
    def allocate(cls, manager: SharedMemoryManager, shape: Any, dtype: Any) -> "SharedMemoryArray":
        """Creates an array of zeros, in C order.

        Parameters
        ----------
        manager : SharedMemoryManager
            A manager that was started; the array is gone when it is shut down.
        shape : int or iterable of int
            The extent of each axis.
        dtype : data-type
            Anything without Python objects.

        Raises
        ------
        TypeError, ValueError
            For a shape or a dtype that no array can have.
        OSError
            When there is no room for so much.
        """
        return cls.allocate_unsafe(manager, validated_shape(shape), validated_dtype(dtype))

    @classmethod
    def allocate_unsafe(
        cls, manager: SharedMemoryManager, shape: Any, dtype: Any, nbytes: Optional[int] = None
    ) -> "SharedMemoryArray":
        """Creates an array as `allocate` does, without looking at the arguments first.

        Parameters
        ----------
        manager, shape, dtype
            As for `allocate`.
        nbytes : int, optional
            How many bytes an element takes.
        """
        dtype = np.dtype(dtype)
        shape = (shape,) if isinstance(shape, int) else tuple(shape)
        size = buffer_size(shape, dtype if nbytes is None else f"V{nbytes}")
        # An empty block could not be mapped by others.
        return cls(block_of(manager, size or 1), shape, dtype, True)

    @classmethod
    def allocate_like(cls, manager: SharedMemoryManager, array: Any) -> "SharedMemoryArray":
        """Creates an array of zeros with the shape and dtype of another one."""
        return cls.allocate(manager, array.shape, array.dtype)

    @classmethod
    def allocate_like_unsafe(cls, manager: SharedMemoryManager, array: Any) -> "SharedMemoryArray":
        """Creates an array as `allocate_like` does, without looking at the arguments first."""
        return cls.allocate_unsafe(manager, array.shape, array.dtype)

    @classmethod
    def copy(cls, manager: SharedMemoryManager, array: Any) -> "SharedMemoryArray":
        """Copies an array, of any strides, into a new one in C order."""
        array = np.asarray(array)
        validated_dtype(array.dtype)
        return cls.copy_unsafe(manager, array)

    @classmethod
    def copy_unsafe(cls, manager: SharedMemoryManager, array: Any) -> "SharedMemoryArray":
        """Copies an array as `copy` does, without looking at it first."""
        return cls(copy_of(manager, array), array.shape, array.dtype, True)

    @classmethod
    def attach(cls, name: str, shape: Any, dtype: Any) -> "SharedMemoryArray":
        """Attaches a block of this or another process: of this library, or of any other one.

        A block says nothing of what is in it; only its size is looked at.

        Raises
        ------
        FileNotFoundError
            When nothing has that name.
        ValueError
            When it is too small.
        """
        shape, dtype = validated_shape(shape), validated_dtype(dtype)
        array = cls.attach_unsafe(name, shape, dtype)
        validate_buffer_size(array.shm, shape, dtype)
        return array

    @classmethod
    def attach_unsafe(cls, name: str, shape: Any, dtype: Any) -> "SharedMemoryArray":
        """Attaches a block as `attach` does, without looking at its size."""
        shape = (shape,) if isinstance(shape, int) else tuple(shape)
        return cls(Block.of(found_block(location_of(name))), shape, np.dtype(dtype), False)

    @property
    def name(self) -> str:
        """The name of the block, by which others attach it."""
        return str(self.shm.name)

    def as_array(self) -> "np.ndarray[Any, Any]":
        """The elements, to read and to store; the same memory each time, and after `close` too."""
        shm = self.shm
        return np.ndarray(self.shape, self.dtype, shm.bytes if type(shm) is Block else shm.buf)

    def close(self) -> None:
        """Lets go of the block, and removes it if this process has created it.

        The memory goes with the last array over it. Closing it again does nothing.
        """
        if self.owner and getattr(self.shm, "process", None) in (None, getpid()):
            self.unlink()
        self.shm.close()

    def unlink(self) -> None:
        """Removes the block's name, if it has it still. Who has it attached keeps it."""
        try:
            self.shm.unlink()
        except FileNotFoundError:
            pass

    def managed(self) -> ManagedSharedMemoryArray:
        """A context manager that closes the array."""
        return ManagedSharedMemoryArray(self)
