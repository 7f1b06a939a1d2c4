"""What there is, as dictionaries: what the command `npyshare` prints with ``--json``."""

import json
import os
from typing import Any, Dict, List, Optional

from .library import library


def root_argument(root: "str | os.PathLike[str] | None") -> Optional[str]:
    """A root as the core takes it."""
    return None if root is None else os.fspath(root)


def list(
    root: "str | os.PathLike[str] | None" = None, *, processes: bool = False
) -> List[Dict[str, Any]]:
    """Lists what is in shared memory: arrays, and what other programs have left there.

    Parameters
    ----------
    root : str or path, optional
        The directory; ``$NPYSHARE_ROOT`` or ``/dev/shm`` when it is left out.
    processes : bool
        Whether to look, too, for the processes that have each of them mapped or open, which takes
        some milliseconds.

    Returns
    -------
    list of dict
        By name, with the keys ``name``, ``path``, ``kind`` (``"array"``, or what else it is),
        ``descr``, ``fortran_order``, ``shape``, ``file_bytes``, ``resident_bytes``, ``mode``,
        ``user``, ``modified``, ``leases``, ``lifetime``, ``owner``, ``problems`` and ``processes``.

    Raises
    ------
    FileNotFoundError
        When the directory is not there.
    """
    return json.loads(library.list(root_argument(root), processes))


def collect(
    root: "str | os.PathLike[str] | None" = None, *, dry_run: bool = False
) -> List[Dict[str, Any]]:
    """Removes the arrays of owners that are dead.

    Anybody may do that at any time. Arrays of living owners, persistent ones, and what has come to
    the names since are never touched.

    Parameters
    ----------
    root : str or path, optional
        The directory; ``$NPYSHARE_ROOT`` or ``/dev/shm`` when it is left out.
    dry_run : bool
        Whether only to say what would be done.

    Returns
    -------
    list of dict
        What dead owners had, with the keys ``name``, ``lifetime``, ``bytes``, ``owner``,
        ``outcome`` (``"removed"``, ``"in use"``, ``"failed"``) and ``reason``.

    Raises
    ------
    OSError
        When the directory of the owners' journals cannot be used.
    """
    return json.loads(library.collect(root_argument(root), dry_run))


def inspect(location: "str | os.PathLike[str]") -> Dict[str, Any]:
    """Says what a file or an array is.

    Parameters
    ----------
    location : str or path
        The name of an array, or the path of a ``.npy`` file, an ``.npz`` archive or a snapshot.
        A name that no array has is a file in the working directory.

    Returns
    -------
    dict
        For a ``.npy``: ``path``, ``version``, ``descr``, ``fortran_order``, ``shape``,
        ``item_size``, ``data_offset``, ``data_bytes``, ``file_bytes``, ``resident_bytes``,
        ``aligned``, ``numpy_loads``, ``numpy_maps`` and ``problems``; archives have ``members``, and
        snapshots ``snapshot``.

    Raises
    ------
    FileNotFoundError
        When there is no such file.
    """
    return json.loads(library.inspect(os.fspath(location)))


def lint(location: "str | os.PathLike[str]") -> List[Dict[str, str]]:
    """Says what is wrong with a file or an array.

    Parameters
    ----------
    location : str or path
        As for `inspect`.

    Returns
    -------
    list of dict
        The problems, each with a ``code`` and a ``message``; none when all is well.

    Raises
    ------
    FileNotFoundError
        When there is no such file.
    """
    return inspect(location)["problems"]
