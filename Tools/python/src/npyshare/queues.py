"""Handing arrays from process to process."""

import _thread
import os
from typing import Any, Iterator, Optional

import numpy as np

from .attaching import absolute
from .dtypes import element_type
from .handles import handle_of, lifetime_number
from .library import library
from .messages import Message

# How often this process was forked off: its queues are attached anew then.
forks = 0
# Whose turn it is to attach a queue anew; the parent's may be another thread's when a child is forked.
turn = _thread.allocate_lock()


def count_fork() -> None:
    """In a forked child."""
    global forks, turn
    forks += 1
    turn = _thread.allocate_lock()


os.register_at_fork(after_in_child=count_fork)


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
        self.location = absolute(location)
        self.forks = -1
        if payload_bytes is None:
            self.attach()
        else:
            if max(abs(payload_bytes), abs(payload_count)) >= 1 << 63:
                raise ValueError(
                    f"no queue has room for {payload_count} messages of {payload_bytes} bytes"
                )
            # Not the queue itself: other threads may be in a call of an old one when it is attached
            # anew.
            self.handle = library.Owned()
            library.create_queue(
                self.handle, self.location, payload_count, payload_bytes, one_producer,
                one_consumer, acknowledge, -1 if lifetime is None else lifetime_number(lifetime),
            )
            self.forks = forks

    def attach(self) -> None:
        """Attaches the queue in this process, unless it is."""
        with turn:
            if self.forks != forks:
                handle = library.Owned()
                library.attach_queue(handle, self.location)
                self.handle, self.forks = handle, forks

    def __reduce__(self) -> Any:
        return Queue, (self.location,)

    def __repr__(self) -> str:
        return f"<npyshare.Queue {self.location!r}>"

    @property
    def payload_count(self) -> int:
        """How many messages can be on their way at a time."""
        return library.queue_facts(self.handle)[0]

    @property
    def payload_bytes(self) -> int:
        """How much the elements of a message may take, in bytes."""
        return library.queue_facts(self.handle)[1]

    def __len__(self) -> int:
        """How many messages were sent and not received; by now it may be another number."""
        return library.queue_facts(self.handle)[2]

    @property
    def lost_count(self) -> int:
        """How many messages were lost with receivers that were killed while they had them."""
        return library.queue_facts(self.handle)[3]

    @property
    def is_closed(self) -> bool:
        """Whether nothing more can be sent."""
        return library.queue_facts(self.handle)[4]

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
        if self.forks != forks:
            self.attach()
        library.send(self.handle, np.asanyarray(array), timeout)

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
        if self.forks != forks:
            self.attach()
        element, axes = element_type(dtype, shape)
        library.fill(self.handle, element, axes, fill, timeout)

    def hand_over(
        self, array: "np.ndarray[Any, Any]", timeout: Optional[float] = None
    ) -> None:
        """Hands a whole shared array to whoever receives it, without copying it.

        On its way it belongs to the queue, and goes with it. Whoever gets the message keeps the
        array with `Message.adopt`. This process's views stay, and own nothing any more: agree with the
        receiver on who stores.

        Parameters
        ----------
        array : ndarray
            A shared array with a header, in the queue's root, that this process owns or that is
            persistent; or a view of one, which stands for all of it.
        timeout : float, optional
            As for `put`.

        Raises
        ------
        TimeoutError, ValueError, OSError
            As for `put`; the array is whose it was then.
        """
        if self.forks != forks:
            self.attach()
        library.hand_over(self.handle, handle_of(array), timeout)

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
        if self.forks != forks:
            self.attach()
        return library.receive(self.handle, Message, timeout)

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
        if self.forks != forks:
            self.attach()
        library.close_queue(self.handle)

    @staticmethod
    def remove(location: "str | os.PathLike[str]") -> None:
        """Closes a queue and removes its name; it goes with its last user.

        Raises
        ------
        FileNotFoundError
            When no queue has that name.
        """
        library.remove_queue(absolute(location))
