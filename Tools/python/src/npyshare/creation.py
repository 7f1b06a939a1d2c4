"""Making arrays."""

import os
from typing import Any, Optional, Tuple, Union

import numpy as np

from .attaching import is_fortran
from .handles import PERSISTENT, SCOPED, lifetime_number
from .library import library

Location = Union[str, "os.PathLike[str]", None]
Shape = Union[int, Tuple[int, ...]]


def creation_options(
    location: Any, order: str, lifetime: Optional[str], scope: Any, layout: str, page_aligned: bool,
    sparse: bool, replace: bool, durable: bool, permissions: int,
) -> "tuple[Any, ...]":
    """How an array is made: the members of the ABI's `npyshare_creation`."""
    if layout not in ("npy", "raw"):
        raise ValueError(f"the layout is {layout!r}; there are 'npy' and 'raw'")
    if lifetime is None:
        # What nobody has named, nobody could remove.
        number = PERSISTENT if location is not None and scope is None else SCOPED
    else:
        number = lifetime_number(lifetime)
    if not 0 < permissions <= 0o7777:
        raise ValueError(f"the mode is {permissions:#o}; it has 12 bits, and one of them at least")
    return (
        order != "C" and is_fortran(order), layout == "raw", page_aligned, sparse, replace, durable,
        number, permissions, scope,
    )


def create(
    location: Location = None, shape: Shape = (), dtype: Any = float, *, order: str = "C",
    lifetime: Optional[str] = None, scope: Any = None, layout: str = "npy",
    page_aligned: bool = False, sparse: bool = False, replace: bool = False,
    durable: bool = False, permissions: int = 0o600,
) -> "np.ndarray[Any, Any]":
    """Creates a shared array of zeros.

    The name appears when the array is whole; a process that is killed before that leaves nothing
    behind.

    Parameters
    ----------
    location : str or path, optional
        A name under the root, ``/dev/shm`` unless ``$NPYSHARE_ROOT`` says otherwise, or the path of
        a file, which has a slash in it. A name that nobody has when it is left out: `handle_of`
        tells it.
    shape : int or tuple of int
        The extent of each axis; ``()`` for a single element.
    dtype : data-type
        Anything that numpy can store without pickling.
    order : {'C', 'F'}
        Which index runs fastest: the last, or the first.
    lifetime : {'persistent', 'scoped', 'last-user'}, optional
        Until it is removed; until its scope ends, at the latest with this process, even if that is
        killed; or until nobody has it attached any more. Persistent when it is left out, but for
        arrays without a name or with a scope, which are scoped.
    scope : Scope, optional
        Who owns it; this process's own scope when it is left out.
    layout : {'npy', 'raw'}
        ``"raw"`` makes a block without a header, as `multiprocessing.shared_memory` knows it.
    page_aligned : bool
        Whether the elements begin with a page, behind a header of 4096 bytes.
    sparse : bool
        Whether no room is reserved. Creating then takes no time, but when the file system is full by
        the time an element is first stored to, the process that stores ends with SIGBUS.
    replace : bool
        Whether a taken name is replaced. Who has the old array attached keeps it.
    durable : bool
        Whether to return only when the bytes and the name are on the disk.
    permissions : int
        The mode of the file, whatever the umask is.

    Returns
    -------
    ndarray
        The array, writeable. It and all views of it keep the memory; the name stays when they are
        gone, for as long as `lifetime` says.

    Raises
    ------
    FileExistsError
        When the name is taken.
    FileNotFoundError
        When the directory is not there.
    OSError
        With ``errno.ENOSPC`` and the numbers when there is no room.
    ValueError
        For a dtype with Python objects, a shape that no array can have, and what is no location.
    """
    options = creation_options(
        location, order, lifetime, scope, layout, page_aligned, sparse, replace, durable,
        permissions,
    )
    return library.create_elements(location, shape, dtype, options)


def zeros(
    location: Location = None, shape: Shape = (), dtype: Any = float, **options: Any
) -> "np.ndarray[Any, Any]":
    """Creates a shared array of zeros, as `create` does."""
    return create(location, shape, dtype, **options)


def full(
    location: Location, shape: Shape, fill_value: Any, dtype: Any = None, *, order: str = "C",
    lifetime: Optional[str] = None, scope: Any = None, layout: str = "npy",
    page_aligned: bool = False, replace: bool = False, durable: bool = False,
    permissions: int = 0o600,
) -> "np.ndarray[Any, Any]":
    """Creates a shared array that is full of one value.

    Nobody sees it before it is.

    Parameters
    ----------
    location, shape, order, lifetime, scope, layout, page_aligned, replace, durable, permissions
        As for `create`.
    fill_value : scalar or array_like
        What each element is; it is broadcast as by `numpy.full`.
    dtype : data-type, optional
        That of `fill_value` when it is left out.

    Returns
    -------
    ndarray
        The array, writeable.

    Raises
    ------
    FileExistsError, FileNotFoundError, OSError, ValueError
        As for `create`.
    """
    if dtype is None:
        dtype = np.asarray(fill_value).dtype
    options = creation_options(
        location, order, lifetime, scope, layout, page_aligned, False, replace, durable,
        permissions,
    )
    return filled(location, shape, dtype, options, fill_value, "unsafe")


def like(
    location: Location, prototype: Any, dtype: Any = None, order: str = "K",
    shape: Optional[Shape] = None, **options: Any,
) -> "np.ndarray[Any, Any]":
    """Creates a shared array of zeros with the shape, the dtype and the order of another array.

    Parameters
    ----------
    location, **options
        As for `create`.
    prototype : array_like
        The other array; it need not be a shared one.
    dtype : data-type, optional
        Another dtype.
    order : {'C', 'F', 'K'}
        ``'K'`` for the prototype's: Fortran's where it is contiguous in that and not in C's.
    shape : int or tuple of int, optional
        Another shape.

    Returns
    -------
    ndarray
        The array, writeable.

    Raises
    ------
    FileExistsError, FileNotFoundError, OSError, ValueError
        As for `create`.
    """
    prototype = np.asanyarray(prototype)
    return create(
        location, prototype.shape if shape is None else shape,
        prototype.dtype if dtype is None else dtype, order=kept_order(prototype, order), **options,
    )


def copy(
    array: Any, location: Location = None, *, order: str = "K", lifetime: Optional[str] = None,
    scope: Any = None, layout: str = "npy", page_aligned: bool = False, replace: bool = False,
    durable: bool = False, permissions: int = 0o600,
) -> "np.ndarray[Any, Any]":
    """Copies an array into a new shared one.

    Nobody sees it before all elements are there.

    Parameters
    ----------
    array : array_like
        What to copy: any array, of any strides.
    location, lifetime, scope, layout, page_aligned, replace, durable, permissions
        As for `create`.
    order : {'C', 'F', 'K'}
        ``'K'`` for the array's own: Fortran's where it is contiguous in that and not in C's.

    Returns
    -------
    ndarray
        The copy, writeable.

    Raises
    ------
    FileExistsError, FileNotFoundError, OSError, ValueError
        As for `create`.
    """
    array = np.asanyarray(array)
    options = creation_options(
        location, kept_order(array, order), lifetime, scope, layout, page_aligned, False, replace,
        durable, permissions,
    )
    return filled(location, array.shape, array.dtype, options, array, "no")


def from_file(
    path: "str | os.PathLike[str]", location: Location = None, *, lifetime: Optional[str] = None,
    scope: Any = None, page_aligned: bool = False, replace: bool = False, durable: bool = False,
    permissions: int = 0o600,
) -> "np.ndarray[Any, Any]":
    """Copies a ``.npy`` file into a new shared array.

    It takes next to no memory beside the array, and the interpreter is free meanwhile. An array
    whose lifetime is not ``"persistent"`` is owned by the scope, and by no handle.

    Parameters
    ----------
    path : str or path
        The file; it may be a link.
    location, lifetime, scope, page_aligned, replace, durable, permissions
        As for `create`. The order is the file's.

    Returns
    -------
    ndarray
        The array, writeable.

    Raises
    ------
    FileNotFoundError
        When the file or the array's directory is not there.
    ValueError
        For a file that is no array, is shorter than its header says, or holds Python objects.
    FileExistsError, OSError
        As for `create`.
    """
    options = creation_options(
        location, "C", lifetime, scope, "npy", page_aligned, False, replace, durable, permissions
    )
    return library.import_file(os.fspath(path), location, options).elements()


def filled(
    location: Any, shape: Any, dtype: Any, options: "tuple[Any, ...]", value: Any, casting: Any
) -> "np.ndarray[Any, Any]":
    """An array that holds a value, published when it does."""
    handle = library.begin_array(location, shape, dtype, options)
    np.copyto(handle.elements(), value, casting=casting)
    library.publish(handle)
    return handle.elements()


def kept_order(array: "np.ndarray[Any, Any]", order: str) -> str:
    """The order of an array, where it is to be kept."""
    if order != "K":
        return order
    return "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
