"""Taking a snapshot of an array and restoring it, from and to shared memory, the whole process."""

import os

import numpy

from copies import CopyTarget
from setting import size_text

ZSTD, UNZSTD = "zstd -1 -T0", "zstd -d"
MAKERS = {
    # Noise: no compressor can do anything about it.
    "noise": lambda random, count: random.random(count),
    # A slow wave in steps: neighbours are often equal.
    "a wave in steps": lambda random, count: numpy.round(
        numpy.sin(numpy.arange(count) / 5000) * 100
    ),
}


def run(setting):
    size = setting.big
    setting.need(shared=4 * size, disk=0)
    for kind, make in MAKERS.items():
        yield from compare(setting, size, kind, make)


def compare(setting, size, kind, make):
    name = "snapshotted"
    source = setting.shared_path(name)
    save(source, size, make)
    ours, theirs = setting.shared_path("ours.npy.zst"), setting.shared_path("theirs.npy.zst")
    title = f"{size_text(size)} of {kind}, the whole process"

    snapshot = SnapshotTarget(setting, source, ours)
    stable = "npyshare snapshot (stable)"
    contestants = [
        snapshot.contestant(
            "npyshare snapshot --consistency leased", "ours",
            setting.npyshare, "snapshot", name, ours, "--consistency", "leased",
        ),
        snapshot.contestant(stable, "peer", setting.npyshare, "snapshot", name, ours),
        SnapshotTarget(setting, source, theirs).contestant(
            ZSTD, "peer", "zstd", "-q", "-1", "-T0", source, "-o", theirs
        ),
    ]
    setting.workspace.warm_pages(2 * size)
    taking = setting.compare("snapshot", f"take {title}", "ms", contestants)
    taking.targets = {ZSTD: 0.75}
    yield taking

    for path, command in (
        (ours, [setting.npyshare, "snapshot", name, ours]),
        (theirs, ["zstd", "-q", "-1", "-T0", source, "-o", theirs]),
    ):
        if not os.path.exists(path):
            setting.commands.seconds(*command)
    sizes = os.path.getsize(ours), os.path.getsize(theirs)
    print(f"{kind}: npyshare {sizes[0]} bytes, zstd {sizes[1]}: {sizes[0] / sizes[1]:.4f}")

    restored = setting.shared_path("restored")
    target = CopyTarget(setting, source, restored)
    contestants = [
        target.contestant(
            "npyshare restore", "ours", setting.npyshare, "restore", ours, "--as", "restored"
        ),
        target.contestant(UNZSTD, "peer", "zstd", "-q", "-d", theirs, "-o", restored),
    ]
    comparison = setting.compare("snapshot", f"restore {title}", "ms", contestants)
    comparison.targets = {UNZSTD: 0.6}
    yield comparison
    target.clear()
    for path in source, ours, theirs:
        os.unlink(path)


def save(path, size, make):
    """Writes the array piece by piece: it need not be in memory twice."""
    count = size // 8
    array = numpy.lib.format.open_memmap(path, "w+", "<f8", (count,))
    random = numpy.random.default_rng(1)
    piece = 1 << 20
    for start in range(0, count, piece):
        array[start:start + piece] = make(random, min(piece, count - start))


class SnapshotTarget(CopyTarget):
    """A compressed file, which is checked by decompressing it."""

    def _check(self, name):
        compare = 'zstd -q -d -c "$1" | cmp - "$2"'
        self._setting.commands.seconds("sh", "-c", compare, "sh", self._path, self._source)
        self._checked.add(name)
