"""Arrays in files that last: compressed, checked, and whole or not there at all."""

import json
import os
from typing import Any, Dict, Optional, Tuple

import numpy as np

from .creation import Location, creation_options
from .handles import handle_of
from .leases import row_range
from .library import library

CONSISTENCIES = {"stable": 0, "leased": 1, "fuzzy": 2}


def snapshot(
    array: "np.ndarray[Any, Any]", path: "str | os.PathLike[str]", *, consistency: str = "stable",
    level: int = 1, spool: bool = False, passes: int = 8, frame_bytes: int = 256 << 10,
    threads: Optional[int] = None, replace: bool = False, permissions: int = 0o600,
) -> Dict[str, Any]:
    """Takes a snapshot of a shared array: zstd frames, which ``zstd -d`` turns into the ``.npy``.

    The file appears whole or never.

    Parameters
    ----------
    array : ndarray
        A shared array, or a view of one; the whole shared array is taken.
    path : str or path
        The file to make, such as ``"weights.npy.zst"``.
    consistency : {'stable', 'leased', 'fuzzy'}
        ``"stable"``: two passes found the same, whoever stores and however. ``"leased"``: nobody who
        takes leases stored meanwhile. ``"fuzzy"``: no promise.
    level : int
        The level of zstd, 1 to 22; 0 for no compression, which makes a plain ``.npy``.
    spool : bool
        Whether a leased snapshot begins with a copy in memory, and then lets go of the lease.
    passes : int
        The most passes of a stable one.
    frame_bytes : int
        How many bytes of elements a frame holds: what is restored alone is whole frames.
    threads : int, optional
        The most threads; as many as there are processors when it is left out.
    replace : bool
        Whether a taken name is replaced.
    permissions : int
        The mode of the file.

    Returns
    -------
    dict
        ``consistency``, ``passes``, ``frames``, ``content_bytes``, ``snapshot_bytes``.

    Raises
    ------
    FileExistsError, FileNotFoundError, OSError
        When the name is taken, the directory is not there, there is no room.
    TimeoutError
        When the array changed in each pass.
    ValueError
        For options that cannot be, and an array that is no shared one.
    """
    try:
        kind = CONSISTENCIES[consistency]
    except KeyError:
        raise ValueError(
            f"the consistency is {consistency!r}; there are {', '.join(map(repr, CONSISTENCIES))}"
        ) from None
    if level < 0:
        raise ValueError(f"the level is {level}; there are 0 to 22")
    if not 0 < permissions <= 0o7777:
        raise ValueError(f"the mode is {permissions:#o}; it has 12 bits, and one of them at least")
    text = library.snapshot(
        handle_of(array), os.path.abspath(path), kind, spool, level or -1, threads or 0, passes,
        replace, permissions, frame_bytes,
    )
    return json.loads(text)


def restore(
    path: "str | os.PathLike[str]", location: Location = None, *, rows: Any = None,
    out: "Optional[np.ndarray[Any, Any]]" = None, threads: Optional[int] = None,
    lifetime: Optional[str] = None, scope: Any = None, page_aligned: bool = False,
    sparse: bool = False, replace: bool = False, durable: bool = False, permissions: int = 0o600,
) -> "np.ndarray[Any, Any]":
    """Makes a shared array of a snapshot, or stores one into an array that is there.

    Every checksum is compared; nothing half restored is ever seen under the name.

    Parameters
    ----------
    path : str or path
        The snapshot.
    location, lifetime, scope, page_aligned, sparse, replace, durable, permissions
        As for `create`. Of a sparse array, frames of zeros take no room.
    rows : slice, range or int, optional
        Which rows, by the outermost axis; all when it is left out.
    out : ndarray, optional
        A shared array with the snapshot's dtype, shape and order, to store into instead of making a
        new one. Killed in the middle, that leaves it partly old and partly new.
    threads : int, optional
        The most threads; as many as there are processors when it is left out.

    Returns
    -------
    ndarray
        The array, writeable; `out` if that was given.

    Raises
    ------
    FileExistsError, FileNotFoundError, OSError
        As for `create`.
    ValueError
        For a file that is no snapshot or is damaged, naming the frame, and for an `out` that does
        not fit.
    IndexError
        For rows that the array does not have.
    """
    text = os.path.abspath(path)
    if threads is not None and threads < 0:
        raise ValueError(f"there are {threads} threads; one is the least")
    if out is not None:
        if location is not None or rows is not None:
            raise ValueError("into an array that is there the whole snapshot goes, without a name")
        library.restore_into(text, handle_of(out), threads or 0)
        return out
    first, end = 0, -1
    if rows is not None:
        first, end = row_range(rows, open_snapshot(path).row_count)
    options = creation_options(
        location, "C", lifetime, scope, "npy", page_aligned, sparse, replace, durable, permissions
    )
    return library.restore(text, location, first, end, threads or 0, options).elements()


class SnapshotReader:
    """A snapshot that is open: its header, and any of its rows.

    Attributes
    ----------
    path : str
        The file.
    shape : tuple of int
        The array's shape.
    dtype : dtype
        The array's dtype.
    is_fortran : bool
        Whether the first index runs fastest.
    row_count : int
        How many rows there are: indices of the outermost axis.
    """

    def __init__(self, path: "str | os.PathLike[str]") -> None:
        self.path = os.path.abspath(path)
        self.reader = library.open_snapshot(self.path)
        self.dtype: "np.dtype[Any]" = self.reader.dtype
        self.shape: Tuple[int, ...] = self.reader.shape
        self.is_fortran: bool = self.reader.is_fortran
        self.row_count = (self.shape[-1] if self.is_fortran else self.shape[0]) if self.shape else 1

    def __repr__(self) -> str:
        return f"<npyshare.SnapshotReader of {self.path!r}: {self.dtype} of shape {self.shape}>"

    def read(self, rows: Any = None) -> "np.ndarray[Any, Any]":
        """Decompresses some rows, or all, into memory of this process.

        Parameters
        ----------
        rows : slice, range or int, optional
            Which rows; all when it is left out.

        Returns
        -------
        ndarray
            An ordinary array; an integer takes its axis away, as in numpy.

        Raises
        ------
        ValueError
            For a damaged snapshot, naming the frame.
        IndexError
            For rows that the array does not have.
        """
        shape = list(self.shape)
        axis = -1 if self.is_fortran else 0
        first, end = 0, -1
        if rows is not None:
            if not shape:
                raise IndexError("an array without axes has no rows")
            first, end = row_range(rows, self.row_count)
            shape[axis] = end - first
        array = np.empty(shape, self.dtype, "F" if self.is_fortran else "C")
        library.read_rows(self.reader, first, end, array)
        return array if rows is None or not hasattr(rows, "__index__") else array.take(0, axis)


def open_snapshot(path: "str | os.PathLike[str]") -> SnapshotReader:
    """Opens a snapshot, to look at it and to read rows of it.

    Parameters
    ----------
    path : str or path
        The snapshot.

    Returns
    -------
    SnapshotReader
        The open snapshot.

    Raises
    ------
    FileNotFoundError
        When there is no such file.
    ValueError
        For a file that is no snapshot, or is damaged where its header and frames are told.
    """
    return SnapshotReader(path)
