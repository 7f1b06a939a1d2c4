"""Taking a lease on an array that nobody else uses, and letting go of it."""

from comparison import Contestant
from setting import KIB, SAMPLE_SECONDS

OURS = "npyshare SharedArray.lease"
FLOOR = "C fcntl, to lock and to unlock"


def run(setting):
    name = "leases"
    path = setting.make_sparse(name, 8 * KIB)
    ask = {"seconds": SAMPLE_SECONDS}
    workers = setting.workers
    # A shared lease looks whether a writer waits, which is a third system call.
    for kind, target in (("shared", 1.6), ("exclusive", 1.3)):
        contestants = [
            Contestant(OURS, "ours", workers.swift.per_call("lease", name, kind, **ask)),
            Contestant(FLOOR, "floor", workers.floor.per_call("lease", path, kind, **ask)),
            Contestant(
                "Python fcntl, to lock and to unlock", "peer",
                workers.numpy.per_call("lease", path, kind, **ask),
            ),
        ]
        title = f"{kind}, the whole array, nobody in the way"
        yield setting.compare(
            "leases", title, "µs", contestants, rounds=5, targets={FLOOR: target})
