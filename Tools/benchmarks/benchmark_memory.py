"""The most private memory that whole processes need."""

import os

from benchmark_import import COPY
from benchmark_inspect import LOOK
from comparison import Contestant
from setting import GIB, size_text

LIMIT = 20


def run(setting):
    private_bytes = setting.commands.private_bytes
    path = setting.make_sparse("memory", 100 * GIB)
    contestants = [
        Contestant(
            "npyshare inspect", "ours", lambda: private_bytes(setting.npyshare, "inspect", path)
        ),
        Contestant(
            "python, np.load(mmap_mode='r')", "peer",
            lambda: private_bytes(setting.python, "-c", LOOK, path),
        ),
    ]
    title = f"inspecting a file of {size_text(100 * GIB)}"
    yield setting.compare("memory", title, "MB", contestants, limit=LIMIT)

    size = setting.big
    setting.need(shared=3 * size, disk=2 * size)
    source, name = setting.disk_path("memory.npy"), "imported-for-memory"
    target = setting.shared_path(name)
    setting.workers.numpy.ask("make-array", source, size)

    def removing(*argv):
        def measure():
            if os.path.exists(target):
                os.unlink(target)
            return private_bytes(*argv)

        return measure

    contestants = [
        Contestant(
            "npyshare import", "ours", removing(setting.npyshare, "import", source, "--as", name)
        ),
        Contestant("cp", "floor", removing("cp", source, target)),
        Contestant(
            "python, np.load(mmap_mode='r') to open_memmap", "peer",
            removing(setting.python, "-c", COPY, source, target),
        ),
    ]
    title = f"importing a file of {size_text(size)}"
    yield setting.compare("memory", title, "MB", contestants, limit=LIMIT)
    os.unlink(target)
