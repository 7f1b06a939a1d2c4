"""Attaching and creating arrays of 8 KiB from Python, beside what Python programs use instead."""

from comparison import Contestant
from setting import KIB, SAMPLE_SECONDS

C_EXTENSION = "SharedArray's C extension"
BLOCK = "Python SharedMemory + ndarray"
LOAD = "numpy np.load(mmap_mode='r')"


def run(setting):
    worker, ask = setting.workers.package, {"seconds": SAMPLE_SECONDS}
    for kind in ("ours", "c-extension", "block"):
        worker.ask("make", kind)
    block = Contestant(BLOCK, "peer", worker.per_call("attach", "block", **ask))
    yield setting.compare(
        "python-attach", "an array of 8 KiB, one element read, not attached before", "µs",
        [
            Contestant("npyshare.attach", "ours", worker.per_call("attach", "ours", **ask)),
            Contestant(C_EXTENSION, "peer", worker.per_call("attach", "c-extension", **ask)),
            block,
            Contestant(LOAD, "peer", worker.per_call("attach", "numpy", **ask)),
        ],
        rounds=5, targets={C_EXTENSION: 1.5, BLOCK: 1 / 1.3, LOAD: 1 / 3},
    )
    yield setting.compare(
        "python-attach", "the same, attached already", "µs",
        [Contestant("npyshare.attach", "ours", worker.per_call("attach-again", **ask)), block],
        rounds=5, targets={BLOCK: 1 / 10},
    )
    yield setting.compare(
        "python-attach", "8 KiB created, stored into, attached, read, removed", "µs",
        [
            Contestant("npyshare.create", "ours", worker.per_call("create", "ours", **ask)),
            Contestant(C_EXTENSION, "peer", worker.per_call("create", "c-extension", **ask)),
            Contestant(BLOCK, "peer", worker.per_call("create", "block", **ask)),
        ],
        rounds=5, targets={BLOCK: 1 / 1.3},
    )
    yield setting.compare(
        "python-attach", "8 KiB through a queue, and a number back", "µs",
        [
            Contestant(
                "npyshare.Queue", "ours",
                worker.per_call("queue-round-trip", "ours", 8 * KIB, **ask)),
            Contestant(
                "multiprocessing.SimpleQueue", "peer",
                worker.per_call("queue-round-trip", "pickled", 8 * KIB, **ask)),
        ],
        rounds=5, targets={"multiprocessing.SimpleQueue": 0.4},
    )
    for kind in ("ours", "c-extension", "block"):
        worker.ask("drop", kind)
