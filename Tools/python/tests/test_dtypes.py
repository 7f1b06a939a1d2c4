"""Every kind of dtype, shape and order comes through every path as it went in."""

import multiprocessing
import pickle
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy as np
import pytest
from sample_arrays import KINDS, SHAPES, assert_same, sample

import npyshare

CASES = [(kind, shape, order) for kind in KINDS for shape in SHAPES for order in "CF"]
each_case = pytest.mark.parametrize(("kind", "shape", "order"), CASES, ids=str)
each_kind = pytest.mark.parametrize("kind", KINDS, ids=str)


@each_case
def test_copies_attach_as_what_they_were(root: Path, kind: Any, shape: Any, order: str) -> None:
    expected = sample(kind, shape, order)
    made = npyshare.copy(expected, "x")
    assert_same(made, expected)
    for mode in ("r", "r+", "c"):
        found = npyshare.attach("x", mode)
        assert_same(found, expected)
        assert found.flags.writeable == (mode != "r")
        assert found.flags.f_contiguous == expected.flags.f_contiguous
        assert found.flags.c_contiguous == expected.flags.c_contiguous


@each_case
def test_numpy_reads_what_was_made(root: Path, kind: Any, shape: Any, order: str) -> None:
    expected = sample(kind, shape, order)
    npyshare.copy(expected, "x")
    assert_same(np.load(root / "x", allow_pickle=False), expected)
    np.save(root / "expected.npy", expected)
    assert (root / "x").read_bytes() == (root / "expected.npy").read_bytes()


@each_kind
def test_new_arrays_are_zeros(root: Path, kind: Any) -> None:
    for number, create in enumerate((npyshare.create, npyshare.zeros)):
        assert_same(create(f"x{number}", (2, 3), kind), np.zeros((2, 3), kind))


@each_case
def test_references_travel(root: Path, kind: Any, shape: Any, order: str) -> None:
    expected = sample(kind, shape, order)
    shared = npyshare.copy(expected, "x")
    found = pickle.loads(ForkingPickler.dumps(shared))
    assert_same(found, expected)
    if shared.dtype.itemsize:
        assert npyshare.handle_of(found).location == "x"


@each_kind
def test_files_come_in(root: Path, tmp_path: Path, kind: Any) -> None:
    for number, shape in enumerate(SHAPES):
        expected = sample(kind, shape, "F")
        np.save(tmp_path / "a.npy", expected)
        assert_same(npyshare.from_file(tmp_path / "a.npy", f"x{number}"), expected)


@each_kind
def test_snapshots_come_back(root: Path, tmp_path: Path, kind: Any) -> None:
    for number, shape in enumerate(SHAPES):
        expected = sample(kind, shape, "F")
        path = tmp_path / f"{number}.npy.zst"
        npyshare.snapshot(npyshare.copy(expected, f"x{number}"), path)
        assert_same(npyshare.restore(path, f"y{number}"), expected)
        reader = npyshare.open_snapshot(path)
        assert_same(reader.read(), expected)
        assert (reader.shape, reader.dtype) == (expected.shape, npyshare.attach(f"y{number}").dtype)


def test_queues_carry_every_kind(root: Path) -> None:
    queue = npyshare.Queue("q", payload_bytes=1 << 16)
    for kind, shape, order in CASES:
        expected = sample(kind, shape, order)
        queue.put(expected)
        with queue.get(timeout=10) as found:
            assert_same(found, expected)
            assert found.flags.f_contiguous == expected.flags.f_contiguous


@each_kind
def test_raw_blocks_hold_every_kind(root: Path, kind: Any) -> None:
    for number, shape in enumerate(shape for shape in SHAPES if 0 not in shape):
        expected = sample(kind, shape, "F")
        made = npyshare.copy(expected, f"x{number}", layout="raw")
        assert_same(made, expected)
        assert (root / f"x{number}").stat().st_size == expected.nbytes
        found = npyshare.attach(
            f"x{number}", layout="raw", shape=shape, dtype=expected.dtype, order="F"
        )
        assert_same(found, expected)


@pytest.mark.parametrize("kind", [object, [("a", "u1"), ("b", object)]], ids=str)
def test_python_objects_are_refused(root: Path, kind: Any) -> None:
    for call in (
        lambda: npyshare.create("x", 3, kind),
        lambda: npyshare.copy(np.zeros(3, kind), "x"),
        lambda: npyshare.full("x", 3, 0, kind),
    ):
        with pytest.raises(ValueError, match="Python objects"):
            call()
    assert not (root / "x").exists()


def total(array: "np.ndarray[Any, Any]") -> "tuple[str, str]":
    return str(array.dtype), repr(array.tolist())


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_other_processes_see_every_kind(root: Path, start: str) -> None:
    arrays = [npyshare.copy(sample(kind, (3, 2), "F"), f"x{n}") for n, kind in enumerate(KINDS)]
    with multiprocessing.get_context(start).Pool(1) as pool:
        found = pool.map(total, arrays)
    assert found == [total(array) for array in arrays]


@pytest.mark.parametrize("kind", ["O", [("a", "O")], "T"], ids=str)
def test_raw_blocks_hold_no_python_objects(root: Path, kind: Any) -> None:
    try:
        dtype = np.dtype(kind)
    except TypeError:
        # numpy 1 has no text of any length.
        assert kind == "T"
        return
    npyshare.create("block", 64, "u1", layout="raw")
    with pytest.raises(ValueError, match="Python objects"):
        npyshare.attach("block", layout="raw", dtype=dtype)


@pytest.mark.parametrize("name", ["bfloat16", "float8_e5m2", "float8_e4m3fn"])
def test_types_of_ml_dtypes_travel(root: Path, name: str) -> None:
    dtype = np.dtype(getattr(ml_dtypes, name))
    array = npyshare.full("x", 3, 2, dtype)
    # numpy's header has no word for them: who attaches one says what it is.
    assert npyshare.attach("x").view(dtype).astype(float).tolist() == [2, 2, 2]
    found = pickle.loads(ForkingPickler.dumps(array))
    assert found.dtype == dtype and found.astype(float).tolist() == [2, 2, 2]
