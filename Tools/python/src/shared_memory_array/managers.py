"""What goes with a `multiprocessing.managers.SharedMemoryManager`.

A manager has a server process, and asking it for each block would take most of the time. The
process that has started a manager keeps a scope for it instead, which ends when the manager does,
or when the process does, even if it is killed. In every other process the server is asked.
"""

import os
import weakref
from multiprocessing.managers import SharedMemoryManager
from typing import Any, Callable, Optional

import numpy as np

import npyshare
from shared_numpy.blocks import new_block, under_new_name, without_fields

from .blocks import Block

scopes: "weakref.WeakKeyDictionary[SharedMemoryManager, npyshare.Scope]"
scopes = weakref.WeakKeyDictionary()
# A forked child has none of its parent's scopes.
os.register_at_fork(after_in_child=scopes.clear)


class Shutdown:
    """A manager's `shutdown` that ends its scope, too."""

    def __init__(self, shutdown: Callable[[], Any], scope: npyshare.Scope) -> None:
        self.shutdown = shutdown
        self.scope = scope

    def __call__(self) -> None:
        try:
            self.shutdown()
        finally:
            self.scope.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.shutdown, name)


def scope_of(manager: SharedMemoryManager) -> Optional[npyshare.Scope]:
    """The scope of a manager that this process has started; None for any other manager."""
    scope = scopes.get(manager)
    if scope is None and is_own(manager):
        scope = npyshare.Scope()
        manager.shutdown = Shutdown(manager.shutdown, scope)  # type: ignore[assignment]
        weakref.finalize(manager, scope.close)
        scopes[manager] = scope
    return scope


def is_own(manager: SharedMemoryManager) -> bool:
    """Whether this process has started a manager, and not its parent or another one."""
    server = getattr(manager, "_process", None)
    return getattr(server, "_parent_pid", None) == os.getpid() and hasattr(manager, "shutdown")


def block_of(manager: SharedMemoryManager, size: int) -> Block:
    """A new block of zeros, for which no room is reserved, that goes with a manager."""
    scope = scope_of(manager)
    if scope is not None:
        return Block.of(under_new_name(lambda location: new_block(location, size, scope=scope)))
    shared = manager.SharedMemory(size)
    block = Block(shared.name)
    shared.close()
    return block


def copy_of(manager: SharedMemoryManager, array: Any) -> Block:
    """A new block that holds an array's elements in C order, and that goes with a manager."""
    plain = array.view(without_fields(array.dtype)) if array.nbytes else array
    scope = scope_of(manager)
    if scope is None or not array.nbytes:
        block = block_of(manager, max(1, array.nbytes))
        np.copyto(np.ndarray(plain.shape, plain.dtype, block.bytes), plain)
        return block
    copy = under_new_name(
        lambda location: npyshare.copy(plain, location, order="C", layout="raw", scope=scope)
    )
    return Block.of(npyshare.handle_of(copy))
