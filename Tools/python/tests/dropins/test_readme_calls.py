"""The calls that the READMEs of the original libraries show, in programs of our own."""

from multiprocessing.managers import SharedMemoryManager
from typing import Any

import numpy as np
import pytest

import processes
import shared_numpy as snp
from shared_memory_array import SharedArray, SharedMemoryArray


@pytest.fixture
def manager(start: Any) -> Any:
    with SharedMemoryManager(ctx=start) as started:
        yield started


def test_arraysFromAChildThatClosesEachAtOnce(start: Any):
    queue = snp.Queue(ctx=start)
    child = start.Process(target=processes.put_all, args=(queue, [range(5)] * 10))
    child.start()
    count = 0
    while (out := queue.get()) is not None:
        assert out.sum() == 10
        out.close()
        out.unlink()
        count += 1
    child.join()
    assert (count, child.exitcode) == (10, 0)


def test_anArrayFromNumpys():
    copy = snp.from_array(np.zeros((10, 10)))
    assert (copy.shape, copy.any()) == ((10, 10), False)
    copy.unlink()


def test_rowSumsInAPool(start: Any, manager: Any):
    data = np.random.default_rng(1).random((100, 10))
    shared = SharedMemoryArray.copy(manager, data)
    with start.Pool() as pool:
        sums = pool.map(processes.row_sum, [(shared, row) for row in range(100)])
    assert sum(sums) == pytest.approx(data.sum())


def test_tilesThroughImap(start: Any, manager: Any):
    image = np.random.default_rng(1).random((60, 20))
    shared = SharedMemoryArray.copy(manager, image)
    tiles = [(shared, index * 10, index * 10 + 10) for index in range(6)]
    with start.Pool() as pool:
        means = list(pool.imap(processes.tile_mean, tiles))
    assert means == [image[first:end].mean() for _, first, end in tiles]


def test_anAllocatedArrayAsAContext(manager: Any, names: Any):
    with SharedArray.allocate(manager, shape=(100, 100), dtype="float64").managed() as shared:
        array = shared.as_array()
        array[:] = 42.0
        assert array.sum() == 420_000
    assert names() == []


def test_anOwnerAndAClient(manager: Any, names: Any):
    owner = SharedArray.allocate(manager, shape=(10, 10), dtype="float64")
    owner.as_array()[:] = 7
    client = SharedArray.attach(name=owner.name, shape=(10, 10), dtype="float64")
    assert client.as_array().sum() == 700
    client.close()
    assert names() == [owner.name]
    owner.close()
    assert names() == []


def test_everyWayToCreate(manager: Any):
    template = np.zeros((5, 5), dtype="int32")
    assert SharedArray.allocate_like(manager, template).dtype == np.int32
    assert SharedArray.copy(manager, np.ones(3)).as_array().sum() == 3
    assert SharedArray.allocate_unsafe(manager, shape=(100,), dtype="float64").shape == (100,)


def test_theFacts(manager: Any):
    shared = SharedArray.copy(manager, np.ones((2, 3)))
    shared.as_array()[0, 0] = 42
    assert shared.as_array().sum() == 47
    facts = (shared.name, shared.shape, shared.dtype, shared.owner)
    assert facts == (shared.shm.name, (2, 3), np.dtype("f8"), True)


def test_closingAndThenAContext(manager: Any):
    shared = SharedArray.copy(manager, np.ones((2, 3)))
    shared.close()
    with shared.managed() as managed:
        assert managed.as_array().shape == (2, 3)


def test_anotherProgramsBlock():
    block = snp.SharedMemory("psm_12345", create=True, size=80_000)
    client = SharedArray.attach(name="psm_12345", shape=(100, 100), dtype="float64")
    assert (client.owner, client.as_array().any()) == (False, False)
    client.close()
    block.unlink()
