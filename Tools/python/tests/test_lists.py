"""Lists are those of CPython, byte for byte."""

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import npyshare

ITEMS: "list[Any]" = [1, -(2**63), 2.5, float("inf"), True, False, None, "", "né", "x" * 100, b"", b"a\0b"]


def test_items_come_back(root: Path) -> None:
    made = npyshare.ShareableList(ITEMS, name="l")
    found = npyshare.ShareableList(name="l")
    assert [*made] == [*found] == ITEMS
    assert len(found) == len(ITEMS) and found[-1] == b"a\0b"
    assert [type(item) for item in found] == [type(item) for item in ITEMS]


def test_python_reads_them() -> None:
    # Python knows no other root than its own.
    program = """
import sys
from multiprocessing import resource_tracker, shared_memory
found = shared_memory.ShareableList(name=sys.argv[1])
print([*found], found.format)
found[0] = 7
resource_tracker.unregister(found.shm._name, "shared_memory")
found.shm.close()
"""
    made = npyshare.ShareableList(ITEMS[:9], name=f"/dev/shm/npyshare-test-list-{id(program)}")
    try:
        run = subprocess.run(
            [sys.executable, "-c", program, Path(made.name).name], capture_output=True, text=True,
            check=True,
        )
        assert run.stdout == f"{ITEMS[:9]} {made.format}\n"
        assert made[0] == 7
    finally:
        npyshare.remove(made.name, layout="raw")


def test_items_are_replaced(root: Path) -> None:
    made = npyshare.ShareableList(["twelve bytes", 1])
    made[0], made[1] = "né", None
    assert [*npyshare.ShareableList(name=made.name)] == ["né", None]
    assert (made.count(None), made.index("né")) == (1, 0)
    with pytest.raises(ValueError, match="slot"):
        made[0] = "x" * 100
    with pytest.raises(ValueError, match="not in"):
        made.index(5)


def test_what_no_list_holds(root: Path) -> None:
    for items in ([2**63], [[]], [1j], [object()]):
        with pytest.raises(ValueError):
            npyshare.ShareableList(items, name="l")
    assert npyshare.list() == []
    made = npyshare.ShareableList([1], name="l")
    for index in (1, -2):
        with pytest.raises(IndexError):
            made[index]
    with pytest.raises(FileExistsError):
        npyshare.ShareableList([1], name="l")
    with pytest.raises(FileNotFoundError):
        npyshare.ShareableList(name="missing")
    with pytest.raises(ValueError):
        npyshare.ShareableList()
    with pytest.raises(ValueError, match="reading|read"):
        npyshare.ShareableList(name="l", mode="r")[0] = 2


def test_a_list_travels_by_its_name(root: Path) -> None:
    made = npyshare.ShareableList([1, "a"], name="l")
    pickle.loads(pickle.dumps(made))[0] = 9
    assert made[0] == 9
