"""All that npyshare.h declares, for ctypes: what the tests of the interface call it with."""

import ctypes
import os
from ctypes import POINTER, c_char_p, c_double, c_int32, c_int64, c_uint8, c_uint32, c_void_p

import npyshare

LIBRARY = os.path.join(os.path.dirname(npyshare.__file__), "libNPYShareC.so")

Extents = c_int64 * 64


class Error(ctypes.Structure):
    _fields_ = [("kind", c_int32), ("number", c_int32), ("message", c_char_p)]


class Facts(ctypes.Structure):
    _fields_ = [
        ("data", c_void_p),
        ("data_bytes", c_int64),
        ("data_offset", c_int64),
        ("item_size", c_int64),
        ("descr", c_char_p),
        ("access", c_int32),
        ("is_fortran", c_int32),
        ("is_raw", c_int32),
        ("axis_count", c_int32),
        ("shape", Extents),
    ]


class Creation(ctypes.Structure):
    _fields_ = [
        ("is_fortran", c_int32),
        ("is_raw", c_int32),
        ("is_page_padded", c_int32),
        ("is_sparse", c_int32),
        ("replaces", c_int32),
        ("is_durable", c_int32),
        ("lifetime", c_int32),
        ("permissions", c_uint32),
        ("scope", c_void_p),
    ]


class SnapshotOptions(ctypes.Structure):
    _fields_ = [
        ("consistency", c_int32),
        ("is_spooled", c_int32),
        ("level", c_int32),
        ("threads", c_int32),
        ("passes", c_int32),
        ("replaces", c_int32),
        ("permissions", c_uint32),
        ("frame_bytes", c_int64),
    ]


class QueueFacts(ctypes.Structure):
    _fields_ = [
        ("payload_count", c_int64),
        ("payload_bytes", c_int64),
        ("depth", c_int64),
        ("lost", c_int64),
        ("has_one_producer", c_int32),
        ("has_one_consumer", c_int32),
        ("acknowledges", c_int32),
        ("is_closed", c_int32),
    ]


class Item(ctypes.Structure):
    _fields_ = [
        ("type", c_int32),
        ("integer", c_int64),
        ("number", c_double),
        ("bytes", c_void_p),
        ("count", c_int64),
    ]


Fill = ctypes.CFUNCTYPE(c_int32, c_void_p, c_void_p, c_int64)
Out = POINTER(c_void_p)
Flag = POINTER(c_int32)
Text = POINTER(c_char_p)
NewArray = [c_char_p, c_char_p, c_int32, POINTER(c_int64), POINTER(Creation), Out, POINTER(Facts)]

# The arguments of each call of the header, in its order.
CALLS = {
    "abi_version": [],
    "last_error": [POINTER(Error)],
    "release": [c_void_p],
    "create": NewArray,
    "begin": NewArray,
    "publish": [c_void_p],
    "import": [c_char_p, c_char_p, POINTER(Creation), Out, POINTER(Facts)],
    "attach": [c_char_p, c_int32, c_int32, c_double, Out, POINTER(Facts)],
    "attach_raw": [
        c_char_p, c_char_p, c_int32, POINTER(c_int64), c_int32, c_int32, c_int32, c_double, Out,
        POINTER(Facts),
    ],
    "array_facts": [c_void_p, POINTER(Facts)],
    "array_names": [c_void_p, Text, Text],
    "is_current": [c_void_p, Flag],
    "array_identity": [c_void_p, POINTER(c_uint8), Flag],
    "flush": [c_void_p],
    "remove": [c_char_p, c_int32, c_int32],
    "array_remove": [c_void_p, Flag],
    "scope_begin": [c_char_p, Out],
    "scope_names": [c_void_p, Text, Text],
    "scope_is_open": [c_void_p, Flag],
    "scope_close": [c_void_p],
    "array_lifetime": [c_void_p, Flag],
    "array_persist": [c_void_p],
    "array_adopt": [c_void_p, c_int32, c_void_p],
    "lease_take": [c_void_p, c_int32, c_int64, c_int64, c_double, Out],
    "lease_end": [c_void_p],
    "text_bytes": [c_void_p, Text, POINTER(c_int64)],
    "list": [c_char_p, c_int32, Out],
    "collect": [c_char_p, c_int32, Out],
    "inspect": [c_char_p, Out],
    "snapshot": [c_void_p, c_char_p, POINTER(SnapshotOptions), Out],
    "restore": [
        c_char_p, c_char_p, c_int64, c_int64, c_int32, POINTER(Creation), Out, POINTER(Facts),
    ],
    "restore_into": [c_char_p, c_void_p, c_int32],
    "snapshot_open": [c_char_p, Out, POINTER(Facts)],
    "snapshot_read": [c_void_p, c_int64, c_int64, c_void_p, c_int64],
    "queue_create": [c_char_p, c_int64, c_int64, c_int32, c_int32, c_int32, c_int32, Out],
    "queue_attach": [c_char_p, Out],
    "queue_facts_of": [c_void_p, POINTER(QueueFacts)],
    "queue_send": [
        c_void_p, c_char_p, c_int32, POINTER(c_int64), c_int32, c_void_p, c_int64, c_double,
    ],
    "queue_fill": [
        c_void_p, c_char_p, c_int32, POINTER(c_int64), c_int32, Fill, c_void_p, c_double,
    ],
    "queue_receive": [c_void_p, c_double, Out, POINTER(Facts)],
    "queue_put": [c_void_p, c_void_p, c_double],
    "message_is_array": [c_void_p, Flag],
    "message_adopt": [c_void_p, Out, POINTER(Facts)],
    "message_is_redelivered": [c_void_p, Flag],
    "message_acknowledge": [c_void_p],
    "message_give_back": [c_void_p],
    "queue_close": [c_void_p],
    "queue_remove": [c_char_p],
    "list_create": [c_char_p, POINTER(Item), c_int64, Out],
    "list_attach": [c_char_p, c_int32, Out, POINTER(c_int64)],
    "list_get": [c_void_p, c_int64, POINTER(Item), Out],
    "list_set": [c_void_p, c_int64, POINTER(Item)],
    "list_format": [c_void_p, c_int64, Out],
}


class Library:
    """The calls, as attributes without their prefix."""

    def __init__(self) -> None:
        library = ctypes.CDLL(LIBRARY)
        for name, arguments in CALLS.items():
            call = getattr(library, f"npyshare_{name}")
            call.argtypes = arguments
            call.restype = c_int32
            setattr(self, "import_" if name == "import" else name, call)


library = Library()
