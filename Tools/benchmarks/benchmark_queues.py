"""Handing messages from process to process: how soon they are there, and how many a second."""

import time

from comparison import Contestant
from setting import KIB, MIB

OURS = "npyshare ArrayQueue"
FLOOR = "C, one word that two processes share"
PAUSE = 120


def run(setting):
    ends = Ends(setting)
    yield from latencies(setting, ends)
    yield from rates(setting, ends)
    yield from arrays(setting, ends)
    yield sizes(setting, ends)


class Ends:
    """Two processes of each kind, one at each end of a queue."""

    def __init__(self, setting):
        self.setting = setting
        self.swift = setting.workers.swift
        self.other = setting.workers.swift_other

    def queue(self, name, payloads, size, peers="one"):
        self.swift.ask("create-queue", name, payloads, size, peers)
        return name

    def pair(self, name, payloads=4, size=64):
        return self.queue(f"{name}-there", payloads, size), self.queue(f"{name}-back", payloads, size)

    def together(self, ours, others, *arguments):
        """What the first end measures, while the other end does its part."""
        answered = self.other.begin(others, *arguments)
        figures = self.swift.ask(ours, *arguments)
        answered()
        return figures[0]


def latencies(setting, ends):
    there, back = ends.pair("latency")
    floor = setting.workers.floor
    # Two processes that wake up may share a processor for some tens of milliseconds: those that look
    # all the time are timed for about as long.
    count = 2_000 if setting.is_quick else 100_000

    def compare(title, ours, others, kind, pause, count, target, around=lambda measure: measure()):
        arguments = [there, back, pause or 1, count]
        contestants = [
            Contestant(OURS, "ours", lambda: around(lambda: ends.together(ours, others, *arguments))),
            Contestant(
                FLOOR, "floor", lambda: around(lambda: floor.ask("bounce", kind, pause, count)[0])),
        ]
        return setting.compare(
            "queues", title, "µs", contestants, rounds=7, targets={FLOOR: target})

    yield compare(
        "one way, both processes look for it all the time", "ping-queue", "pong-queue", "spinning",
        0, count, 3)
    yield compare(
        "one way, both processes sleep", "ping-sleepers", "pong-sleepers", "sleeping", PAUSE,
        max(10, count // 200), 1.3)

    def with_busy(measure):
        """All but one processor taken by somebody else."""
        done = setting.workers.floor_other.begin("busy", 0.15)
        time.sleep(0.005)
        figure = measure()
        done()
        return figure

    yield compare(
        "one way, another process keeps a processor busy; the floor sleeps", "ping-queue",
        "pong-queue", "sleeping", 0, max(10, count // 10), 1.3, with_busy)


def rates(setting, ends):
    for peers, count, limit in (("one", 500_000, 1 / 8), ("many", 100_000, 1 / 0.4)):
        name = ends.queue(f"rate-{peers}", 256, 8, peers)
        count = 10_000 if setting.is_quick else count
        measure = (
            lambda name=name, count=count:
            ends.together("receive-from-queue", "send-to-queue", name, count))
        yield setting.compare(
            "queues", f"a small message, `.{peers}` to `.{peers}`, one process each", "µs",
            [Contestant(OURS, "ours", measure)], rounds=5, typical_limit=limit)


def arrays(setting, ends):
    size, count = (1 * MIB, 6) if setting.is_quick else (8 * MIB, 103)
    name = ends.queue("arrays", 4, size)
    reused = "C, one process, one array again and again"
    blocks = "SharedMemory, its name through multiprocessing.Queue"
    prefix = setting.workspace.block_name("queue")
    contestants = [
        Contestant(
            OURS, "ours", lambda: ends.together("sum-queue", "fill-queue", name, size, count)),
        Contestant(
            reused, "floor", lambda: setting.workers.floor.ask("refill", size, count)[0]),
        Contestant(
            blocks, "peer",
            lambda: setting.workers.numpy.ask("send-blocks", prefix, size, count)[0]),
    ]
    yield setting.compare(
        "queues", f"fill {size // MIB} MiB, send it, add it up", "ms", contestants,
        targets={reused: 2, blocks: 1 / 6})


def sizes(setting, ends):
    large, small = (8 * MIB if setting.is_quick else 80 * MIB), 8 * KIB
    count = 200 if setting.is_quick else 5_000
    contestants = []
    for size, role in ((large, "ours"), (small, "ours")):
        arguments = [*ends.pair(f"size-{size}", 2, size), size // 8, count]
        title = f"messages of {size // MIB} MiB" if size >= MIB else f"messages of {size // KIB} KiB"
        contestants.append(Contestant(
            title, role,
            lambda arguments=arguments: ends.together("ping-queue", "pong-queue", *arguments)))
    return setting.compare(
        "queues", "one way, one element of it is stored and looked at", "µs", contestants,
        targets={contestants[1].name: 1.2})
