"""Arrays travel by reference through everything that multiprocessing has, and nothing else does."""

import concurrent.futures
import copy
import multiprocessing
import os
import pickle
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any, Callable

import numpy as np
import pytest

import npyshare

STARTS = ["fork", "spawn"]
each_start = pytest.mark.parametrize("start", STARTS)

VIEWS: "list[Callable[[Any], Any]]" = [
    lambda a: a,
    lambda a: a[1:],
    lambda a: a[:, ::2],
    lambda a: a[::-1, ::-1],
    lambda a: a.T,
    lambda a: a[2],
    lambda a: a[1, 1:3],
    lambda a: a[..., None],
    lambda a: a.reshape(2, 12, order="A"),
    lambda a: a.view("i8"),
    lambda a: a[0:0],
    lambda a: a[1, 1, ...],
    lambda a: np.broadcast_to(a[0], (3, 6)),
]


def sent(value: Any) -> Any:
    return pickle.loads(ForkingPickler.dumps(value))


def double(array: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Doubles an array in place, and sends it back."""
    array *= 2
    return array


def put(queue: Any, array: Any) -> None:
    queue.put(array)


@pytest.mark.parametrize("order", "CF")
@pytest.mark.parametrize("view", VIEWS)
def test_views_travel_by_reference(root: Path, view: Any, order: str) -> None:
    shared = npyshare.copy(np.arange(24.0).reshape(4, 6), "x", order=order)
    part = view(shared)
    found = sent(part)
    assert npyshare.handle_of(found) is npyshare.handle_of(shared)
    assert (found.shape, found.dtype, found.tolist()) == (part.shape, part.dtype, part.tolist())
    if part.size:
        assert found.strides == part.strides
        assert found.flags.writeable == part.flags.writeable
        assert np.shares_memory(found, shared)


@each_start
def test_pools(root: Path, start: str) -> None:
    shared = npyshare.copy(np.ones((4, 6)), "x", order="F")
    with multiprocessing.get_context(start).Pool(1) as pool:
        for found in pool.map(double, [shared[:2], shared[2:, ::2], shared.T[1:2]]):
            assert npyshare.handle_of(found).location == "x"
    assert shared.sum() == 48


@each_start
def test_executors(root: Path, start: str) -> None:
    shared = npyshare.full("x", (4, 3), 1.0)
    context = multiprocessing.get_context(start)
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as executor:
        assert npyshare.handle_of(executor.submit(double, shared[1:3]).result()).location == "x"
    assert shared.sum() == 18


@each_start
def test_processes_and_queues(root: Path, start: str) -> None:
    context = multiprocessing.get_context(start)
    shared = npyshare.full("x", (4, 3), 1.0)
    for queue in (context.Queue(), context.SimpleQueue()):
        process = context.Process(target=put, args=(queue, {"rows": [shared[2:]]}))
        process.start()
        found = queue.get()["rows"][0]
        process.join()
        assert process.exitcode == 0
        found += 1
    assert shared.tolist() == [[1] * 3] * 2 + [[3] * 3] * 2


def test_copies_travel_by_value(root: Path) -> None:
    shared = npyshare.full("x", 3, 1.0)
    private = npyshare.attach("x", "c")
    for array in (shared + 1, shared.copy(), shared[[0, 1]], private, private[1:], np.ones(3)):
        found = sent(array)
        found[...] = 7
        assert found.tolist() != array.tolist()
    assert shared.tolist() == [1, 1, 1]


def test_pickle_alone_stores_the_elements(root: Path) -> None:
    shared = npyshare.full("x", 3, 1.0)
    for found in (pickle.loads(pickle.dumps(shared)), copy.copy(shared), copy.deepcopy(shared)):
        found[...] = 7
    assert shared.tolist() == [1, 1, 1]


def test_what_may_only_be_read_stays_so(root: Path) -> None:
    shared = npyshare.create("x", 3)
    assert not sent(npyshare.attach("x")).flags.writeable
    view = shared[1:]
    view.flags.writeable = False
    assert not sent(view).flags.writeable
    assert sent(shared).flags.writeable


def test_a_replaced_array_is_not_taken_for_the_one_that_was_sent(root: Path) -> None:
    data = bytes(ForkingPickler.dumps(npyshare.full("x", 3, 1.0)[1:]))
    assert pickle.loads(data).tolist() == [1, 1]
    npyshare.full("x", 3, 2.0, replace=True)
    with pytest.raises(FileNotFoundError, match="replaced"):
        pickle.loads(data)
    npyshare.remove("x")
    with pytest.raises(FileNotFoundError):
        pickle.loads(data)


def test_a_removed_array_travels_to_who_has_it(root: Path) -> None:
    shared = npyshare.full("x", 3, 1.0)
    data = bytes(ForkingPickler.dumps(shared[1:]))
    npyshare.remove("x")
    assert np.shares_memory(pickle.loads(data), shared)


def test_raw_blocks_travel(root: Path) -> None:
    shared = npyshare.copy(np.arange(6.0).reshape(2, 3), "x", layout="raw", order="F")
    found = sent(shared[:, 1:])
    found[0, 0] = 9
    assert shared[0, 1] == 9


@pytest.mark.parametrize("make", [npyshare.Scope, lambda: npyshare.handle_of(npyshare.create("x", 3))])
def test_ownership_does_not_travel(root: Path, make: Any) -> None:
    with pytest.raises(TypeError, match="stays in its process"):
        pickle.dumps(make())


@pytest.mark.parametrize("location", ["./x.npy", "file:x.npy", "file:./x.npy", "file://x.npy"])
def test_files_travel_to_other_working_directories(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, location: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shared = npyshare.full(location, 3, 1.0)
    assert npyshare.handle_of(shared).location == str(tmp_path / "x.npy")
    with multiprocessing.get_context("fork").Pool(1, initializer=os.chdir, initargs=("/",)) as pool:
        found = pool.apply(double, (shared[1:],))
    assert npyshare.handle_of(found) is npyshare.handle_of(shared)
    assert shared.tolist() == [1, 2, 2]
    monkeypatch.chdir("/")
    assert np.shares_memory(npyshare.attach(str(tmp_path / "x.npy"), "r+"), shared)
