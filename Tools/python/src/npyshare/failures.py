"""What the core refuses, as the exceptions that Python has for it."""

import errno
import os

from .library import Error, library

(INVALID, EXISTS, NOT_FOUND, NO_SPACE, TIMED_OUT, NOT_PERMITTED, DAMAGED, NOT_WRITABLE, IN_USE,
 CLOSED, ENDED, DEADLOCK, OUT_OF_RANGE, REPLACED, SYSTEM) = range(1, 16)

PLAIN = {
    INVALID: ValueError,
    DAMAGED: ValueError,
    NOT_WRITABLE: ValueError,
    CLOSED: ValueError,
    ENDED: EOFError,
    OUT_OF_RANGE: IndexError,
    DEADLOCK: RuntimeError,
}
NUMBERS = {
    EXISTS: errno.EEXIST,
    NOT_FOUND: errno.ENOENT,
    REPLACED: errno.ENOENT,
    NO_SPACE: errno.ENOSPC,
    TIMED_OUT: errno.ETIMEDOUT,
    NOT_PERMITTED: errno.EACCES,
    IN_USE: errno.EBUSY,
}


def failure() -> Exception:
    """The exception for the last call of this thread that failed."""
    error = Error()
    library.last_error(error)
    message = (error.message or b"").decode("utf-8", "replace")
    kind = error.kind
    if kind in PLAIN:
        return PLAIN[kind](message)
    # The number picks the subclass: FileExistsError, FileNotFoundError, PermissionError, TimeoutError.
    number = error.number or NUMBERS.get(kind) or errno.EIO
    return OSError(number, message)


def check(status: int) -> None:
    """Raises what a call that failed stands for."""
    if status:
        raise failure()


def encoded(text: "str | os.PathLike[str]") -> bytes:
    """Text as the core takes it.

    Raises
    ------
    ValueError
        For text that holds a zero or is not to be had in UTF-8.
    """
    try:
        data = os.fspath(text).encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"{text!r} has no UTF-8: it is no location") from None
    if b"\0" in data:
        raise ValueError(f"{text!r} holds a zero: it is no location")
    return data
