"""Memory stays as long as views do, names as long as they should, and nothing leaks or warns."""

import gc
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

import npyshare


def run(program: str) -> "subprocess.CompletedProcess[str]":
    """Runs a program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-X", "faulthandler", "-c", program], capture_output=True, text=True
    )


def private() -> int:
    """What of this process's memory is no file's, in bytes: pages of files come and go as the kernel
    likes."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("RssAnon:")[1].split()[0]) * 1024


def mapped(root: Path) -> int:
    return Path("/proc/self/maps").read_text().count(str(root))


def test_views_outlive_everything(root: Path) -> None:
    view = memoryview(npyshare.full("x", (4, 3), 5.0)[1:].T)
    npyshare.remove("x")
    gc.collect()
    assert np.asarray(view).sum() == 45
    assert mapped(root) == 1
    del view
    assert mapped(root) == 0


@pytest.mark.parametrize(
    "rest", ["", "import os; os._exit(0)", "sys.views = array[1:]", "npyshare = None", "import gc; gc.freeze()"]
)
def test_interpreters_exit_with_live_views(root: Path, rest: str) -> None:
    done = run(
        "import sys, npyshare\n"
        "array = npyshare.full('x', (4, 3), 5.0)\nviews = [array[1:], array.T, array.data]\n"
        "loop = [views]; loop.append(loop)\nscope = npyshare.Scope()\nowned = scope.create(shape=3)\n"
        "other = npyshare.create(shape=3, lifetime='last-user')\nlease = npyshare.read(array)\n"
        "lease.__enter__()\nqueue = npyshare.Queue('q', payload_bytes=80)\nqueue.put(1)\n"
        f"message = queue.get()\n{rest}\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    npyshare.collect()
    assert {entry["name"] for entry in npyshare.list()} == {"x"}


def test_killed_owners_leave_nothing(root: Path) -> None:
    done = run(
        "import os, npyshare\narray = npyshare.create('mine', 3, lifetime='scoped')\n"
        "kept = npyshare.create('kept', 3)\nos.kill(os.getpid(), 9)"
    )
    assert done.returncode == -9
    assert [entry["name"] for entry in npyshare.collect(dry_run=True)] == ["mine"]
    assert [(entry["name"], entry["outcome"]) for entry in npyshare.collect()] == [("mine", "removed")]
    assert [entry["name"] for entry in npyshare.list()] == ["kept"]


def test_a_scope_owns_what_it_made(root: Path) -> None:
    with npyshare.Scope() as scope:
        array = scope.create("mine", 3)
        kept = scope.copy(np.ones(3), "kept")
        npyshare.handle_of(kept).persist()
        assert [npyshare.handle_of(a).lifetime for a in (array, kept)] == ["scoped", None]
        assert scope.is_open and scope.root == str(root)
    array[:] = 1
    assert not scope.is_open
    assert [entry["name"] for entry in npyshare.list()] == ["kept"]
    with pytest.raises(ValueError):
        scope.create("late", 3)


def test_last_users(root: Path) -> None:
    array = npyshare.create("mine", 3, lifetime="last-user")
    view = array[1:]
    del array
    assert (root / "mine").exists()
    del view
    assert not (root / "mine").exists()


def test_ten_thousand_attaches_and_a_thousand_cycles(root: Path) -> None:
    npyshare.full("x", 1000, 1.0)

    def cycle() -> None:
        for mode in ("r", "r+", "c"):
            assert npyshare.attach("x", mode)[5] == 1
        made = npyshare.create("y", 100)
        npyshare.remove("y")
        del made

    for _ in range(2300):
        cycle()
    before = private()
    for _ in range(1100):
        cycle()
    assert private() - before < 1 << 20
    assert mapped(root) == 0
    assert len(os.listdir("/proc/self/fd")) < 64


FORKS = """
import os, sys, numpy as np, npyshare
array = npyshare.full("x", (4, 3), 1.0)
owned = npyshare.create("owned", 3, lifetime="scoped")
scope = npyshare.Scope()
scoped = scope.create("scoped", 3)
npyshare.snapshot(array, sys.argv[1] + "/x.npy.zst")
queue = npyshare.Queue("q", payload_bytes=800)
queue.put(1)
names = npyshare.ShareableList([1], name="l")
with npyshare.write(array):
    child = os.fork()
    if child == 0:
        array[0] = 2
        assert npyshare.attach("x").sum() == 15 and names[0] == 1
        # Its parent has the lease, and it has none of its parent's.
        try:
            with npyshare.write(array, timeout=0):
                os._exit(3)
        except TimeoutError:
            pass
        scope.close()
        npyshare.collect()
        queue.put(2)
        with queue.get(timeout=10) as message:
            assert message == 1
        mine = npyshare.create("child", 3, lifetime="scoped")
        restored = npyshare.restore(sys.argv[1] + "/x.npy.zst", "restored")
        assert restored.sum() == 12
        del array, mine, queue, scope, owned, scoped, restored, names
        sys.exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
with queue.get(timeout=10) as message:
    assert message == 2
assert [entry["name"] for entry in npyshare.list() if entry["kind"] == "array"] == [
    "owned", "restored", "scoped", "x"
], npyshare.list()
"""


def test_a_parent_that_used_everything_forks(root: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORKS, str(tmp_path)], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    with pytest.raises(FileNotFoundError):
        npyshare.Queue("q")


def test_queues_stay_as_long_as_they_are_asked_to(root: Path) -> None:
    made = "import npyshare\nqueue = npyshare.Queue('q', 8, lifetime={!r})\nqueue.put(1)"
    assert run(made.format("persistent")).stderr == ""
    assert npyshare.Queue("q").get().array == 1
    npyshare.Queue.remove("q")
    for lifetime in "last-user", "scoped":
        assert run(made.format(lifetime)).stderr == ""
        with pytest.raises(FileNotFoundError):
            npyshare.Queue("q")
    with pytest.raises(ValueError, match="there are"):
        npyshare.Queue("q", 8, lifetime="ever")


def test_importing_takes_little() -> None:
    done = run(
        "import sys, numpy\nbefore = set(sys.modules)\nimport npyshare\n"
        "print(*sorted(n for n in set(sys.modules) - before if '.' not in n))"
    )
    # Some versions of numpy have imported errno.
    assert set(done.stdout.split()) - {"errno"} == {"npyshare"}, done.stdout + done.stderr


def test_threads_attach_an_array_once(root: Path) -> None:
    npyshare.full("x", 1000, 1.0)
    count = 8
    for _ in range(100):
        begin, found = threading.Barrier(count), []

        def attach() -> None:
            begin.wait()
            found.append(npyshare.attach("x"))

        threads = [threading.Thread(target=attach) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({array.ctypes.data for array in found}) == 1
        assert len(found) == count and mapped(root) == 1
        found.clear()


def test_a_relative_path_is_one_of_the_present_directory(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = []
    for number in range(2):
        (tmp_path / str(number)).mkdir()
        monkeypatch.chdir(tmp_path / str(number))
        npyshare.full("./x.npy", 3, float(number))
        kept.append(npyshare.attach("./x.npy"))
    assert [array[0] for array in kept] == [0, 1]
    monkeypatch.chdir(tmp_path / "0")
    assert npyshare.attach("./x.npy")[0] == 0
