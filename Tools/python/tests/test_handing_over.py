"""Whole arrays change hands through queues."""

import multiprocessing
from pathlib import Path

import numpy as np
import pytest

import npyshare

each_start = pytest.mark.parametrize("start", ["fork", "spawn"])


def hand_over(queue: npyshare.Queue) -> None:
    for lifetime in ("scoped", "last-user", "persistent"):
        queue.hand_over(npyshare.full(lifetime, (2, 3), 7.0, lifetime=lifetime)[1:])
    queue.put(np.zeros(2))


@each_start
@pytest.mark.parametrize("acknowledge", [False, True])
def test_whole_arrays_change_hands(root: Path, start: str, acknowledge: bool) -> None:
    queue = npyshare.Queue("q", payload_bytes=80, acknowledge=acknowledge, lifetime="persistent")
    process = multiprocessing.get_context(start).Process(target=hand_over, args=(queue,))
    process.start()
    process.join()
    assert process.exitcode == 0
    for lifetime in ("scoped", "last-user", "persistent"):
        message = queue.get(timeout=60)
        assert message.is_array and message.array.sum() == 42
        seen, array = message.array, message.adopt()
        array[...] = 1
        assert seen.sum() == 6 and not seen.flags.writeable
        assert npyshare.handle_of(array).lifetime == (None if lifetime == "persistent" else lifetime)
        with pytest.raises(ValueError, match="released"):
            message.acknowledge()
        npyshare.remove(lifetime)
    message = queue.get(timeout=60)
    assert not message.is_array
    with pytest.raises(ValueError, match="no array"):
        message.adopt()
    message.release()


@pytest.mark.parametrize("acknowledge", [False, True])
def test_an_array_that_nobody_keeps_goes(root: Path, acknowledge: bool) -> None:
    queue = npyshare.Queue("q", payload_bytes=8, acknowledge=acknowledge)
    for name, lifetime in (("mine", "scoped"), ("kept", "persistent")):
        queue.hand_over(npyshare.full(name, 1000, 1.0, lifetime=lifetime))
        with queue.get(timeout=0) as array:
            view = array[10:]
        # The memory stays as long as the view.
        assert view.sum() == 990 and not view.flags.writeable
    assert not (root / "mine").exists() and (root / "kept").exists()


def test_an_array_that_is_given_back_comes_again(root: Path) -> None:
    queue = npyshare.Queue("q", payload_bytes=8, acknowledge=True)
    queue.hand_over(npyshare.full("mine", 1000, 1.0, lifetime="scoped"))
    message = queue.get(timeout=0)
    view = message.array
    message.release()
    assert view.sum() == 1000
    del view, message
    message = queue.get(timeout=0)
    assert message.is_redelivered and message.adopt().sum() == 1000
    with pytest.raises(ValueError, match="header"):
        queue.hand_over(npyshare.create(shape=3, layout="raw"))
    with pytest.raises(ValueError, match="memory is its own"):
        queue.hand_over(np.ones(3))
