"""Taking snapshots of arrays in shared memory and restoring them there, beside zstd, and beside the
libraries that people archive numpy arrays with."""

import os

from comparison import Contestant
from copies import CopyTarget
from setting import size_text

KINDS = (
    "random float64", "smooth float32", "small-range int32", "image-like uint8", "model weights",
    "zeros",
)
ZSTD, UNZSTD = "zstd -1 -T2", "zstd -d"
SPARSE = "npyshare restore --sparse"
LIBRARIES = {
    "blosc2": "Blosc2, zstd-1, shuffle",
    "zarr": "Zarr v3, zstd-1",
    "zarr-blosc": "Zarr v3, Blosc zstd-1, shuffle",
    "npy": "np.save",
    "npz": "np.savez_compressed (one run)",
}
# It takes as long as all others in all rounds together.
ONCE = "npz"
ROWS = (1000, 1100)
# How large our file may be beside that of zstd.
LARGEST_RATIO = 1.015
MEMORY_LIMIT = 64


def run(setting):
    size = setting.big
    # The array, what is made of it by seven, and the restored one.
    setting.need(shared=9 * size)
    restoring = {}
    for kind in KINDS:
        archive = Archive(setting, kind, size)
        yield from archive.taking()
        archive.print_sizes()
        restored = archive.restoring()
        restoring[kind] = restored.samples[restored.ours]
        yield restored
        if kind == "zeros":
            yield archive.leaving_holes(restored)
        yield archive.reading_rows()
        if kind == KINDS[0]:
            yield from archive.memory()
        archive.close()
    yield setting.comparison(
        "snapshot", f"npyshare restore of {size_text(size)}", "ms",
        [Contestant("zeros", "ours", None), Contestant(KINDS[0], "peer", None)],
        {kind: restoring[kind] for kind in ("zeros", KINDS[0])}, {KINDS[0]: 0.2},
    )


class Archive:
    """An array, and all that is made of it."""

    def __init__(self, setting, kind, size):
        self._setting = setting
        self._title = f"{size_text(size)} of {kind}"
        self._name = "source"
        self._source = setting.shared_path(self._name)
        self._path = {
            name: setting.shared_path(f"archive.{name}") for name in ("zstd", *LIBRARIES)
        }
        self._path["ours"] = setting.shared_path("ours.npy.zst")
        self._restored = setting.shared_path("restored")
        setting.workers.archive.ask("make", kind, self._source, size)

    def taking(self):
        setting = self._setting
        ours = SnapshotTarget(setting, self._source, self._path["ours"])
        zstd = SnapshotTarget(setting, self._source, self._path["zstd"])
        command = setting.npyshare, "snapshot", self._name, self._path["ours"]
        contestants = [
            ours.contestant(
                "npyshare snapshot --consistency leased", "ours", *command,
                "--consistency", "leased",
            ),
            ours.contestant("npyshare snapshot (stable: two passes)", "ours", *command),
            zstd.contestant(
                ZSTD, "peer", "zstd", "-q", "-1", "-T2", self._source, "-o", self._path["zstd"]
            ),
            *self._libraries("write"),
        ]
        setting.workspace.warm_pages(2 * (os.path.getsize(self._source)))
        taking = setting.compare(
            "snapshot", f"take {self._title}", "ms", contestants, targets={ZSTD: 0.75}
        )
        yield taking
        # The default reads the array twice, and so promises what zstd does not.
        stable, zstd = contestants[1], contestants[2]
        yield setting.comparison(
            "snapshot", f"take {self._title}, by default", "ms",
            [Contestant(stable.name, "ours", None), zstd],
            {name: taking.samples[name] for name in (stable.name, zstd.name)}, {ZSTD: 0.75},
        )

    def print_sizes(self):
        """How large the files are, ours against each."""
        ours = total_bytes(self._path["ours"])
        print(f"\nsnapshot: bytes of {self._title}: npyshare {ours:,}")
        for name, title in {"zstd": ZSTD, **LIBRARIES}.items():
            theirs = total_bytes(self._path[name])
            verdict = ""
            if name == "zstd":
                is_met = ours <= LARGEST_RATIO * theirs
                verdict = f"; target ≤ {LARGEST_RATIO}: {'met' if is_met else 'NOT MET'}"
            print(f"  {title}: {theirs:,}; ours ÷ it {ours / theirs:.4f}{verdict}")

    def restoring(self):
        setting = self._setting
        target = CopyTarget(setting, self._source, self._restored)
        command = (
            setting.npyshare, "restore", self._path["ours"],
            "--as", os.path.basename(self._restored),
        )
        contestants = [
            target.contestant("npyshare restore", "ours", *command),
            target.contestant(
                UNZSTD, "peer", "zstd", "-q", "-d", self._path["zstd"], "-o", self._restored
            ),
            *self._libraries("read"),
        ]
        if "zeros" in self._title:
            contestants.append(target.contestant(SPARSE, "ours", *command, "--sparse"))
            contestants.append(Contestant("fallocate", "floor", lambda: self._reserve(target)))
        setting.workspace.warm_pages(os.path.getsize(self._source))
        comparison = setting.compare(
            "snapshot", f"restore {self._title} (libraries: to private memory)", "ms", contestants, targets={UNZSTD: 0.6}
        )
        target.clear()
        return comparison

    def _reserve(self, target):
        """Room for zeros and nothing else: what all must do who do not leave holes."""
        target.clear()
        size = str(os.path.getsize(self._source))
        return self._setting.commands.seconds("fallocate", "-l", size, self._restored)

    def leaving_holes(self, restored):
        """zstd leaves zeros out of the file. Ours has room for them unless asked to do the same."""
        return self._setting.comparison(
            "snapshot", f"restore {self._title}, leaving holes", "ms",
            [Contestant(SPARSE, "ours", None), Contestant(UNZSTD, "peer", None)],
            {name: restored.samples[name] for name in (SPARSE, UNZSTD)}, {UNZSTD: 0.6},
        )

    def reading_rows(self):
        """Some rows, in process: the archive is opened each time. The files are in memory for all.
        Ours compares the checksum of each frame that it opens; the others have none, and Blosc2
        decompresses only the blocks of a chunk that hold any of the rows."""
        workers = self._setting.workers
        rows = "snapshot-rows", self._path["ours"], *ROWS
        contestants = [
            Contestant("npyshare, SnapshotReader", "ours", lambda: workers.swift.ask(*rows, 1)[0])
        ]
        found = {tuple(workers.swift.ask(*rows, 1)[1:])}
        for name in ("blosc2", "zarr", "zarr-blosc"):
            request = "read-rows", name, self._path[name], *ROWS, 1
            found.add(tuple(workers.archive.ask(*request)[1:]))
            contestants.append(
                Contestant(
                    LIBRARIES[name], "peer",
                    lambda request=request: workers.archive.ask(*request)[0],
                )
            )
        if len(found) > 1:
            raise ValueError(f"the first and last elements of the rows are {found}")
        return self._setting.compare(
            "snapshot", f"rows {ROWS[0]} to {ROWS[1]} of {self._title}, in process", "ms",
            contestants, rounds=3, targets={contestant.name: 1 for contestant in contestants[1:]},
        )

    def memory(self):
        """Private memory, most of all."""
        setting = self._setting
        ours, restored = self._path["ours"], self._restored

        def measure(path, *argv):
            if os.path.exists(path):
                os.unlink(path)
            return setting.commands.private_bytes(setting.npyshare, *argv)

        for title, path, argv in (
            ("take", ours, ("snapshot", self._name, ours)),
            ("restore", restored, ("restore", ours, "--as", os.path.basename(restored))),
        ):
            contestant = Contestant(
                f"npyshare {argv[0]}", "ours", lambda path=path, argv=argv: measure(path, *argv)
            )
            yield setting.compare(
                "snapshot", f"private memory to {title} {self._title}", "MB", [contestant],
                limit=MEMORY_LIMIT,
            )

    def close(self):
        self._setting.workers.close()
        self._setting.workspace.clear()

    def _libraries(self, command):
        for name, title in LIBRARIES.items():
            request = command, name, self._source, self._path[name]
            yield Contestant(title, "peer", self._measure(name, request))

    def _measure(self, name, request):
        once = []

        def measure():
            if name == ONCE and once:
                return once[0]
            once[:] = self._setting.workers.archive.ask(*request)[:1]
            return once[0]

        return measure


def total_bytes(path):
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(
        os.path.getsize(os.path.join(directory, name))
        for directory, _, names in os.walk(path)
        for name in names
    )


class SnapshotTarget(CopyTarget):
    """A compressed file, which is checked by decompressing it."""

    def _check(self, name):
        compare = 'zstd -q -d -c "$1" | cmp - "$2"'
        self._setting.commands.seconds("sh", "-c", compare, "sh", self._path, self._source)
        self._checked.add(name)
