"""Copying a cached file into shared memory, the whole process."""

from copies import CopyTarget
from setting import size_text

CP, CAT = "cp", "cat >"

COPY = """
import sys, numpy
source = numpy.load(sys.argv[1], mmap_mode="r")
target = numpy.lib.format.open_memmap(sys.argv[2], "w+", source.dtype, source.shape)
numpy.copyto(target, source)
"""


def run(setting):
    size = setting.big
    setting.need(shared=3 * size, disk=2 * size)
    source, name = setting.disk_path("import.npy"), "imported"
    path = setting.shared_path(name)
    setting.workers.numpy.ask("make-array", source, size)
    target = CopyTarget(setting, source, path)
    contestants = [
        target.contestant(
            "npyshare import", "ours", setting.npyshare, "import", source, "--as", name
        ),
        target.contestant(CP, "peer", "cp", source, path),
        target.contestant(CAT, "peer", "cat", source, output=path),
        target.contestant(
            "python, np.load(mmap_mode='r') to open_memmap", "peer",
            setting.python, "-c", COPY, source, path,
        ),
    ]
    setting.workspace.warm_pages(3 * size)
    title = f"{size_text(size)} from the page cache, the whole process"
    comparison = setting.compare("import", title, "ms", contestants)
    comparison.targets = {comparison.faster(CP, CAT): 1.05}
    yield comparison
    target.clear()
