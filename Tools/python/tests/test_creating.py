"""What making arrays promises, and what it refuses."""

import errno
import multiprocessing
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Callable

import numpy as np
import pytest

import npyshare
from npyshare import failures


def test_arrays_are_plain(root: Path) -> None:
    array = npyshare.create("x", (2, 3))
    assert type(array) is np.ndarray
    assert (array.shape, array.dtype, array.flags.writeable) == ((2, 3), np.float64, True)
    assert type(array + 1) is np.ndarray
    assert (array + 1).base is None


def test_full_and_like(root: Path) -> None:
    full = npyshare.full("full", (2, 3), [1, 2, 3], order="F")
    assert full.tolist() == [[1, 2, 3], [1, 2, 3]]
    assert full.flags.f_contiguous and full.dtype == np.int64
    like = npyshare.like("like", full, dtype="u1")
    assert (like.shape, like.dtype, like.flags.f_contiguous) == ((2, 3), np.uint8, True)
    assert npyshare.like("other", full, order="C", shape=4).shape == (4,)


def test_strided_arrays_are_copied(root: Path) -> None:
    array = np.arange(24).reshape(4, 6)[::-2, 1::2]
    assert npyshare.copy(array, "x").tolist() == array.tolist()


def test_nobody_sees_what_fails_half_way(root: Path) -> None:
    with pytest.raises(ValueError):
        npyshare.full("x", (2, 3), [1, 2])
    assert npyshare.list() == []


def test_names_are_made(root: Path) -> None:
    array = npyshare.create(shape=3)
    handle = npyshare.handle_of(array)
    assert handle.lifetime == "scoped"
    assert (root / handle.location).is_file()
    assert npyshare.attach(handle.location).shape == (3,)


def test_files_and_directories(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    npyshare.create("./here.npy", 3, "u1", permissions=0o640)
    assert (tmp_path / "here.npy").stat().st_mode & 0o777 == 0o640
    found = npyshare.attach(tmp_path / "here.npy")
    monkeypatch.chdir("/")
    assert npyshare.handle_of(found).is_current
    assert npyshare.inspect(tmp_path / "here.npy")["shape"] == [3]


def test_pages_can_be_asked_for(root: Path) -> None:
    array = npyshare.create("x", 3, page_aligned=True)
    assert array.__array_interface__["data"][0] % 4096 == 0
    assert np.load(root / "x").shape == (3,)


def test_replacing_keeps_the_old_for_who_has_it(root: Path) -> None:
    old = npyshare.full("x", 3, 1)
    assert npyshare.handle_of(old).is_current
    new = npyshare.full("x", 4, 2, replace=True)
    assert (old.tolist(), new.tolist()) == ([1, 1, 1], [2, 2, 2, 2])
    assert not npyshare.handle_of(old).is_current
    assert npyshare.attach("x").tolist() == [2, 2, 2, 2]


def test_raw_blocks_are_those_of_shared_memory(root: Path) -> None:
    array = npyshare.create("block", 4, "<i4", layout="raw", sparse=True)
    array[:] = range(4)
    assert (root / "block").read_bytes() == np.arange(4, dtype="<i4").tobytes()
    assert npyshare.attach("block", layout="raw", dtype="<i2").shape == (8,)
    assert npyshare.attach("block", layout="raw", shape=(2, 2), dtype="<i4")[1, 0] == 2
    with pytest.raises(ValueError, match="bytes"):
        npyshare.attach("block", layout="raw", shape=5, dtype="<i4")
    with pytest.raises(ValueError):
        npyshare.remove("block")
    npyshare.remove("block", layout="raw")
    assert not (root / "block").exists()


REFUSALS: "list[tuple[Callable[[], Any], type[Exception], str]]" = [
    (lambda: npyshare.attach("missing"), FileNotFoundError, "missing"),
    (lambda: npyshare.attach("missing", timeout=0.01), TimeoutError, "missing"),
    (lambda: npyshare.attach(""), ValueError, "name"),
    (lambda: npyshare.attach("a\0b"), ValueError, "zero"),
    (lambda: npyshare.attach("\udc80"), ValueError, "UTF-8"),
    (lambda: npyshare.attach(".hidden"), ValueError, "dot"),
    (lambda: npyshare.attach("x" * 256), ValueError, "256"),
    (lambda: npyshare.attach("x", "w"), ValueError, "mode"),
    (lambda: npyshare.attach("x", shape=3), ValueError, "leave them out"),
    (lambda: npyshare.attach("x", layout="csv"), ValueError, "layout"),
    (lambda: npyshare.attach("x", timeout=float("nan")), ValueError, "number"),
    (lambda: npyshare.create("/no/such/x", 3), FileNotFoundError, "/no/such"),
    (lambda: npyshare.create("y", -3), ValueError, "-3"),
    (lambda: npyshare.create("y", (2**40, 2**40)), ValueError, "y"),
    (lambda: npyshare.create("y", 2**70), ValueError, "shape"),
    (lambda: npyshare.create("y", (1,) * 65), ValueError, "shape|64"),
    (lambda: npyshare.create("y", 3.5), TypeError, "float"),
    (lambda: npyshare.create("y", 3, "nonsense"), TypeError, "nonsense"),
    (lambda: npyshare.create("y", 3, order="K"), ValueError, "order"),
    (lambda: npyshare.create("y", 3, lifetime="long"), ValueError, "long"),
    (lambda: npyshare.create("y", 3, permissions=0), ValueError, "mode"),
    (lambda: npyshare.create("./y", 3, lifetime="scoped"), ValueError, "y"),
    (lambda: npyshare.remove("missing"), FileNotFoundError, "missing"),
    (lambda: npyshare.inspect("missing"), FileNotFoundError, "missing"),
    (lambda: npyshare.from_file("/no/such"), FileNotFoundError, "/no/such"),
    (lambda: npyshare.list("/no/such"), FileNotFoundError, "/no/such"),
    (lambda: npyshare.handle_of(np.zeros(3)), ValueError, "its own"),
]


@pytest.mark.parametrize(("call", "kind", "words"), REFUSALS)
def test_what_cannot_be_is_refused(
    root: Path, call: Callable[[], Any], kind: "type[Exception]", words: str
) -> None:
    with pytest.raises(kind, match=words):
        call()
    assert npyshare.list() == []


def test_taken_names_are_refused(root: Path) -> None:
    npyshare.create("x", 3)
    for call in (npyshare.create, npyshare.zeros):
        with pytest.raises(FileExistsError):
            call("x", 3)
    with pytest.raises(FileExistsError):
        npyshare.full("x", 3, 1)
    assert npyshare.attach("x").tolist() == [0, 0, 0]


FULL = """
import errno, sys, npyshare
for call in (lambda: npyshare.create("x", 10_000_000, "u1"),
             lambda: npyshare.full("x", 10_000_000, 1, "u1"),
             lambda: npyshare.Queue("q", payload_bytes=10_000_000),
             lambda: npyshare.ShareableList([b"x" * 4_000_000], name="l")):
    try:
        call()
    except OSError as error:
        assert error.errno == errno.ENOSPC, error
    else:
        sys.exit("there was room")
small = npyshare.full("x", 100_000, 1, "u1")
assert small.sum() == 100_000 and [entry["name"] for entry in npyshare.list()] == ["x"]
print("refused")
"""


def test_a_full_file_system_is_an_error(tmp_path: Path) -> None:
    command = (
        f"mount -t tmpfs -o size=1m tmpfs {tmp_path} && NPYSHARE_ROOT={tmp_path} exec"
        f" '{sys.executable}' -c '{FULL}'"
    )
    run = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", command], capture_output=True, text=True
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "refused\n", "")


def test_a_scope_with_another_root_tells_where_its_arrays_are(root: Path, tmp_path: Path) -> None:
    with npyshare.Scope(root=tmp_path) as scope:
        for array in (scope.create("x", 3), npyshare.full("y", 3, 0.0, scope=scope)):
            handle = npyshare.handle_of(array)
            assert handle.location == handle.path == str(tmp_path / Path(handle.path).name)
            assert npyshare.handle_of(npyshare.attach(handle.location, "r+")) is handle
        with pytest.raises(FileNotFoundError):
            npyshare.attach("x", "r+")
        npyshare.full("x", 2, 1.0)
        assert npyshare.attach("x", "r+").tolist() == [1, 1]
    with npyshare.Scope() as scope:
        assert npyshare.handle_of(scope.create("mine", 3)).location == "mine"


def make_unstorable(directory: str) -> None:
    """In a process without a superuser's rights."""
    if os.geteuid() == 0:
        os.setuid(65534)
    np.save(f"{directory}/source.npy", np.ones(3))
    npyshare.snapshot(npyshare.from_file(f"{directory}/source.npy", f"{directory}/y"), f"{directory}/z")
    for make, source in ((npyshare.from_file, "source.npy"), (npyshare.restore, "z")):
        with pytest.raises(PermissionError):
            make(f"{directory}/{source}", f"{directory}/x", permissions=0o400)
        assert not os.path.exists(f"{directory}/x")


def test_nothing_is_left_of_what_its_maker_may_not_attach() -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as directory:
        os.chmod(directory, 0o777)
        process = multiprocessing.get_context("fork").Process(
            target=make_unstorable, args=(directory,)
        )
        process.start()
        process.join()
        assert process.exitcode == 0


def test_options_that_cannot_be_are_refused(root: Path, tmp_path: Path) -> None:
    array = npyshare.create("x", 3)
    with pytest.raises(ValueError, match="12 bits"):
        npyshare.snapshot(array, tmp_path / "x", permissions=2**40)
    npyshare.snapshot(array, tmp_path / "x.npy.zst")
    with pytest.raises(ValueError, match="threads"):
        npyshare.restore(tmp_path / "x.npy.zst", threads=-1)
    with pytest.raises(ValueError, match="axes"):
        npyshare.create("y", (1,) * 65)
    with pytest.raises(TypeError):
        npyshare.read(array, rows="x")
    with pytest.raises(ValueError, match="not begun"):
        npyshare.create("y", 3, scope=npyshare.Scope.__new__(npyshare.Scope))
    with npyshare.Scope() as scope:
        with pytest.raises(ValueError, match="already"):
            scope.__init__()  # type: ignore[misc]
    assert [entry["name"] for entry in npyshare.list()] == ["x"]


def test_a_full_quota_is_no_room() -> None:
    error = failures.exception(failures.NO_SPACE, errno.EDQUOT, "no room")
    assert isinstance(error, OSError) and error.errno == errno.ENOSPC


@pytest.mark.parametrize("location", ["file:", "file://", "file:.", "file:a/..", "file:a/", "a/.."])
def test_what_ends_in_no_files_name_is_no_location(root: Path, location: str) -> None:
    for call in (npyshare.attach, npyshare.remove, lambda text: npyshare.create(text, 3)):
        with pytest.raises(ValueError, match="location"):
            call(location)
