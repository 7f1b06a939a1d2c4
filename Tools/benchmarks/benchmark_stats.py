"""A whole process that says what the elements of an array are like: how many are no numbers, their
range, mean, standard deviation, and a histogram."""

import json
import math

from comparison import Contestant
from setting import size_text

OURS = "npyshare inspect --stats"
CALLS = "python, numpy, a call each"
BLOCKS = "python, numpy, in blocks"

# numpy as one writes it first, with float64 sums as ours. The edges are given. What it makes on the
# way takes up to twice the memory of the array.
EACH = """
import json, sys, numpy as np
a = np.asarray(np.load(sys.argv[1], mmap_mode="r"))
edges = np.array(json.loads(sys.argv[2]))
nan, infinite = np.count_nonzero(np.isnan(a)), np.count_nonzero(np.isinf(a))
if nan or infinite:
    a = a[np.isfinite(a)]
print(json.dumps(dict(nan=int(nan), infinite=int(infinite), min=float(a.min()), max=float(a.max()),
    mean=a.mean(dtype=np.float64), std=a.std(dtype=np.float64),
    counts=np.histogram(a, bins=edges)[0].tolist())))
"""

# numpy as somebody would write it who knows what it costs: float64 sums as ours, and blocks that
# stay in the cache, so that nothing as large as the array is made on the way.
IN_BLOCKS = """
import json, sys, numpy as np
a = np.load(sys.argv[1], mmap_mode="r")
edges = np.array(json.loads(sys.argv[2]))
length = 1 << 16
nan = infinite = count = 0
low, high, mean, squares = np.inf, -np.inf, 0.0, 0.0
bins = np.zeros(edges.size - 1, np.int64)
for start in range(0, a.size, length):
    block = np.asarray(a[start : start + length])
    finite = np.isfinite(block)
    if not finite.all():
        nan += np.count_nonzero(np.isnan(block))
        infinite += np.count_nonzero(np.isinf(block))
        block = block[finite]
    if block.size == 0:
        continue
    low, high = min(low, block.min()), max(high, block.max())
    its_mean = block.mean(dtype=np.float64)
    its_squares = block.var(dtype=np.float64) * block.size
    both = count + block.size
    squares += its_squares + (its_mean - mean) ** 2 * count * block.size / both
    mean += (its_mean - mean) * block.size / both
    count = both
    bins += np.histogram(block, bins=edges)[0]
print(json.dumps(dict(nan=int(nan), infinite=int(infinite), min=float(low), max=float(high),
    mean=mean, std=(squares / count) ** 0.5, counts=bins.tolist())))
"""


def run(setting):
    size = setting.big
    setting.need(shared=3 * size)
    path = setting.shared_path("stats.npy")
    setting.workers.numpy.ask("make-noise", path, size)
    # It holds the pages that it has just made.
    setting.workers.close()
    edges = check(setting, path)
    seconds = setting.commands.seconds
    contestants = [
        Contestant(OURS, "ours", lambda: seconds(setting.npyshare, "inspect", "--stats", path)),
        Contestant(CALLS, "peer", lambda: seconds(setting.python, "-c", EACH, path, edges)),
        Contestant(BLOCKS, "peer", lambda: seconds(setting.python, "-c", IN_BLOCKS, path, edges)),
    ]
    title = f"{size_text(size)} of float32 in shared memory, the whole process"
    yield setting.compare("stats", title, "s", contestants, targets={CALLS: 1 / 5, BLOCKS: 1 / 5})


def check(setting, path):
    """Lets all say the same of the same array; returns the edges of ours."""
    (report,) = json.loads(
        setting.commands.text(setting.npyshare, "inspect", "--stats", "--json", path)
    )
    (ours,) = report["columns"]
    edges = json.dumps(ours["histogram"]["edges"])
    for program in (EACH, IN_BLOCKS):
        theirs = json.loads(setting.commands.text(setting.python, "-c", program, path, edges))
        same = ours["histogram"]["counts"] == theirs["counts"] and ours["nan"] == theirs["nan"]
        for name in ("mean", "std", "min", "max"):
            # Least and greatest are printed with the digits of a float32.
            near = 1e-6 if name in ("min", "max") else 1e-12
            same = same and math.isclose(ours[name], theirs[name], rel_tol=near, abs_tol=1e-12)
        if not same:
            raise ValueError(f"npyshare said {ours}, numpy {theirs}")
    return edges
