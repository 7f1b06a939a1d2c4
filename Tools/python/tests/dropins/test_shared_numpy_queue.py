"""The queue of `shared_numpy` beyond what its pipe takes at once."""

import pickle
import queue as standard_queue
from typing import Any

import pytest

import processes
import shared_numpy as snp


def test_moreThanThePipeHoldsArrivesInOrder():
    queue = snp.Queue()
    for number in range(20_000):
        queue.put(number)
    assert [queue.get() for _ in range(20_000)] == list(range(20_000))


def test_largeObjectsStayInOrderWithSmallOnes():
    queue = snp.Queue()
    objects = [1, b"x" * 1_000_000, 2, b"y" * 5000, None, 3]
    for one in objects:
        queue.put(one)
    assert [queue.get() for _ in objects] == objects


def test_manyProducersPutTogether(start: Any):
    queue = snp.Queue(ctx=start)
    producers = [
        start.Process(target=processes.put_numbers, args=(queue, index, 2000)) for index in range(3)
    ]
    for producer in producers:
        producer.start()
    found = [queue.get() for _ in range(6000)]
    for producer in producers:
        producer.join()
    for index in range(3):
        assert [number for one, number in found if one == index] == list(range(2000))


def test_whatCannotBePickledIsAnErrorAndTakesNoRoom():
    queue = snp.Queue(maxsize=1)
    with pytest.raises((AttributeError, pickle.PicklingError)):
        queue.put(lambda: None)
    queue.put(1)
    with pytest.raises(standard_queue.Full):
        queue.put(2, timeout=0)
    assert queue.get() == 1


def test_nothingIsPutIntoAQueueThatWasClosed():
    queue = snp.Queue()
    queue.put(1)
    queue.close()
    queue.join_thread()
    with pytest.raises(ValueError, match="closed"):
        queue.put(2)


class PutsWhenPickled:
    """Puts into a queue while it is pickled itself."""

    def __init__(self, queue: Any) -> None:
        self.queue = queue

    def __reduce__(self) -> Any:
        if self.queue is not None:
            self.queue.put("first")
        return PutsWhenPickled, (None,)


def test_anObjectMayPutWhileItIsPickled():
    queue = snp.Queue()
    queue.put(PutsWhenPickled(queue))
    assert queue.get() == "first"
    assert type(queue.get()) is PutsWhenPickled
