"""Queues in the children of a process that used them."""

import os
import signal
import threading
import traceback
from pathlib import Path
from typing import Callable

import numpy as np
import pytest

import npyshare


def exit_of(child: "Callable[[], None]") -> int:
    """How a forked child ends that does something; a signal's number below 0."""
    process = os.fork()
    if process == 0:
        signal.alarm(60)
        try:
            child()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


@pytest.mark.parametrize("acknowledge", [False, True])
@pytest.mark.parametrize("way", ["adopt", "acknowledge", "release"])
def test_views_stay_when_a_child_cannot_let_go_of_their_message(
    root: Path, way: str, acknowledge: bool
) -> None:
    queue = npyshare.Queue("q", payload_bytes=8, acknowledge=acknowledge)
    queue.hand_over(npyshare.full("mine", 1000, 1.0, lifetime="scoped"))
    message = queue.get(timeout=0)
    view = message.array

    def let_go() -> None:
        try:
            getattr(message, way)()
        except ValueError as error:
            assert "forked" in str(error)
        assert view.sum() == 1000

    assert exit_of(let_go) == 0
    assert message.adopt().sum() == 1000


def test_threads_of_a_child_attach_a_queue_once(root: Path) -> None:
    queue = npyshare.Queue("q", payload_bytes=8)

    def receive() -> None:
        begin = threading.Barrier(8)

        def get() -> None:
            begin.wait()
            with queue.get(timeout=60) as array:
                assert array.size == 1

        threads = [threading.Thread(target=get) for _ in range(8)]
        for thread in threads:
            thread.start()
        for _ in threads:
            queue.put(1)
        for thread in threads:
            thread.join()

    for _ in range(10):
        assert exit_of(receive) == 0
    assert len(queue) == 0


def test_a_child_of_a_busy_process_is_not_locked_out(root: Path) -> None:
    shared = npyshare.Queue("q", payload_bytes=8, payload_count=8)
    is_over = threading.Event()
    dtypes = [np.dtype(f"V{size}") for size in range(1, 9)]

    def send() -> None:
        queue = npyshare.Queue(shared.location)
        while not is_over.is_set():
            for dtype in dtypes:
                queue.put(np.zeros(1, dtype))
                queue.get().release()

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(100):
            assert exit_of(lambda: npyshare.create(shape=3).sum()) == 0
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
