"""What is shared with the standard library, in /dev/shm itself: run one function per process.

Usage: interoperation.py FUNCTION
"""

import multiprocessing
import os
import sys
from multiprocessing import resource_tracker
from multiprocessing import shared_memory as standard
from multiprocessing.managers import SharedMemoryManager

import numpy as np

import processes
import shared_numpy as snp
from shared_memory_array import SharedMemoryArray

ITEMS = [1, -2.5, True, None, "text", b"bytes", ""]


def standard_blocks_are_attached() -> None:
    block = standard.SharedMemory(create=True, size=48)
    np.ndarray((2, 3), "i8", block.buf)[:] = [[1, 2, 3], [4, 5, 6]]
    shared = SharedMemoryArray.attach(block.name, (2, 3), "i8")
    assert shared.as_array().tolist() == [[1, 2, 3], [4, 5, 6]]
    shared.as_array()[0, 0] = 9
    shared.close()
    ours = snp.SharedMemory(block.name)
    assert (ours.buf[0], ours.size) == (9, 48)
    assert np.ndarray(1, "i8", block.buf)[0] == 9
    block.unlink()


def standard_library_attaches_ours() -> None:
    array = snp.array([[1, 2], [3, 4]], dtype="i4")
    with SharedMemoryManager() as manager:
        shared = SharedMemoryArray.copy(manager, array)
        empty = SharedMemoryArray.allocate(manager, (0, 3), "i4")
        # Python before 3.13 removes what it attaches when it ends: let it know of no end.
        register = resource_tracker.register
        resource_tracker.register = lambda *arguments: None
        for name in (array.shm.name, shared.name):
            block = standard.SharedMemory(name)
            assert block.size == 16
            assert np.ndarray((2, 2), "i4", block.buf).tolist() == [[1, 2], [3, 4]]
            block.buf[0] = 9
            block.close()
        standard.SharedMemory(empty.name).close()
        resource_tracker.register = register
        assert (array[0, 0], shared.as_array()[0, 0]) == (9, 9)
    array.unlink()


def lists_are_the_same_bytes() -> None:
    theirs = standard.ShareableList(ITEMS)
    ours = snp.ShareableList(ITEMS)
    assert ours.format == theirs.format
    assert bytes(ours.shm.buf) == bytes(theirs.shm.buf)
    attached = snp.ShareableList(name=theirs.shm.name)
    attached[0] = 77
    assert [*theirs] == [77, *ITEMS[1:]]
    ours.shm.unlink()
    theirs.shm.unlink()


def manager_of_the_parent_allocates() -> None:
    fork = multiprocessing.get_context("fork")
    with SharedMemoryManager(ctx=fork) as manager:
        mine = SharedMemoryArray.allocate(manager, 1, "u1")
        here, there = fork.Pipe()
        child = fork.Process(target=processes.allocated_here, args=(manager, there))
        child.start()
        childs = here.recv()
        child.join()
        assert childs.as_array().tolist() == [0, 1, 2, 3, 4]
        SharedMemoryArray.attach(childs.name, 5, "f8")
        SharedMemoryArray.attach(mine.name, 1, "u1")
    for name in (childs.name, mine.name):
        assert not os.path.exists(f"/dev/shm/{name}")


def failed_allocation_is_silent() -> None:
    with SharedMemoryManager() as manager:
        for shape in (2**59, (2**32, 2**32)):
            try:
                SharedMemoryArray.allocate(manager, shape, "f8")
            except (OSError, ValueError):
                continue
            raise AssertionError("there is room for so much")


def arrays_outlive_their_creator_silently() -> None:
    queue = snp.Queue()
    producer = multiprocessing.Process(target=processes.put_all, args=(queue, [[1, 2, 3]]))
    producer.start()
    producer.join()
    out = queue.get()
    assert out.tolist() == [1, 2, 3] and queue.get() is None
    out.close()
    out.unlink()


if __name__ == "__main__":
    globals()[sys.argv[1]]()
