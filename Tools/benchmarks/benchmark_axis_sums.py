"""Adding up along each axis of a large array, beside the ways in which numpy does it."""

import math

from comparison import Contestant
from setting import size_text

WAYS = {"numpy array.sum(axis)": "sum", "numpy einsum": "einsum", "numpy tensordot": "ones"}


def run(setting):
    side = 4096 if setting.is_quick else 16384
    setting.need(shared=setting.big)
    for shape in ((side, side), (side * side >> 20, 1024, 1024)):
        path = setting.shared_path("axis-sums.npy")
        setting.workers.numpy.ask("make-grid", path, *shape)
        for axis in range(len(shape)):
            yield compare(setting, path, shape, axis)
        setting.workers.close()


def compare(setting, path, shape, axis):
    swift, numpy = setting.workers.swift, setting.workers.numpy
    ours = "npyshare view.sum(axis:)"
    found = swift.ask("sum-axis", path, axis, 1)[1:]
    for way in WAYS.values():
        theirs = numpy.ask("sum-axis", path, axis, way, 1)[1:]
        # numpy adds up float32 in float32.
        if not all(math.isclose(a, b, rel_tol=1e-3) for a, b in zip(found, theirs)):
            raise ValueError(f"axis {axis}: npyshare said {found}, {way} {theirs}")
    contestants = [
        Contestant(ours, "ours", lambda: swift.ask("sum-axis", path, axis, 1)[0]),
        *(
            Contestant(name, "peer", lambda way=way: numpy.ask("sum-axis", path, axis, way, 1)[0])
            for name, way in WAYS.items()
        ),
    ]
    size = size_text(4 * math.prod(shape))
    title = f"{size} of float32 {shape}, added up along axis {axis}"
    comparison = setting.compare("axis-sums", title, "ms", contestants)
    comparison.targets[comparison.faster(*WAYS)] = 1.5
    return comparison
