"""`SharedMemoryArray` between processes: pools, ownership, and processes that are killed."""

import os
import signal
from multiprocessing.managers import SharedMemoryManager
from typing import Any

import numpy as np
import pytest

import npyshare
import processes
from shared_memory_array import SharedMemoryArray


@pytest.fixture
def manager(start: Any) -> Any:
    with SharedMemoryManager(ctx=start) as started:
        yield started


def run(start: Any, target: Any, *arguments: Any) -> int:
    """A process's exit code."""
    child = start.Process(target=target, args=arguments)
    child.start()
    child.join()
    return int(child.exitcode)


def test_aThousandTasksOfOneArray(start: Any, manager: Any):
    data = np.arange(8000.0).reshape(1000, 8)
    shared = SharedMemoryArray.copy(manager, data)
    with start.Pool(2) as pool:
        sums = pool.map(processes.row_sum, [(shared, row) for row in range(1000)])
    assert sums == data.sum(axis=1).tolist()
    SharedMemoryArray.attach(shared.name, 8000, "f8")


def test_aWorkersCloseRemovesNothing(start: Any, manager: Any):
    shared = SharedMemoryArray.allocate(manager, 4, "f8")
    with start.Pool(1) as pool:
        assert pool.map(processes.close_it, [shared] * 3) == [False] * 3
    SharedMemoryArray.attach(shared.name, 4, "f8")
    assert shared.as_array()[0] == 3


def test_aChildThatInheritsTheArrayRemovesNothing(start: Any, manager: Any):
    shared = SharedMemoryArray.allocate(manager, 4, "f8")
    assert run(start, processes.close_it, shared) == 0
    SharedMemoryArray.attach(shared.name, 4, "f8")
    assert shared.as_array()[0] == 3


def test_aClientThatIsKilledRemovesNothing(start: Any, manager: Any):
    shared = SharedMemoryArray.allocate(manager, 4, "f8")
    assert run(start, processes.killed_with_it, shared) == -signal.SIGKILL
    npyshare.collect()
    SharedMemoryArray.attach(shared.name, 4, "f8")
    assert shared.as_array()[0] == 4


def test_nothingIsLeftOfAnOwnerThatIsKilled(start: Any, names: Any):
    here, there = start.Pipe()
    owner = start.Process(target=processes.owner_to_kill, args=(there,))
    owner.start()
    name, server = here.recv()
    assert names() == [name]
    owner.kill()
    owner.join()
    # What the standard library leaves: its server outlives whoever has started it.
    os.kill(server, signal.SIGKILL)
    npyshare.collect()
    assert names() == []
