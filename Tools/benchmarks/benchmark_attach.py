"""Attaching an array that exists, looking at its first element, and letting go."""

from comparison import Contestant
from setting import GIB, KIB, SAMPLE_SECONDS, size_text

OURS = "npyshare SharedArray.attach"
FLOOR = "C with the same system calls"
UNLOCKED = "C without the locks"


def run(setting):
    for size, has_peer_block in ((8 * KIB, True), (GIB, True), (100 * GIB, False)):
        name = f"attach-{size}"
        path = setting.make_sparse(name, size)
        ask = {"seconds": SAMPLE_SECONDS}
        workers = setting.workers
        contestants = [
            Contestant(OURS, "ours", workers.swift.per_call("attach", name, **ask)),
            Contestant(
                FLOOR, "floor", workers.floor.per_call("attach", path, "locked", **ask)
            ),
            Contestant(
                UNLOCKED, "floor", workers.floor.per_call("attach", path, "unlocked", **ask)
            ),
            Contestant(
                "numpy np.load(mmap_mode='r')", "peer",
                workers.numpy.per_call("attach-file", path, **ask),
            ),
        ]
        # CPython's own blocks: no header, so their users pass dtype and shape along.
        if has_peer_block:
            block = setting.workspace.block_name(name)
            workers.numpy.ask("make-block", block, size)
            contestants.append(
                Contestant(
                    "Python SharedMemory + ndarray", "peer",
                    workers.numpy.per_call("attach-block", block, **ask),
                )
            )
        title = f"an array of {size_text(size)}, one element read"
        targets = {FLOOR: 1.3} if size == 8 * KIB else {}
        yield setting.compare("attach", title, "µs", contestants, rounds=5, targets=targets)
        if has_peer_block:
            workers.numpy.ask("drop-block", block)
