"""Leases keep processes and threads out of each other's way."""

import multiprocessing
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import npyshare
from npyshare.library import library


def take(write: bool, rows: Any, taken: Any, end: Any) -> None:
    """Holds a lease in another process until it is told to let go."""
    array = npyshare.attach("x", "r+")
    with (npyshare.write if write else npyshare.read)(array, rows):
        taken.set()
        end.wait()


class Holder:
    """Another process that holds a lease."""

    def __init__(self, write: bool, rows: Any = None) -> None:
        context = multiprocessing.get_context("spawn")
        taken, self.end = context.Event(), context.Event()
        self.process = context.Process(target=take, args=(write, rows, taken, self.end))
        self.process.start()
        assert taken.wait(60)

    def __enter__(self) -> "Holder":
        return self

    def __exit__(self, *_: Any) -> None:
        if self.process.is_alive():
            self.end.set()
        self.process.join()


def test_views_are_as_the_lease_is(root: Path) -> None:
    array = npyshare.create("x", (4, 3))
    with npyshare.write(array, rows=slice(1, 3)) as rows:
        assert rows.shape == (2, 3)
        rows[...] = 1
    with npyshare.read(array) as whole:
        assert whole.sum() == 6
        with pytest.raises(ValueError, match="read-only"):
            whole[0, 0] = 1
    with npyshare.read(array, rows=-1) as last:
        assert last.shape == (1, 3)


def test_others_wait(root: Path) -> None:
    array = npyshare.create("x", (4, 3))
    with Holder(write=True, rows=slice(0, 2)):
        with npyshare.write(array, rows=range(2, 4), timeout=0):
            pass
        with npyshare.read(array[2:], timeout=0):
            pass
        for part in (array, array[1], array[:, 1], array[::-1][2:]):
            with pytest.raises(TimeoutError, match="x"):
                with npyshare.read(part, timeout=0.01):
                    pass
    with npyshare.write(array, timeout=0):
        pass


def test_fortran_rows_are_the_last_axis(root: Path) -> None:
    array = npyshare.create("x", (4, 3), order="F")
    with Holder(write=True, rows=slice(0, 1)):
        with npyshare.write(array, rows=slice(1, 3), timeout=0) as rows:
            assert rows.shape == (4, 2)
        with npyshare.read(array[:, 1:], timeout=0):
            pass
        with pytest.raises(TimeoutError):
            with npyshare.read(array[1], timeout=0):
                pass


def test_a_killed_holder_holds_nothing(root: Path) -> None:
    array = npyshare.create("x", (4, 3))
    with Holder(write=True) as holder:
        holder.process.kill()
        holder.process.join()
        with npyshare.write(array, timeout=60):
            pass


def test_readers_share(root: Path) -> None:
    array = npyshare.create("x", 3)
    with Holder(write=False):
        with npyshare.read(array, timeout=0):
            pass
        with pytest.raises(TimeoutError):
            with npyshare.write(array, timeout=0):
                pass


def test_a_thread_does_not_wait_for_itself(root: Path) -> None:
    array = npyshare.create("x", 3)
    with npyshare.write(array):
        with pytest.raises(RuntimeError):
            with npyshare.read(array):
                pass


def test_threads_wait_without_the_interpreter(root: Path) -> None:
    array = npyshare.create("x", 1, "i8")

    def count() -> None:
        for _ in range(200):
            with npyshare.write(array) as view:
                view[0] = int(view[0]) + 1

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert array[0] == 800


def test_what_no_lease_is_on(root: Path) -> None:
    array = npyshare.create("x", (4, 3))
    with pytest.raises(ValueError, match="its own"):
        npyshare.read(np.zeros(3))
    with pytest.raises(ValueError, match="reading|read"):
        with npyshare.write(npyshare.attach("x")):
            pass
    for rows in (slice(0, 9), 4, -5, range(3, 9)):
        if isinstance(rows, slice):
            # As numpy's own slices, which end with the array.
            with npyshare.read(array, rows) as view:
                assert view.shape == (4, 3)
        else:
            with pytest.raises(IndexError):
                npyshare.read(array, rows)
    with pytest.raises(ValueError, match="steps"):
        npyshare.read(array, slice(0, 4, 2))
    with pytest.raises(ValueError, match="whole array"):
        npyshare.read(array[1:], 0)


def test_a_lease_is_ended_once(root: Path) -> None:
    array = npyshare.create("x", 3)
    lease = npyshare.write(array)
    with lease:
        library.end_lease(lease)
        library.end_lease(lease)
    with lease as view:
        view[...] = 1
        with pytest.raises(ValueError, match="already"):
            library.take_lease(lease, npyshare.handle_of(npyshare.create("y", 3)), True, 0, -1, 0)
    assert array.sum() == 3


def test_elements_without_bytes_are_leased(root: Path) -> None:
    with npyshare.read(npyshare.create("x", 4, "V0")[1:]) as view:
        assert view.shape == (3,)
