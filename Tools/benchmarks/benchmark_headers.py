"""Reading the headers of many small files, in one process."""

import os

from comparison import Contestant

OURS = "npyshare ArrayInspection"
FLOOR = "C open fstat pread, not parsed"
READER = "numpy np.lib.format.read_array_header"
LOAD = "numpy np.load(mmap_mode='r')"

LOAD_ALL = """
import os, sys, numpy
for name in sorted(os.listdir(sys.argv[1])):
    array = numpy.load(os.path.join(sys.argv[1], name), mmap_mode="r")
    print(name, array.dtype.str, array.shape, array.flags.fnc)
"""


def run(setting):
    count = 1_000 if setting.is_quick else 10_000
    directory, listing = setting.shared_path("headers"), setting.shared_path("headers.txt")
    os.mkdir(directory)
    workers = setting.workers
    workers.numpy.ask("make-headers", directory, listing, count)

    def first_figure(worker, command):
        return lambda: worker.ask(command, listing)[0]

    sums = {
        worker.ask(command, listing)[1]
        for worker, command in (
            (workers.swift, "headers"),
            (workers.numpy, "headers-by-reader"),
            (workers.numpy, "headers-by-load"),
        )
    }
    if len(sums) != 1:
        raise ValueError(f"the readers disagree on the extents: {sums}")
    contestants = [
        Contestant(OURS, "ours", first_figure(workers.swift, "headers")),
        Contestant(FLOOR, "floor", first_figure(workers.floor, "headers")),
        Contestant(READER, "peer", first_figure(workers.numpy, "headers-by-reader")),
        Contestant(LOAD, "peer", first_figure(workers.numpy, "headers-by-load")),
    ]
    targets = {FLOOR: 1.3, READER: 1 / 5, LOAD: 1 / 5}
    title = f"{count:,} files in one process"
    yield setting.compare("headers", title, "ms", contestants, targets=targets)

    seconds = setting.commands.seconds
    contestants = [
        Contestant(
            "npyshare inspect DIRECTORY", "ours",
            lambda: seconds(setting.npyshare, "inspect", directory),
        ),
        Contestant(
            "python, np.load(mmap_mode='r') each", "peer",
            lambda: seconds(setting.python, "-c", LOAD_ALL, directory),
        ),
    ]
    title = f"{count:,} files, a whole process that prints a line each"
    yield setting.compare("headers", title, "ms", contestants)
