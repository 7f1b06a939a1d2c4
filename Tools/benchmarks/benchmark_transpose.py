"""Copying a large matrix transposed into another one that is there already, beside numpy."""

from comparison import Contestant
from setting import size_text

WAYS = {"numpy out[...] = a.T": "assign", "numpy copyto": "copyto"}


def run(setting):
    sides = (2048, 2000) if setting.is_quick else (8192, 10000)
    for side in sides:
        size = 4 * side * side
        setting.need(shared=2 * size)
        path, target = (setting.shared_path(f"transpose-{name}.npy") for name in ("from", "to"))
        swift, numpy = setting.workers.swift, setting.workers.numpy
        numpy.ask("make-grid", path, side, side)
        numpy.ask("make-grid", target, side, side)
        seen = [swift.ask("copy-transposed", path, target, 1)[1]]
        seen += [numpy.ask("copy-transposed", path, target, way, 1)[1] for way in WAYS.values()]
        # The same float32, printed with more digits or fewer.
        if max(seen) - min(seen) > 1e-6:
            raise ValueError(f"the copies differ: {seen}")
        contestants = [
            Contestant(
                "npyshare copy(from: a.transposed())", "ours",
                lambda: swift.ask("copy-transposed", path, target, 1)[0]),
            *(
                Contestant(
                    name, "peer",
                    lambda way=way: numpy.ask("copy-transposed", path, target, way, 1)[0])
                for name, way in WAYS.items()
            ),
        ]
        title = f"{size_text(size)} of float32 {side} × {side}, copied transposed"
        comparison = setting.compare("transpose", title, "ms", contestants)
        comparison.targets[comparison.faster(*WAYS)] = 1 / 1.5
        yield comparison
        setting.workers.close()
