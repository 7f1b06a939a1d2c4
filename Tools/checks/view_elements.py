"""Elements as bytes and as text that are easy to make in Swift, too."""

import numpy as np
from numpy.lib import recfunctions
from view_memory import NUMBERS, RECORDS, TIMES


def swift_type(dtype):
    """The Swift type whose elements these are; empty where there is none."""
    if dtype.names:
        for name, dtypes in RECORDS.items():
            if any(dtype == known for known in dtypes):
                return name
        return ""
    text = dtype.str[1:]
    return text if text in NUMBERS + TIMES + ["b1"] else ""


def native(array):
    """The bytes of the elements in C order and in this machine's byte order, without padding."""
    if array.dtype.names:
        return recfunctions.repack_fields(np.array(array), recurse=True).tobytes()
    if array.dtype.kind == "b":
        return (array.view(np.uint8) != 0).tobytes()
    return array.astype(array.dtype.newbyteorder("=")).tobytes()


def rendered(value):
    """An element of an array without dimensions as text that is easy to make in Swift, too."""
    dtype = value.dtype
    if dtype.names is not None:
        parts = []
        for name in dtype.names:
            if dtype.fields[name][0].subdtype:
                items = value[name]
                places = np.ndindex(items.shape)
                parts.append("[" + ",".join(rendered(items[(*at, ...)]) for at in places) + "]")
            else:
                parts.append(rendered(value[name]))
        return "{" + ",".join(parts) + "}"
    match dtype.kind:
        case "b":
            return "true" if value else "false"
        case "i" | "u":
            return f"{dtype.kind}{int(value)}"
        case "S":
            return "S" + value.item().hex()
        case "U":
            return "U" + ".".join(format(ord(point), "x") for point in value.item())
        case "V":
            return "V" + value.tobytes().hex()
        case "m" | "M":
            ticks = int(value.view(np.dtype("i8").newbyteorder(dtype.byteorder)))
            return f"{dtype.kind}{ticks}{dtype.str[3:]}"
        case kind:
            return kind + value.astype(dtype.newbyteorder("=")).tobytes().hex()
