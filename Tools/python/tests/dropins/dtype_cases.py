"""Arrays of every kind of dtype and layout, for tests that send or copy them."""

from typing import Any, Dict

import numpy as np

RECORD = np.dtype(
    {"names": ["x", "y"], "formats": ["<f4", "<i2"], "offsets": [4, 0], "itemsize": 12}
)
NESTED = np.dtype([("at", "M8[ns]"), ("point", RECORD), ("grid", "<u2", (2, 3))])


def numbered(dtype: Any) -> "np.ndarray[Any, Any]":
    """An array of six elements whose bytes all differ from zero and from each other's."""
    dtype = np.dtype(dtype)
    return np.frombuffer(bytes(1 + index % 250 for index in range(6 * dtype.itemsize)), dtype)


DTYPES: Dict[str, "np.ndarray[Any, Any]"] = {
    "bool": np.array([True, False, True]),
    "int8": np.arange(-3, 3, dtype="i1"),
    "uint64": np.array([0, 2**64 - 1], "u8"),
    "big-endian": np.arange(5, dtype=">i4"),
    "half": np.linspace(0, 1, 5, dtype="f2"),
    "double": np.linspace(-1, 1, 7),
    "long double": np.linspace(-1, 1, 7, dtype="g"),
    "complex": np.arange(4) * (1 + 2j),
    "bytes": np.array([b"a", b"bcd"]),
    "text": np.array(["a", "äöü", "\U0001f600"]),
    "void": numbered("V7"),
    "datetime": np.array(["2024-02-29", "NaT"], "M8[s]"),
    "timedelta": np.array([1, -2], "m8[25ms]"),
    "structured": numbered(RECORD),
    "nested": numbered(NESTED),
}

matrix = np.arange(24, dtype="<i4").reshape(2, 3, 4)
LAYOUTS: Dict[str, "np.ndarray[Any, Any]"] = {
    "C order": matrix,
    "Fortran order": np.asfortranarray(matrix),
    "transposed": matrix.transpose(1, 2, 0),
    "sliced": matrix[:, ::2, 1:],
    "reversed": matrix[::-1, :, ::-1],
    "broadcast": np.broadcast_to(matrix[0, 0], (3, 4)),
    "0-d": np.array(7.5),
    "empty": np.zeros((3, 0, 2), "f4"),
}
