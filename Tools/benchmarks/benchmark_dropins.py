"""The Python packages: what stands in for shared_memory_array and shared_numpy, beside the former
and the standard library, and the queue beside what one can make of the latter.

As a program it needs no build but the package's: `benchmark_dropins.py [--rounds N]`, with npyshare
installed, or on PYTHONPATH."""

import argparse
import os
import subprocess
import sys

from comparison import Contestant
from programs import BUILD
from report import table
from rounds import play
from setting import KIB, MIB, SAMPLE_SECONDS, Setting
from workers import Worker

HERE = os.path.dirname(os.path.abspath(__file__))
ORIGINAL = "shared-memory-array==0.1.1"
FRAMES = ("3000x3000", "f4", 10)


def run(setting):
    """The comparisons of a campaign."""
    with Pair(setting.workspace.shared) as pair:
        for title, unit, contestants, targets, rounds in comparisons(pair):
            yield setting.compare(
                "dropins", title, unit, contestants, rounds=rounds, targets=targets
            )


class Pair:
    """A process with our packages, and one with the original of the same name."""

    def __init__(self, root=None):
        self.root = root

    def __enter__(self):
        own = {"NPYSHARE_ROOT": self.root} if self.root else {}
        self.ours = self.worker(own)
        # What the caller has in PYTHONPATH is ours, and must not hide the original.
        self.original = self.worker({"PYTHONPATH": original_directory()})
        return self

    def __exit__(self, *_):
        self.ours.close()
        self.original.close()

    @staticmethod
    def worker(changes):
        command = [sys.executable, "-B", os.path.join(HERE, "python_worker.py")]
        return Worker(command, {**os.environ, **changes})


def original_directory():
    """Where the original is, beside nothing else: it has the name of what stands in for it."""
    directory = os.path.join(BUILD, "originals")
    if not os.path.isdir(directory):
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
        subprocess.run([*command, "--target", directory, ORIGINAL], check=True)
    return directory


def comparisons(pair):
    """Title, unit, contestants, targets and how many times the rounds of each comparison."""
    yield "create, store, attach, look and remove 8 KiB", "µs", *small_arrays(pair)
    for is_filled in ("untouched", "filled"):
        yield f"10 frames of 36 MB, {is_filled}, and summed where filled", "ms", *frames(
            pair, is_filled
        )
    yield "round trip of an array of 8 KiB", "µs", *round_trips(pair)
    yield "round trip of an array, filled in place at both ends", "µs", *large_round_trips(pair)
    yield "60 arrays of 8 MiB, filled and summed", "ms", *streams(pair)


def small_arrays(pair):
    ask = {"seconds": SAMPLE_SECONDS}
    original = "shared_memory_array 0.1.1"
    return [
        Contestant(
            "its drop-in", "ours", pair.ours.per_call("create-attach-managed", **ask)
        ),
        Contestant("npyshare create + attach", "ours", pair.ours.per_call("create-attach", **ask)),
        Contestant(original, "peer", pair.original.per_call("create-attach-managed", **ask)),
    ], {original: 1 / 8}, 5


def stream(pair, kind, what, is_filled):
    return lambda: pair.ours.ask("stream", kind, *what, is_filled)[0]


def frames(pair, is_filled):
    names = "SharedMemory, names over multiprocessing.Queue"
    contestants = [
        Contestant("shared_numpy, the drop-in", "ours", stream(pair, "drop-in", FRAMES, is_filled)),
        Contestant(names, "peer", stream(pair, "queue-names", FRAMES, is_filled)),
        Contestant(
            "SharedMemory, names over SimpleQueue", "peer",
            stream(pair, "simple-queue-names", FRAMES, is_filled),
        ),
        Contestant(
            "npyshare.Queue, recycled payloads", "ours", stream(pair, "payloads", FRAMES, is_filled)
        ),
    ]
    return contestants, {names: 1}, 2


def round_trips(pair):
    pickled = "multiprocessing.SimpleQueue"
    count = 2000
    return [
        Contestant(
            "npyshare.Queue", "ours",
            lambda: pair.ours.ask("round-trip", "put", 8 * KIB, count)[0] / count,
        ),
        Contestant(
            pickled, "peer",
            lambda: pair.ours.ask("round-trip-pickled", 8 * KIB, count)[0] / count,
        ),
    ], {pickled: 0.4}, 2


def large_round_trips(pair):
    small = "npyshare.Queue, 8 KiB"
    count = 2000
    return [
        Contestant(
            "npyshare.Queue, 80 MiB", "ours",
            lambda: pair.ours.ask("round-trip", "fill", 80 * MIB, count)[0] / count,
        ),
        Contestant(
            small, "ours",
            lambda: pair.ours.ask("round-trip", "fill", 8 * KIB, count)[0] / count,
        ),
    ], {small: 1.2}, 2


def streams(pair):
    ring, what = "four SharedMemory used again, numbers over SimpleQueue", (MIB, "f8", 60)
    return [
        Contestant("npyshare.Queue", "ours", stream(pair, "payloads", what, "filled")),
        Contestant(ring, "peer", stream(pair, "ring", what, "filled")),
    ], {ring: 1 / 1.2}, 2


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    options = parser.parse_args()
    os.makedirs(BUILD, exist_ok=True)
    with Pair() as pair:
        for title, unit, contestants, targets, rounds in comparisons(pair):
            samples = play(contestants, options.rounds * rounds)
            comparison = Setting.comparison(
                "dropins", title, unit, contestants, samples, targets
            )
            print(f"\n{table(comparison)}", flush=True)


if __name__ == "__main__":
    main()
