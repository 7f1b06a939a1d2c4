"""What the core refuses, as the exceptions that Python has for it."""

import errno

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


def exception(kind: int, number: int, message: str, seconds: float = -1) -> Exception:
    """The exception for a failure of the core's, which may have waited for the last part of a time."""
    if kind == TIMED_OUT and seconds >= 0:
        what, within, rest = message.rpartition(" within ")
        if within:
            message = f"{what}{within}{seconds:g} seconds{rest.partition(' seconds')[2]}"
    if kind in PLAIN:
        return PLAIN[kind](message)
    # The number picks the subclass: FileExistsError, FileNotFoundError, PermissionError, TimeoutError.
    if kind == NO_SPACE:
        # Of quotas, too.
        number = errno.ENOSPC
    return OSError(number or NUMBERS.get(kind) or errno.EIO, message)
