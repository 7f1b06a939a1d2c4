"""Creating an array, storing an element, attaching it by its name, and removing it."""

from comparison import Contestant
from setting import GIB, KIB, SAMPLE_SECONDS, size_text


def run(setting):
    workers = setting.workers
    for size, ways in ((8 * KIB, ("reserved", "sparse")), (GIB, ("sparse",))):
        name = f"create-{size}"
        path = setting.shared_path(name)
        ask = {"seconds": SAMPLE_SECONDS}
        contestants = [
            Contestant(
                f"npyshare create + attach, {way}", "ours",
                workers.swift.per_call("create-attach", name, size, way, **ask),
            )
            for way in ways
        ] + [
            Contestant(
                "C open ftruncate mmap, open fstat mmap", "floor",
                workers.floor.per_call("create-attach", path, size, **ask),
            ),
            Contestant(
                "Python SharedMemory, twice", "peer",
                workers.numpy.per_call(
                    "create-attach-block", setting.workspace.block_name(name), size, **ask
                ),
            ),
            Contestant(
                "numpy open_memmap + np.load(mmap_mode='r')", "peer",
                workers.numpy.per_call("create-attach-file", path, size, **ask),
            ),
        ]
        title = f"an array of {size_text(size)}, attached and removed"
        yield setting.compare("create", title, "µs", contestants, rounds=5)
