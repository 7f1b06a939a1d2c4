"""Queues hand arrays from process to process."""

import multiprocessing
import os
import pickle
import signal
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import npyshare

each_start = pytest.mark.parametrize("start", ["fork", "spawn"])


def produce(queue: npyshare.Queue, count: int) -> None:
    for number in range(count):
        queue.put(np.full(100, number))
    queue.close()


def consume(queue: npyshare.Queue, totals: Any) -> None:
    totals.put(sum(int(array[0]) for array in queue))


@each_start
def test_messages_come_in_order(root: Path, start: str) -> None:
    queue = npyshare.Queue("q", payload_bytes=800)
    process = multiprocessing.get_context(start).Process(target=produce, args=(queue, 500))
    process.start()
    assert [int(array[99]) for array in queue] == list(range(500))
    process.join()
    assert process.exitcode == 0


def test_many_receivers_get_each_message_once(root: Path) -> None:
    queue = npyshare.Queue("q", payload_bytes=800, payload_count=3)
    context = multiprocessing.get_context("fork")
    totals = context.SimpleQueue()
    consumers = [context.Process(target=consume, args=(queue, totals)) for _ in range(3)]
    for consumer in consumers:
        consumer.start()
    produce(queue, 400)
    for consumer in consumers:
        consumer.join()
    assert sum(totals.get() for _ in consumers) == sum(range(400))


def test_a_view_keeps_its_message(root: Path) -> None:
    queue = npyshare.Queue("q", payload_bytes=80, payload_count=1)
    queue.put(np.arange(10))
    message = queue.get(timeout=0)
    part = message.array[5:]
    del message
    with pytest.raises(TimeoutError, match="payload"):
        queue.put(np.zeros(10), timeout=0.01)
    assert part.tolist() == [5, 6, 7, 8, 9]
    del part
    queue.put(np.zeros(10), timeout=0)


def test_views_of_a_released_message_are_no_crash(root: Path) -> None:
    queue = npyshare.Queue("q", payload_bytes=80, payload_count=1)
    queue.put(np.arange(10))
    with queue.get(timeout=0) as array:
        part = array[5:]
    queue.put(np.full(10, 7), timeout=0)
    npyshare.Queue.remove("q")
    del queue
    assert part.shape == (5,) and int(part.sum()) >= 0


def test_filled_in_place(root: Path) -> None:
    queue = npyshare.Queue("q", payload_bytes=80)

    def fill(array: Any) -> None:
        array[...] = [[1, 2], [3, 4]]

    queue.fill((2, 2), "i4", fill)
    assert queue.get(timeout=0).array.tolist() == [[1, 2], [3, 4]]
    with pytest.raises(ZeroDivisionError):
        queue.fill(3, float, lambda _: 1 / 0)
    assert len(queue) == 0


def test_the_end(root: Path) -> None:
    queue = npyshare.Queue("q", payload_bytes=80)
    queue.put(1)
    queue.close()
    assert queue.is_closed
    with pytest.raises(ValueError, match="closed"):
        queue.put(2)
    assert [array.tolist() for array in queue] == [1]
    with pytest.raises(EOFError):
        queue.get()
    npyshare.Queue.remove("q")
    with pytest.raises(FileNotFoundError):
        npyshare.Queue("q")


def test_what_is_not_acknowledged_comes_again(root: Path) -> None:
    queue = npyshare.Queue("q", payload_bytes=80, acknowledge=True)
    queue.put(1)
    with pytest.raises(ZeroDivisionError):
        with queue.get(timeout=0):
            1 / 0
    message = queue.get(timeout=0)
    assert message.is_redelivered
    message.acknowledge()
    with pytest.raises(ValueError, match="released"):
        message.array
    with pytest.raises(TimeoutError):
        queue.get(timeout=0)


def die_with_a_message(queue: npyshare.Queue) -> None:
    message = queue.get()
    assert message.array.size
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("acknowledge", [False, True])
def test_a_killed_receiver_takes_one_message_at_most(root: Path, acknowledge: bool) -> None:
    queue = npyshare.Queue("q", payload_bytes=80, payload_count=2, acknowledge=acknowledge)
    queue.put(1)
    process = multiprocessing.get_context("fork").Process(target=die_with_a_message, args=(queue,))
    process.start()
    process.join()
    if acknowledge:
        with queue.get(timeout=60) as array:
            assert array == 1
    for number in range(5):
        queue.put(number, timeout=60)
        with queue.get(timeout=60) as array:
            assert array == number
    # Attaching looks for the dead.
    assert npyshare.Queue("q").lost_count == (0 if acknowledge else 1)


def test_what_no_queue_takes(root: Path) -> None:
    queue = npyshare.Queue("q", payload_bytes=80, one_producer=True)
    queue.put(1)
    with pytest.raises(OSError, match="one producer"):
        npyshare.Queue("q").put(1)
    with pytest.raises(ValueError, match="88"):
        queue.put(np.zeros(11))
    with pytest.raises(ValueError, match="Python objects"):
        queue.put(np.array([{}]))
    with pytest.raises(FileExistsError):
        npyshare.Queue("q", payload_bytes=80)
    for sizes in ((-1, 8), (80, 0), (80, -5)):
        with pytest.raises(ValueError):
            npyshare.Queue("other", *sizes)
    with pytest.raises(FileNotFoundError):
        npyshare.Queue("missing")
    npyshare.create("array", 3)
    with pytest.raises(ValueError, match="array"):
        npyshare.Queue("array")


def test_a_queue_travels_by_its_name(root: Path) -> None:
    queue = npyshare.Queue("q", payload_bytes=80)
    pickle.loads(pickle.dumps(queue)).put(5)
    assert queue.get(timeout=0).array == 5


def test_a_message_is_filled_once_however_long_it_takes(root: Path) -> None:
    queue = npyshare.Queue("q", payload_bytes=8, payload_count=4)
    calls = []

    def fill(array: Any) -> None:
        # Longer than a part of the wait.
        threading.Event().wait(0.3)
        calls.append(array.shape)

    queue.fill(1, float, fill, timeout=60)
    queue.fill(1, float, fill, timeout=0)

    def time_out(array: Any) -> None:
        calls.append(array.shape)
        raise TimeoutError("of the function")

    with pytest.raises(TimeoutError, match="of the function"):
        queue.fill(1, float, time_out, timeout=60)
    assert len(calls) == 3 and len(queue) == 2


def test_a_wait_tells_the_time_that_was_asked_for(root: Path) -> None:
    queue = npyshare.Queue("q", payload_bytes=8, payload_count=1)
    with pytest.raises(TimeoutError, match="nothing came .* within 0.45 seconds$"):
        queue.get(timeout=0.45)
    queue.put(1)
    with pytest.raises(TimeoutError, match="within 0.25 seconds;"):
        queue.put(1, timeout=0.25)
    with pytest.raises(TimeoutError, match="'missing' did not appear within 0.4 seconds"):
        npyshare.attach("missing", timeout=0.4)


def test_a_signal_does_not_change_what_a_wait_raises(root: Path) -> None:
    queue = npyshare.Queue("q", payload_bytes=8)

    def handler(*_: Any) -> None:
        with pytest.raises(FileNotFoundError):
            npyshare.attach("missing")

    before = signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with pytest.raises(TimeoutError, match="nothing came"):
            queue.get(timeout=0.15)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_released_messages_show_nothing(root: Path) -> None:
    queue = npyshare.Queue("q", payload_bytes=8)
    queue.put(1)
    message = queue.get(timeout=0)
    message.release()
    for call in (message.elements, message.bytes):
        with pytest.raises(ValueError, match="released"):
            call()


@pytest.mark.parametrize("sizes", [(1 << 70, 8), (8, 1 << 70), (-(1 << 70), 8)])
def test_sizes_beyond_all_numbers_are_refused(root: Path, sizes: "tuple[int, int]") -> None:
    with pytest.raises(ValueError, match="no queue has room"):
        npyshare.Queue("q", *sizes)
