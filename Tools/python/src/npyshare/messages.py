"""What queues hand over."""

from types import TracebackType
from typing import Any, Optional, Type

import numpy as np

from .library import library


class Message(library.Memory):
    """A message that was received: its array, until it is released.

    As a context manager it gives the array, and releases the message with the block; in a queue
    that acknowledges it is acknowledged if the block ends well, and otherwise delivered again. Copy
    what is to last: views that are left show what later messages are sent in the same memory. A
    message that nobody releases keeps its memory as long as it, its array or any view of that lives.

    A whole array that was handed over is kept by `adopt`, and otherwise removed, unless it is
    persistent.

    Attributes
    ----------
    array : ndarray
        The elements, where the sender put them; they cannot be stored into.
    """

    __slots__ = ()

    @property
    def array(self) -> "np.ndarray[Any, Any]":
        """The elements.

        Raises
        ------
        ValueError
            When the message was released.
        """
        return library.message_elements(self)

    @property
    def is_redelivered(self) -> bool:
        """Whether somebody has received the message before and not acknowledged it."""
        return library.is_redelivered(self)

    @property
    def is_array(self) -> bool:
        """Whether it is a whole array that was handed over, which `adopt` keeps."""
        return library.is_array(self)

    def adopt(self) -> "np.ndarray[Any, Any]":
        """Keeps an array that was handed over, and acknowledges the message.

        Returns
        -------
        ndarray
            The array, writeable. It belongs to this process now, with the lifetime that it had.

        Raises
        ------
        ValueError
            For elements that were sent, and for a message that was released.
        """
        return library.adopt_message(self).elements()

    def acknowledge(self) -> None:
        """Says that the message need not be delivered again, and releases it."""
        library.acknowledge(self)

    def release(self) -> None:
        """Lets go of the message; in a queue that acknowledges it is delivered again.

        Releasing it again does nothing.
        """
        if not self.is_released:
            library.give_back(self)

    def __enter__(self) -> "np.ndarray[Any, Any]":
        return library.message_elements(self)

    def __exit__(
        self, kind: Optional[Type[BaseException]], value: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        if not self.is_released:
            if kind is None:
                library.acknowledge(self)
            else:
                library.give_back(self)
