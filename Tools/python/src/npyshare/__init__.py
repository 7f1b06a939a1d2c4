"""numpy arrays that processes share: plain ``.npy`` files in ``/dev/shm``, or on disk.

`create`, `zeros`, `full`, `like`, `copy` and `from_file` make arrays, `attach` finds those of other
processes. All return plain `numpy.ndarray`, whose memory stays as long as a view of it lives, and
which multiprocessing sends by reference. `read` and `write` keep processes out of each other's way;
`Scope` owns arrays that must not outlive it; `remove`, `list`, `collect`, `inspect` and `lint` look
after what there is. `Queue` hands arrays from process to process, `snapshot` and `restore` keep
them on disk.

Nothing that uses `numpy.load` alone takes leases: whoever stores while such a process reads must
agree with it in another way.
"""

from typing import TYPE_CHECKING, Any, List

from .attaching import attach
from .creation import copy, create, from_file, full, like, zeros
from .handles import Handle, handle_of
from .leases import Lease, read, write
from .removal import remove
from .scopes import Scope

if TYPE_CHECKING:
    from .lists import ShareableList
    from .messages import Message
    from .queues import Queue
    from .reports import collect, inspect, lint, list
    from .snapshots import SnapshotReader, open_snapshot, restore, snapshot

__all__ = [
    "Handle",
    "Lease",
    "Message",
    "Queue",
    "Scope",
    "ShareableList",
    "SnapshotReader",
    "attach",
    "collect",
    "copy",
    "create",
    "from_file",
    "full",
    "handle_of",
    "inspect",
    "like",
    "lint",
    "list",
    "open_snapshot",
    "read",
    "remove",
    "restore",
    "snapshot",
    "write",
    "zeros",
]

# What takes long to import and is not needed by everybody: the module of each name.
LATER = {
    "Message": "messages",
    "Queue": "queues",
    "ShareableList": "lists",
    "SnapshotReader": "snapshots",
    "collect": "reports",
    "inspect": "reports",
    "lint": "reports",
    "list": "reports",
    "open_snapshot": "snapshots",
    "restore": "snapshots",
    "snapshot": "snapshots",
}


def __getattr__(name: str) -> Any:
    module = LATER.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{module}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> List[str]:
    return sorted(__all__)
