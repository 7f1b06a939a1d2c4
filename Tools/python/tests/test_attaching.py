"""What attaching arrays promises, and what it refuses."""

import os
import threading
from pathlib import Path

import numpy as np
import pytest

import npyshare


def test_one_attach_for_each_process(root: Path) -> None:
    npyshare.create("x", 3)
    first, second = npyshare.attach("x"), npyshare.attach("x")
    assert first is not second and npyshare.handle_of(first) is npyshare.handle_of(second)
    maps = Path("/proc/self/maps").read_text()
    assert maps.count(str(root / "x")) == 1
    # A view of it shares no flags with the others.
    second = npyshare.attach("x", "r+")
    npyshare.attach("x", "r+").flags.writeable = False
    assert second.flags.writeable


def test_private_copies_are_each_their_own(root: Path) -> None:
    npyshare.create("x", 3)
    first, second = npyshare.attach("x", "c"), npyshare.attach("x", "c")
    first[:] = 1
    assert second.tolist() == npyshare.attach("x").tolist() == [0, 0, 0]


def test_waiting_for_an_array(root: Path) -> None:
    maker = threading.Thread(target=lambda: npyshare.full("late", 2, 7))
    threading.Timer(0.05, maker.start).start()
    assert npyshare.attach("late", timeout=30).tolist() == [7, 7]
    maker.join()


def test_other_files_are_no_arrays(root: Path) -> None:
    (root / "text").write_text("no array")
    with pytest.raises(ValueError, match="text"):
        npyshare.attach("text")
    with pytest.raises(ValueError):
        npyshare.remove("text")
    np.save(root / "objects.npy", np.array([{}, []], object))
    os.rename(root / "objects.npy", root / "objects")
    with pytest.raises(ValueError, match="objects"):
        npyshare.attach("objects")
    whole = npyshare.create("short", 100)
    del whole
    os.truncate(root / "short", 200)
    with pytest.raises(ValueError, match="928|200"):
        npyshare.attach("short")
    assert [problem["code"] for problem in npyshare.lint("short")]


def test_who_waits_for_a_raw_block_waits_for_its_bytes(root: Path) -> None:
    def make() -> None:
        (root / "late").write_bytes(b"")
        threading.Timer(0.1, lambda: os.truncate(root / "late", 64)).start()

    threading.Timer(0.05, make).start()
    assert npyshare.attach("late", layout="raw", timeout=30).shape == (64,)
    (root / "empty").write_bytes(b"")
    assert npyshare.attach("empty", layout="raw").shape == (0,)
    npyshare.remove("empty", layout="raw")
    (root / "empty").write_bytes(b"")
    with pytest.raises(TimeoutError):
        npyshare.attach("empty", "r+", layout="raw", timeout=0.3)


def test_any_owner_is_for_who_asks(root: Path) -> None:
    # The superuser's own files are another user's for all others.
    path = Path("/etc/passwd")
    if os.geteuid() == 0:
        path = root / "other"
        path.write_bytes(b"12345678")
        os.chown(path, 65534, -1)
    for _ in range(2):
        assert npyshare.attach(path, layout="raw", any_owner=True).size
        kept = npyshare.attach(path, layout="raw", any_owner=True)
        with pytest.raises(PermissionError):
            npyshare.attach(path, layout="raw")
        del kept
