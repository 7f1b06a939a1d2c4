"""Copying an array from shared memory to the disk, the whole process."""

from copies import CopyTarget
from setting import size_text

CP, DURABLE_CP = "cp", "cp, sync FILE, sync DIRECTORY"

SAVE = """
import sys, numpy
numpy.save(sys.argv[2], numpy.load(sys.argv[1], mmap_mode="r"))
"""


def run(setting):
    size = setting.big
    setting.need(shared=3 * size, disk=2 * size)
    name = "exported"
    source, path = setting.shared_path(name), setting.disk_path("export.npy")
    setting.workers.numpy.ask("make-array", source, size)
    target = CopyTarget(setting, source, path)
    contestants = [
        target.contestant("npyshare export", "ours", setting.npyshare, "export", name, path),
        target.contestant(CP, "peer", "cp", source, path),
        target.contestant(
            "python, np.load(mmap_mode='r') to np.save", "peer",
            setting.python, "-c", SAVE, source, path,
        ),
    ]
    setting.workspace.warm_pages(2 * size)
    title = f"{size_text(size)} to the page cache, the whole process"
    yield setting.compare("export", title, "ms", contestants, targets={CP: 1.05})

    copy_and_sync = 'cp "$1" "$2" && sync "$2" && sync "$3"'
    contestants = [
        target.contestant(
            "npyshare export --durable", "ours",
            setting.npyshare, "export", name, path, "--durable",
        ),
        target.contestant(
            DURABLE_CP, "peer",
            "sh", "-c", copy_and_sync, "sh", source, path, setting.workspace.disk,
        ),
    ]
    title = f"{size_text(size)} to the disk itself, the whole process"
    yield setting.compare("export", title, "ms", contestants, targets={DURABLE_CP: 1.05})
    target.clear()
