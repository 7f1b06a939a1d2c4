"""Handing arrays from process to process."""

import ctypes
import math
import os
import time
from types import TracebackType
from typing import Any, Iterator, Optional, Type

import numpy as np

from .attaching import absolute, extents_of
from .creation import kept_order
from .dtypes import descr_of, dtype_of, element_type
from .failures import check, encoded
from .handles import fortran_strides, lifetime_number, nowhere_address
from .leases import SLICE
from .library import Facts, Fill, QueueFacts, library


class Message:
    """A message that was received: its array, until it is released.

    As a context manager it gives the array, and releases the message with the block; in a queue that
    acknowledges it is acknowledged if the block ends well, and otherwise delivered again. Copy what
    is to last: views that are left show what later messages are sent in the same memory. A message
    that nobody releases keeps its memory as long as it, its array or any view of that lives.

    Attributes
    ----------
    array : ndarray
        The elements, where the sender put them; they cannot be stored into.
    """

    def __init__(self, owner: "Held", array: "np.ndarray[Any, Any]") -> None:
        self.owner: Optional[Held] = owner
        self.elements: "Optional[np.ndarray[Any, Any]]" = array

    @property
    def array(self) -> "np.ndarray[Any, Any]":
        """The elements.

        Raises
        ------
        ValueError
            When the message was released.
        """
        if self.elements is None:
            raise ValueError("the message was released")
        return self.elements

    @property
    def is_redelivered(self) -> bool:
        """Whether somebody has received the message before and not acknowledged it."""
        answer = ctypes.c_int32()
        check(library.message_is_redelivered(self.held.pointer, answer))
        return bool(answer.value)

    @property
    def held(self) -> "Held":
        """What keeps the memory.

        Raises
        ------
        ValueError
            When the message was released.
        """
        if self.owner is None:
            raise ValueError("the message was released")
        return self.owner

    def acknowledge(self) -> None:
        """Says that the message need not be delivered again, and releases it."""
        check(library.message_acknowledge(self.held.pointer))
        self.owner = self.elements = None

    def release(self) -> None:
        """Lets go of the message; in a queue that acknowledges it is delivered again.

        Releasing it again does nothing.
        """
        if self.owner is not None:
            check(library.message_give_back(self.owner.pointer))
            self.owner = self.elements = None

    def __enter__(self) -> "np.ndarray[Any, Any]":
        return self.array

    def __exit__(
        self, kind: Optional[Type[BaseException]], value: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        if self.owner is not None and kind is None:
            self.acknowledge()
        self.release()


class Held:
    """What keeps a message's memory from being recycled: its arrays end in it."""

    __slots__ = ("pointer", "release", "__array_interface__")

    def __init__(self, pointer: Optional[int], facts: Facts, dtype: "np.dtype[Any]") -> None:
        self.pointer = pointer
        self.release = library.release
        count = facts.axis_count
        shape = tuple(facts.shape[:count])
        fortran = facts.is_fortran and count > 1
        self.__array_interface__ = {
            "data": (facts.data or nowhere_address, True),
            "shape": shape,
            "strides": fortran_strides(shape, dtype.itemsize) if fortran else None,
            "typestr": dtype.str if dtype.kind in "biufc" else f"|V{dtype.itemsize}",
            "version": 3,
        }

    def __del__(self) -> None:
        self.release(self.pointer)


class Queue:
    """A bounded queue of arrays between processes, whichever start them.

    A message is copied, or filled in place, into memory that the processes share, and read there. No
    message makes a file or a mapping. Any process may be killed at any time, and the queue goes on
    for the others. A queue travels to other processes by its name; a forked child attaches it anew by
    itself.

    Parameters
    ----------
    location : str
        Its name. A queue that has it is attached, unless `payload_bytes` says that it is new.
    payload_bytes : int, optional
        Of a new queue: how much the elements of a message may take.
    payload_count : int
        Of a new queue: how many messages can be on their way at a time, being filled, waiting or
        being read.
    one_producer, one_consumer : bool
        Of a new queue: whether a single handle sends, or receives; then it takes no lock for that.
    acknowledge : bool
        Of a new queue: whether a message whose receiver dies, or gives it back, is delivered again.
    lifetime : {'last-user', 'persistent', 'scoped'}, optional
        Of a new queue: how long it stays. A name goes with its last user, with all that is on its way;
        a file stays until it is removed.

    Raises
    ------
    FileExistsError
        When a new queue's name is taken.
    FileNotFoundError
        When no queue has that name.
    OSError
        With ``errno.ENOSPC`` when there is no room: all of it is reserved now.
    ValueError
        For sizes that no queue can have, and for a file that is no queue.

    Examples
    --------
    >>> frames = npyshare.Queue("frames", payload_bytes=1 << 20)
    >>> frames.put(np.ones((480, 640), "u1"))
    >>> with frames.get() as frame:
    ...     total = frame.sum()
    """

    def __init__(
        self, location: "str | os.PathLike[str]", payload_bytes: Optional[int] = None,
        payload_count: int = 8, *, one_producer: bool = False, one_consumer: bool = False,
        acknowledge: bool = False, lifetime: Optional[str] = None,
    ) -> None:
        self.pointer: Optional[int] = None
        self.release = library.release
        self.location = absolute(os.fspath(location))
        if payload_bytes is None:
            self.attach()
        else:
            pointer = ctypes.c_void_p()
            check(
                library.queue_create(
                    encoded(self.location), payload_count, payload_bytes, one_producer,
                    one_consumer, acknowledge,
                    -1 if lifetime is None else lifetime_number(lifetime), pointer,
                )
            )
            self.adopt(pointer)

    def attach(self) -> None:
        """Attaches the queue in this process."""
        pointer = ctypes.c_void_p()
        check(library.queue_attach(encoded(self.location), pointer))
        self.adopt(pointer)

    def adopt(self, pointer: ctypes.c_void_p) -> None:
        """Makes a handle this one's, in this process."""
        if self.pointer is not None:
            self.release(self.pointer)
        self.pointer = pointer.value
        self.process = os.getpid()

    def __del__(self) -> None:
        if getattr(self, "pointer", None) is not None:
            self.release(self.pointer)

    def __reduce__(self) -> Any:
        return Queue, (self.location,)

    def __repr__(self) -> str:
        return f"<npyshare.Queue {self.location!r}>"

    @property
    def here(self) -> Optional[int]:
        """The handle of this process."""
        if self.process != os.getpid():
            self.attach()
        return self.pointer

    @property
    def facts(self) -> QueueFacts:
        """What the core says of the queue now."""
        facts = QueueFacts()
        check(library.queue_facts_of(self.pointer, facts))
        return facts

    @property
    def payload_bytes(self) -> int:
        """How much the elements of a message may take, in bytes."""
        return self.facts.payload_bytes

    @property
    def payload_count(self) -> int:
        """How many messages can be on their way at a time."""
        return self.facts.payload_count

    @property
    def is_closed(self) -> bool:
        """Whether nothing more can be sent."""
        return bool(self.facts.is_closed)

    @property
    def lost_count(self) -> int:
        """How many messages were lost with receivers that were killed while they had them."""
        return self.facts.lost

    def __len__(self) -> int:
        """How many messages were sent and not received; by now it may be another number."""
        return self.facts.depth

    def __bool__(self) -> bool:
        return True

    def put(self, array: Any, timeout: Optional[float] = None) -> None:
        """Sends a copy of an array.

        Parameters
        ----------
        array : array_like
            Any array of at most `payload_bytes`; Fortran order travels, too.
        timeout : float, optional
            How long to wait for room, in seconds; without end when it is left out; 0 only tries.

        Raises
        ------
        TimeoutError
            When there was no room in all that time.
        ValueError
            When the queue was closed, the array is too large, or it holds Python objects.
        OSError
            With ``errno.EBUSY`` when another handle is the one producer.
        """
        array = np.asanyarray(array)
        order = kept_order(array, "K")
        if not (array.flags.c_contiguous or array.flags.f_contiguous):
            array = np.ascontiguousarray(array)
        pointer, descr = self.here, descr_of(array.dtype)
        extents = extents_of(array.shape)
        place = array.__array_interface__["data"][0]
        self.patiently(
            lambda limit: library.queue_send(
                pointer, descr, *extents, order == "F", place, array.nbytes, limit
            ),
            timeout,
        )

    def fill(
        self, shape: Any, dtype: Any, fill: Any, timeout: Optional[float] = None
    ) -> None:
        """Sends an array that is filled in place, without a copy.

        Parameters
        ----------
        shape : int or tuple of int
            The extent of each axis.
        dtype : data-type
            The type of the elements.
        fill : callable
            Gets the array, which begins as an earlier message left it, and stores every element. It
            must not keep it. What it raises is raised, and nothing is sent.
        timeout : float, optional
            As for `put`.

        Raises
        ------
        TimeoutError, ValueError, OSError
            As for `put`.
        """
        element, axes = element_type(dtype, shape)
        raised = []

        def call(_: Any, place: Optional[int], count: int) -> int:
            try:
                memory = (ctypes.c_char * count).from_address(place or nowhere_address)
                fill(np.ndarray(axes, element, memory))
                return 0
            except BaseException as error:
                raised.append(error)
                return -1

        function = Fill(call)
        pointer, descr, extents = self.here, descr_of(element), extents_of(axes)

        def attempt(limit: float) -> int:
            status = library.queue_fill(pointer, descr, *extents, 0, function, None, limit)
            if raised:
                raise raised.pop()
            return status

        self.patiently(attempt, timeout)

    def get(self, timeout: Optional[float] = None) -> Message:
        """Receives a message.

        Parameters
        ----------
        timeout : float, optional
            How long to wait for one, in seconds; without end when it is left out; 0 only tries.

        Returns
        -------
        Message
            The message; as a context manager it gives the array and then lets go of it.

        Raises
        ------
        TimeoutError
            When none came in all that time.
        EOFError
            When the queue was closed, and everything that was sent has been received.
        OSError
            With ``errno.EBUSY`` when another handle is the one consumer.
        """
        pointer, message, facts = self.here, ctypes.c_void_p(), Facts()
        self.patiently(lambda limit: library.queue_receive(pointer, limit, message, facts), timeout)
        dtype = dtype_of(facts.descr)
        held = Held(message.value, facts, dtype)
        array = np.asarray(held)
        if dtype.kind not in "biufc" and dtype.itemsize:
            array = array.view(dtype)
        elif not dtype.itemsize:
            array = np.empty(array.shape, dtype)
        return Message(held, array)

    def patiently(self, call: Any, timeout: Optional[float]) -> None:
        """Waits in the core, looking for signals now and then."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            left = math.inf if deadline is None else max(0.0, deadline - time.monotonic())
            try:
                return check(call(min(left, SLICE)))
            except TimeoutError:
                if left <= SLICE:
                    raise

    def __iter__(self) -> Iterator["np.ndarray[Any, Any]"]:
        """The arrays of all messages until the end, each until the next one.

        A message is acknowledged, and its memory used again, when the next one is asked for.
        """
        while True:
            try:
                message = self.get()
            except EOFError:
                return
            with message as array:
                yield array

    def close(self) -> None:
        """Says that nothing more will be sent; receivers get what was, and then the end."""
        check(library.queue_close(self.here))

    @staticmethod
    def remove(location: "str | os.PathLike[str]") -> None:
        """Closes a queue and removes its name; it goes with its last user.

        Raises
        ------
        FileNotFoundError
            When no queue has that name.
        """
        check(library.queue_remove(encoded(absolute(os.fspath(location)))))
