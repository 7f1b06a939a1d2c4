"""A whole process that says what a file holds."""

from comparison import Contestant
from setting import GIB, KIB, size_text

OURS = "npyshare inspect"
NUMPY = "python, import numpy, np.load(mmap_mode='r')"

# `array` is kept: it is what a person would look at.
LOOK = """
import sys, numpy
array = numpy.load(sys.argv[1], mmap_mode="r")
print(array.shape, array.dtype.str, "Fortran" if array.flags.fnc else "C")
"""


def run(setting):
    seconds = setting.commands.seconds
    for size in (8 * KIB, 100 * GIB):
        path = setting.make_sparse(f"inspect-{size}", size)
        report = setting.inspect(path)
        if (report["shape"], report["descr"]) != ([size // 8], "<f8"):
            raise ValueError(f"npyshare inspect said {report}")
        contestants = [
            Contestant(OURS, "ours", lambda: seconds(setting.npyshare, "inspect", path)),
            Contestant("true", "floor", lambda: seconds("true")),
            Contestant(NUMPY, "peer", lambda: seconds(setting.python, "-c", LOOK, path)),
            Contestant(
                "the same, python -I", "peer",
                lambda: seconds(setting.python, "-I", "-c", LOOK, path),
            ),
        ]
        title = f"a file of {size_text(size)}, the whole process"
        targets = {NUMPY: 1 / 15}
        yield setting.compare("inspect", title, "ms", contestants, rounds=3, targets=targets)
