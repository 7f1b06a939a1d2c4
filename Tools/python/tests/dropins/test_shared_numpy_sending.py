"""Arrays of `shared_numpy` on their way between processes."""

import multiprocessing as mp
import pickle
import queue as standard_queue
from typing import Any

import numpy as np
import pytest

import processes
import shared_numpy as snp
from dtype_cases import DTYPES, LAYOUTS


def received(queue: Any) -> Any:
    """What a queue gives until None, each array as a copy, and removed."""
    found = []
    while True:
        out = queue.get()
        if out is None:
            return found
        found.append(np.array(out))
        out.close()
        out.unlink()


def test_theReceiverRemovesWhatAProducerThatHasEndedHasPut(start: Any):
    queue = snp.Queue(ctx=start)
    producer = start.Process(target=processes.put_all, args=(queue, [[1, 2, 3, 4, 5]] * 10))
    producer.start()
    producer.join()
    assert producer.exitcode == 0
    assert [a.tolist() for a in received(queue)] == [[1, 2, 3, 4, 5]] * 10


def test_everyDtypeAndLayoutArrivesAsItWasPut(start: Any):
    queue = snp.Queue(ctx=start)
    sources = [*DTYPES.values(), *LAYOUTS.values()]
    producer = start.Process(target=processes.put_cases, args=(queue,))
    producer.start()
    arrived = received(queue)
    producer.join()
    assert len(arrived) == len(sources)
    for array, source in zip(arrived, sources):
        assert (array.dtype, array.shape) == (source.dtype, source.shape)
        np.testing.assert_array_equal(array, source)


def test_fortranOrderArrivesAsFortranOrder():
    queue = snp.Queue()
    source = snp.array([[0, 1, 2], [3, 4, 5]], order="F")
    queue.put(source)
    arrived = queue.get()
    assert arrived.flags.f_contiguous
    assert arrived.tolist() == [[0, 1, 2], [3, 4, 5]]
    source.unlink()


def test_viewsArriveAsViewsOfTheSameMemory(start: Any):
    queue = snp.Queue(ctx=start)
    array = snp.array(np.arange(12).reshape(3, 4))
    sender = start.Process(target=processes.put_views, args=(queue, array))
    sender.start()
    views = queue.get()
    sender.join()
    assert views["first"].tolist() == [0, 1, 2, 3]
    assert views["rest"][0].tolist() == [[4, 6], [8, 10]]
    np.testing.assert_array_equal(views["rest"][1], array.T)
    views["rest"][1][0, 2] = 99
    assert array[2, 0] == 99
    views["first"].close()
    views["first"].unlink()


def test_anArrayMayBeClosedBeforeItIsPickled():
    queue = snp.Queue()
    # More than a pipe holds: from now on another thread pickles, whenever it gets to it.
    queue.put(bytes(100_000))
    arrays = [snp.array([index]) for index in range(200)]
    for array in arrays:
        queue.put(array)
        array.close()
    del arrays, array
    assert len(queue.get()) == 100_000
    for index in range(200):
        out = queue.get()
        assert out[0] == index
        out.close()
        out.unlink()


def test_otherObjectsAndMaxsizeAreThoseOfMultiprocessing():
    queue = snp.Queue(maxsize=1)
    queue.put({"a": [None, "text"]})
    with pytest.raises(standard_queue.Full):
        queue.put(1, block=False)
    assert queue.get() == {"a": [None, "text"]}
    queue.put(None)
    assert queue.get() is None
    with pytest.raises(standard_queue.Empty):
        queue.get(block=False)


def test_aProducerThatIsKilledTakesNothingWithIt(start: Any):
    queue = snp.Queue(ctx=start)
    producer = start.Process(target=processes.put_and_die, args=(queue,))
    producer.start()
    producer.join()
    assert producer.exitcode == -9
    out = queue.get()
    assert out.tolist() == [1, 2, 3]
    out.close()
    out.unlink()


def test_arraysAreArgumentsOfProcesses(start: Any):
    array = snp.ndarray((2, 2))
    child = start.Process(target=processes.store, args=(array[1], 7))
    child.start()
    child.join()
    assert array.tolist() == [[0, 0], [7, 7]]
    array.unlink()


def test_arraysTravelThroughPipes(start: Any):
    array = snp.array([1.5, 2.5])
    here, there = start.Pipe()
    child = start.Process(target=processes.answer, args=(there,))
    child.start()
    here.send(array)
    result = here.recv()
    child.join()
    assert result.tolist() == [3, 5]
    array.unlink()
    result.unlink()


def test_arraysAreWorkAndResultsOfPools(start: Any):
    arrays = [snp.array([index, index + 1]) for index in range(5)]
    with start.Pool(2) as pool:
        results = pool.map(processes.doubled, arrays)
    assert [r.tolist() for r in results] == [[2 * i, 2 * i + 2] for i in range(5)]
    for array in arrays + results:
        array.unlink()


def test_aWorkerOfAPoolRemovesNothing(start: Any):
    array = snp.array([1.0, 2.0])
    with start.Pool(2) as pool:
        assert pool.map(processes.total, [array] * 20) == [3.0] * 20
    snp.SharedMemory(array.shm.name).close()
    array.unlink()


def test_resultsOfArithmeticTravelByValue():
    array = snp.array([1, 2])
    queue = snp.Queue()
    queue.put(array + 1)
    arrived = queue.get()
    assert isinstance(arrived, snp.SharedNDArray)
    assert (arrived.tolist(), arrived.shm) == ([2, 3], None)
    array.unlink()


def test_whatPickleItselfWritesOutlivesTheBlock():
    array = snp.array([1, 2])
    data = pickle.dumps(array)
    array.close()
    array.unlink()
    assert pickle.loads(data).tolist() == [1, 2]


def test_anArrayThatWasRemovedBeforeItArrivesIsAnError():
    array = snp.array([1, 2])
    data = bytes(mp.reduction.ForkingPickler.dumps(array))
    name = array.shm.name
    array.unlink()
    del array
    with pytest.raises(FileNotFoundError):
        pickle.loads(data)
    other = snp.SharedMemory(name, create=True, size=16)
    with pytest.raises(FileNotFoundError):
        pickle.loads(data)
    other.unlink()


def test_aReceivedArrayIsSentOn():
    queue = snp.Queue()
    array = snp.array([[1, 2], [3, 4]])
    queue.put(array[:, 1])
    first = queue.get()
    queue.put(first[::-1])
    second = queue.get()
    assert second.tolist() == [4, 2]
    second[0] = 8
    assert array[1, 1] == 8
    second.unlink()
