"""What every benchmark is given: the programs, the workers, room for data, and how long to run."""

import json
import os
import struct
import sys

from comparison import Comparison
from rounds import play

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30

# Enough for a sample of calls that take microseconds to be far longer than a timer tick, and short
# enough that a burst of other work hits few samples.
SAMPLE_SECONDS = 0.015


def size_text(size):
    for unit, name in ((GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB")):
        if size >= unit:
            return f"{size / unit:g} {name}"
    return f"{size} B"


class Skipped(Exception):
    """The machine has no room for a benchmark."""


class Setting:
    def __init__(self, programs, workers, commands, workspace, rounds, is_quick):
        self.npyshare = programs.npyshare
        self.swift_worker = programs.swift_worker
        self.python = sys.executable
        self.workers = workers
        self.commands = commands
        self.workspace = workspace
        self.rounds = rounds
        self.is_quick = is_quick

    @property
    def big(self):
        """The size of what is copied and filled. A quick run proves that all works, no more."""
        return 64 * MIB if self.is_quick else GIB

    def compare(self, benchmark, title, unit, contestants, rounds=1, **goals):
        """Plays the rounds, `rounds` times as many as were asked for, and compares."""
        samples = play(contestants, self.rounds * rounds)
        return self.comparison(benchmark, title, unit, contestants, samples, **goals)

    @staticmethod
    def comparison(
        benchmark, title, unit, contestants, samples, targets=None, limit=None, typical_limit=None
    ):
        """The comparison of samples that were taken in seconds, or in bytes."""
        scale = {"s": 1, "ms": 1e3, "µs": 1e6, "MB": 1e-6}[unit]
        roles = {contestant.name: contestant.role for contestant in contestants}
        return Comparison(
            benchmark, title, unit, scale, roles, samples, targets or {}, limit, typical_limit
        )

    def need(self, shared=0, disk=0):
        """Stops a benchmark that would not fit, memory included."""
        in_shared, on_disk, in_memory = self.workspace.free_bytes()
        # The disk's data is in memory too, as cached pages.
        for room, needed, place in (
            (in_shared, shared, "shared memory"),
            (on_disk, disk, "the disk"),
            (in_memory, shared + disk + 512 * MIB, "memory"),
        ):
            if room < needed:
                raise Skipped(f"needs {size_text(needed)} in {place}; {size_text(room)} are free")

    def shared_path(self, name):
        return os.path.join(self.workspace.shared, name)

    def disk_path(self, name):
        return os.path.join(self.workspace.disk, name)

    def make_sparse(self, name, size):
        """An array of doubles under the root, as npyshare makes it, of which only the first one, 7,
        takes memory. Returns its path."""
        extent = str(size // 8)
        self.commands.seconds(
            self.npyshare, "create", name, "--shape", extent, "--dtype", "<f8", "--sparse"
        )
        path = self.shared_path(name)
        with open(path, "r+b") as file:
            file.seek(os.path.getsize(path) - size)
            file.write(struct.pack("<d", 7))
        return path

    def inspect(self, path):
        """What `npyshare inspect` says of a file."""
        (report,) = json.loads(self.commands.text(self.npyshare, "inspect", "--json", path))
        return report
