"""Filling a fresh array, and filling it a second time: what page faults cost, and what reserving
memory beforehand costs and gives back."""

from comparison import Contestant
from rounds import play
from setting import size_text

STEPS = ("creating", "first fill of", "second fill of")


def run(setting):
    size = setting.big
    setting.need(shared=2 * size)
    workers, name = setting.workers, "fill"
    path, block = setting.shared_path(name), setting.workspace.block_name(name)
    contestants = [
        Contestant(
            "npyshare, reserved", "ours", lambda: workers.swift.ask("fill", name, size, "reserved")
        ),
        Contestant(
            "npyshare, sparse", "ours", lambda: workers.swift.ask("fill", name, size, "sparse")
        ),
        Contestant(
            "C fallocate", "floor", lambda: workers.floor.ask("fill", path, size, "reserved")
        ),
        Contestant(
            "C ftruncate", "floor", lambda: workers.floor.ask("fill", path, size, "sparse")
        ),
        Contestant(
            "Python SharedMemory", "peer", lambda: workers.numpy.ask("fill-block", block, size)
        ),
        Contestant(
            "numpy open_memmap", "peer", lambda: workers.numpy.ask("fill-file", path, size)
        ),
    ]
    setting.workspace.warm_pages(2 * size)
    samples = play(contestants, setting.rounds)
    for step, text in enumerate(STEPS):
        of_step = {name: [figures[step] for figures in all] for name, all in samples.items()}
        yield setting.comparison("fill", f"{text} {size_text(size)}", "ms", contestants, of_step)
    both = {name: [sum(figures[:2]) for figures in all] for name, all in samples.items()}
    title = f"creating and filling {size_text(size)}"
    yield setting.comparison("fill", title, "ms", contestants, both)
