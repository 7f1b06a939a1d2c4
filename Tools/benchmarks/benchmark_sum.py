"""Working through the elements of an attached array: a view must be as fast as a plain loop."""

from comparison import Contestant
from setting import SAMPLE_SECONDS

ROWS, COLUMNS = 1024, 1024


def run(setting):
    name = "sum"
    path = setting.shared_path(name) + ".npy"
    workers = setting.workers
    workers.numpy.ask("make-matrix", path, ROWS, COLUMNS)
    requests = [
        ("npyshare view.elements[i]", "ours", workers.swift, "sum-elements"),
        ("npyshare view[row, column]", "ours", workers.swift, "sum-subscripts"),
        ("C pointer loop", "floor", workers.floor, "sum"),
        ("numpy array.sum()", "peer", workers.numpy, "sum-file"),
    ]
    totals = {worker.ask(command, path, 1)[1] for _, _, worker, command in requests}
    if len(totals) != 1:
        raise ValueError(f"the sums differ: {totals}")
    contestants = [
        Contestant(name, role, worker.per_call(command, path, seconds=SAMPLE_SECONDS))
        for name, role, worker, command in requests
    ]
    title = f"a matrix of {ROWS} × {COLUMNS} 64-bit integers, added up"
    yield setting.compare("sum", title, "µs", contestants, rounds=5)
