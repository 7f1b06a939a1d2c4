"""A process that does with the Python package, and with what people use instead, what it is asked to.
Requests and answers are those of numpy_worker.py."""

import os
import secrets
import sys
from multiprocessing import shared_memory

import numpy as np
import SharedArray
from numpy_worker import check_first, timed

import npyshare

ELEMENTS = 1024  # 8 KiB.
WARM = 20  # Round trips that go first, untimed.
held = {}


def name():
    return f"npyshare-bench-{secrets.token_hex(6)}"


def make(kind):
    """The array that is attached, in all shapes that the contestants need."""
    block = name()
    if kind == "ours":
        held[kind] = (block, npyshare.full(block, ELEMENTS, 7.0))
    elif kind == "c-extension":
        array = SharedArray.create("shm://" + block, ELEMENTS)
        array[0] = 7
        held[kind] = (block, array)
    else:
        memory = shared_memory.SharedMemory(block, create=True, size=8 * ELEMENTS)
        np.ndarray(ELEMENTS, np.float64, memory.buf)[0] = 7
        held[kind] = (block, memory)
    return []


def drop(kind):
    block, array = held.pop(kind)
    if kind == "ours":
        npyshare.remove(block)
    elif kind == "c-extension":
        SharedArray.delete("shm://" + block)
    else:
        array.close()
        array.unlink()
    return []


def shared_memory_once(block):
    memory = shared_memory.SharedMemory(block)
    array = np.ndarray(ELEMENTS, np.float64, memory.buf)
    check_first(array)
    del array
    memory.close()


def attach(kind, count):
    """Attaching what this process has not attached, or not any more."""
    block = held["ours" if kind == "numpy" else kind][0]
    if kind == "ours":
        # In another mode than that of the array that is held: so each attach is a first one.
        return [timed(int(count), lambda: check_first(npyshare.attach(block)))]
    if kind == "c-extension":
        return [timed(int(count), lambda: check_first(SharedArray.attach("shm://" + block)))]
    if kind == "numpy":
        path = npyshare.handle_of(held["ours"][1]).path
        return [timed(int(count), lambda: check_first(np.load(path, mmap_mode="r")))]
    return [timed(int(count), lambda: shared_memory_once(block))]


def attach_again(count):
    block = held["ours"][0]
    kept = npyshare.attach(block)
    elapsed = timed(int(count), lambda: check_first(npyshare.attach(block)))
    del kept
    return [elapsed]


def create(kind, count):
    """Creating, storing one element, attaching, looking at it, letting go, removing."""

    def ours():
        block = name()
        made = npyshare.create(block, ELEMENTS)
        made[0] = 7
        check_first(npyshare.attach(block))
        del made
        npyshare.remove(block)

    def c_extension():
        block = "shm://" + name()
        made = SharedArray.create(block, ELEMENTS)
        made[0] = 7
        check_first(SharedArray.attach(block))
        del made
        SharedArray.delete(block)

    def block_of_python():
        block = name()
        memory = shared_memory.SharedMemory(block, create=True, size=8 * ELEMENTS)
        np.ndarray(ELEMENTS, np.float64, memory.buf)[0] = 7
        shared_memory_once(block)
        memory.close()
        memory.unlink()

    call = {"ours": ours, "c-extension": c_extension, "block": block_of_python}[kind]
    return [timed(int(count), call)]


def queue_round_trip(kind, size, count):
    """An array there, and one of the same size back, filled here and summed there."""
    import multiprocessing

    size, count = int(size), int(count)
    context = multiprocessing.get_context("fork")
    if kind == "ours":
        there = npyshare.Queue(name(), payload_bytes=size, payload_count=2)
        back = npyshare.Queue(name(), payload_bytes=8, payload_count=2)
    else:
        there, back = context.SimpleQueue(), context.SimpleQueue()

    def answer():
        for _ in range(WARM + count):
            if kind == "ours":
                with there.get() as array:
                    total = array[-1]
                back.put(total)
            else:
                back.put(there.get()[-1])
        os._exit(0)

    array = np.ones(size // 8)
    process = context.Process(target=answer)
    process.start()

    def once():
        there.put(array)
        if kind == "ours":
            with back.get():
                pass
        else:
            back.get()

    # Not the other process's start, nor its attaching of the queues.
    timed(WARM, once)
    elapsed = timed(count, once)
    process.join()
    if kind == "ours":
        for queue in (there, back):
            npyshare.Queue.remove(queue.location)
    return [elapsed]


commands = {
    call.__name__.replace("_", "-"): call
    for call in (make, drop, attach, attach_again, create, queue_round_trip)
}

if __name__ == "__main__":
    for line in sys.stdin:
        command, *arguments = line.rstrip("\n").split("\t")
        try:
            print(*commands[command](*arguments), sep="\t", flush=True)
        except Exception as error:  # A command that fails is the orchestrator's to report.
            print("error", f"{type(error).__name__}: {error}", sep="\t", flush=True)
