"""Loops over elements through a view, beside the same loops over an unsafe buffer in the same
process: indices that are checked must cost nothing."""

from comparison import Contestant
from setting import SAMPLE_SECONDS

# Half a mebibyte stays in a processor's second cache; the large one is read from memory.
SMALL, LARGE = (256, 512), (4096, 4096)

# A loop through a view, what it is, the loop over a buffer that it is compared with, the target.
LOOPS = [
    ("f4", "sum", "float32, view[i, j] added up", "sum-pointer", 1.05),
    ("f4", "scale", "float32, view[i, j] scaled in place", "scale-pointer", None),
    ("f4", "scale-rows", "float32, view.row(i)[j] scaled in place", "scale-pointer", 1.05),
    ("f4", "rows", "float32, view.row(i).elements added up", "sum-pointer", 1.05),
    ("f4", "transposed", "float32, the transposed view added up", "transposed-pointer", 1.05),
    ("i4", "integers", "int32, view[i, j] added up", "integers-pointer", None),
    ("i4", "integers-rows", "int32, view.row(i).elements added up", "integers-pointer", None),
]


def run(setting):
    numpy, swift = setting.workers.numpy, setting.workers.swift
    for shape in (SMALL,) if setting.is_quick else (SMALL, LARGE):
        rows, columns = shape
        paths = {}
        for dtype in ("f4", "i4"):
            paths[dtype] = setting.shared_path(f"views-{dtype}-{rows}.npy")
            numpy.ask("make-matrix", paths[dtype], rows, columns, dtype)
        for dtype, loop, title, pointer_loop, target in LOOPS:
            path = paths[dtype]
            if "scale" not in loop:
                totals = {swift.ask("loop", path, each, 1)[1] for each in (loop, pointer_loop)}
                if len(totals) != 1:
                    raise ValueError(f"{title}: the loops differ: {totals}")
            ours, other = "npyshare", "the same loop over an unsafe buffer"
            contestants = [
                Contestant(name, role, swift.per_call("loop", path, each, seconds=SAMPLE_SECONDS))
                for name, role, each in ((ours, "ours", loop), (other, "floor", pointer_loop))
            ]
            yield setting.compare(
                "views", f"{rows} × {columns} of {title}", "µs", contestants, rounds=3,
                targets={other: target} if target else None)
