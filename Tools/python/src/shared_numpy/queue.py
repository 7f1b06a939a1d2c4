"""The queue of `shared_numpy`."""

import multiprocessing
import multiprocessing.queues
import queue
import select
from multiprocessing.reduction import ForkingPickler
from typing import Any, Optional

# What a pipe that is ready takes as a whole, with the eight bytes before a message at most.
LARGEST = select.PIPE_BUF - 8


class Queue(multiprocessing.queues.Queue):  # type: ignore[type-arg]
    """A `multiprocessing.Queue`, through which shared arrays travel by name.

    Anything else may be put, too. `npyshare.Queue` is faster, and loses nothing when a process is
    killed.

    Parameters
    ----------
    maxsize : int
        How many objects it holds at most; 0 for as many as there are.
    ctx : multiprocessing context, optional
        The way processes are started; the default one when it is left out.
    """

    # The standard library's own, in every version from 3.9 to 3.13.
    _closed: bool
    _notempty: Any
    _sem: Any
    _thread: Any
    _wlock: Any
    _writer: Any

    def __init__(self, maxsize: int = 0, *, ctx: Any = None) -> None:
        super().__init__(maxsize, ctx=multiprocessing.get_context() if ctx is None else ctx)

    def put(self, obj: Any, block: bool = True, timeout: Optional[float] = None) -> None:
        """Puts an object, as `multiprocessing.Queue.put` does.

        As long as everything fits into the pipe, it is written at once. From the first object that
        does not on, a thread of its own writes, as that of the standard library does for all.
        """
        if self._thread is None and not self._closed:
            if not self._sem.acquire(block, timeout):
                raise queue.Full
            is_written = False
            try:
                is_written = self.write(obj)
            finally:
                if not is_written:
                    self._sem.release()
            if is_written:
                return
        super().put(obj, block, timeout)

    def write(self, obj: Any) -> bool:
        """Writes an object unless that would have to wait; says whether it did."""
        # Before anything is locked: what an object does to be pickled is its own affair.
        data = ForkingPickler.dumps(obj)
        with self._notempty:
            # Another thread may have begun the one that writes.
            if self._thread is not None or len(data) > LARGEST or not self._wlock.acquire(False):
                return False
            try:
                if not self.has_room():
                    return False
                self._writer.send_bytes(data)
                return True
            finally:
                self._wlock.release()

    def has_room(self) -> bool:
        """Whether the pipe takes a message of the largest size at once."""
        poll = select.poll()
        poll.register(self._writer.fileno(), select.POLLOUT)
        return bool(poll.poll(0))
