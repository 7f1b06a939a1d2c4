"""The blocks that arrays of `shared_memory_array` are in."""

import os
from typing import Any

from npyshare.handles import Handle
from shared_numpy.blocks import location_of, sent_block
from shared_numpy.memory import SharedMemory


class Block(SharedMemory):
    """A block that stays mapped as long as this object, or any array over it, lives."""

    def hold(self, handle: Handle) -> None:
        """Keeps a block mapped."""
        super().hold(handle)
        self.handle = handle
        self.bytes = handle.bytes()
        # Who may remove it by closing it.
        self.process = os.getpid()

    def __reduce__(self) -> Any:
        return attached, (self.name, self.size, self.handle.identity)

    def close(self) -> None:
        """Ends `buf`; the memory stays, as `SharedMemoryArray.as_array` promises."""
        self.end_view()


def attached(name: str, size: int, identity: bytes) -> Block:
    """The block that another process has sent."""
    return Block.of(sent_block(location_of(name), size, identity))
