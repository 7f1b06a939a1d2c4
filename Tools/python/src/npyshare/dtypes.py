"""numpy's dtypes, as the header of an array spells them."""

import ast
from typing import Any, Tuple

import numpy as np

# What this numpy can have; the core has 64.
MOST_AXES = 64 if int(np.__version__.split(".")[0]) >= 2 else 32

known_dtypes: "dict[bytes, np.dtype[Any]]" = {}
known_descrs: "dict[np.dtype[Any], bytes]" = {}


def dtype_of(descr: bytes) -> "np.dtype[Any]":
    """The dtype that a descr stands for."""
    dtype = known_dtypes.get(descr)
    if dtype is None:
        said = ast.literal_eval(descr.decode("utf-8"))
        # What numpy writes for ml_dtypes' float8_e5m2 it does not read; the others of them are bytes.
        dtype = np.lib.format.descr_to_dtype("|V1" if said == "<f1" else said)
        remember(known_dtypes, descr, dtype)
    return dtype


def descr_of(dtype: "np.dtype[Any]") -> bytes:
    """The descr of a dtype.

    Raises
    ------
    ValueError
        For Python objects, which no other process could use.
    """
    descr = known_descrs.get(dtype)
    if descr is None:
        if dtype.hasobject:
            raise ValueError(
                f"{dtype} holds Python objects, which live in one process; use a dtype without them"
            )
        if dtype.isbuiltin == 2:
            # Of ml_dtypes: the core knows them by name, and numpy's header has no word for them.
            descr = dtype.name.encode()
        else:
            descr = repr(np.lib.format.dtype_to_descr(dtype)).encode("utf-8")
        remember(known_descrs, dtype, descr)
    return descr


def remember(table: "dict[Any, Any]", key: Any, value: Any) -> None:
    """Keeps something, but not without bounds: dtypes may come from files."""
    if len(table) < 256:
        table[key] = value


def element_type(
    dtype: Any, shape: "int | Tuple[int, ...]"
) -> "tuple[np.dtype[Any], tuple[int, ...]]":
    """A dtype and a shape as numpy's own functions take them.

    The axes of a sub-array become the array's, and text without a length gets one character.
    """
    dtype = np.dtype(dtype)
    try:
        axes: "tuple[int, ...]" = (shape.__index__(),)  # type: ignore[union-attr]
    except AttributeError:
        axes = tuple(extent.__index__() for extent in shape)  # type: ignore[union-attr]
    while dtype.subdtype is not None:
        dtype, inner = dtype.subdtype
        axes += inner
    if dtype.itemsize == 0 and dtype.kind in "SU":
        dtype = np.dtype((dtype.type, 1))
    if len(axes) > MOST_AXES:
        raise ValueError(f"the shape has {len(axes)} axes; this numpy has {MOST_AXES} at most")
    return dtype, axes
