"""A process that does with npyshare's Python packages, with the library that one of them stands in
for, and with the standard library what it is asked to, and says how long that took. A request is a
line of fields with tabs between them; so is the answer. PYTHONPATH says whose `shared_memory_array`
it is."""

import importlib
import multiprocessing as mp
import os
import sys
import time

import numpy as np

from python_channels import channel

now = time.perf_counter


def mark(array, index):
    array.reshape(-1)[0] = index


def fill_all(array, index):
    array.fill(index)


def check_mark(array, index):
    if array.reshape(-1)[0] != index:
        raise ValueError(f"array {index} begins with {array.reshape(-1)[0]}")


def check_all(array, index):
    total = array.sum(dtype=np.float64)
    if total != float(index) * array.size:
        raise ValueError(f"array {index} adds up to {total}")


# So many messages go first, untimed: what is recycled has been used before.
WARM = 4


def produce(way, shape, dtype, count, fill, begin):
    way.produce(shape, dtype, WARM, fill)
    begin.wait()
    way.produce(shape, dtype, count, fill)


def stream(kind, shape, dtype, count, is_filled):
    """Seconds for so many arrays, from the producer's start to the end of the last."""
    shape, count = tuple(map(int, shape.split("x"))), int(count)
    fill, use = (fill_all, check_all) if is_filled == "filled" else (mark, check_mark)
    way, begin = channel(kind, int(np.prod(shape)) * np.dtype(dtype).itemsize), mp.Event()
    producer = mp.Process(target=produce, args=(way, shape, dtype, count, fill, begin))
    producer.start()
    way.consume(shape, dtype, WARM, use)
    start = now()
    begin.set()
    way.consume(shape, dtype, count, use)
    producer.join()
    seconds = now() - start
    way.end()
    return [seconds]


def echo_pickled(there, back, count):
    for _ in range(count):
        array = there.get()
        back.put(float(array[0] + array[-1]))


def round_trip_pickled(size, count):
    """Seconds for handing an array to another process and getting a word back."""
    array, (there, back) = np.ones(int(size) // 8), (mp.SimpleQueue(), mp.SimpleQueue())
    return round_trips(echo_pickled, there, back, count, lambda: there.put(array), back.get)


def echo_payload(there, back, count):
    word = np.zeros(1)
    for _ in range(count):
        with there.get() as array:
            word[0] = array[0] + array[-1]
            del array
        back.put(word)


def round_trip(way, size, count):
    """The same through two queues: the array is put, or filled in place, where both ends do."""
    package = importlib.import_module("npyshare")
    there, back = (
        package.Queue(f"{name}-{os.getpid()}", room, 4, one_producer=True, one_consumer=True)
        for name, room in (("there", int(size)), ("back", 8))
    )
    extent = int(size) // 8
    whole = np.ones(extent) if way == "put" else None

    def ends(array):
        array[0] = array[-1] = 1

    def send():
        if way == "put":
            there.put(whole)
        else:
            there.fill(extent, "f8", ends)

    def answer():
        with back.get() as word:
            return float(word[0])

    try:
        return round_trips(echo_payload, there, back, count, send, answer)
    finally:
        for queue in (there, back):
            queue.remove(queue.location)


def round_trips(echo, there, back, count, send, answer):
    warm, count = 20, int(count)
    other = mp.Process(target=echo, args=(there, back, warm + count))
    other.start()
    for index in range(warm + count):
        if index == warm:
            start = now()
        send()
        if answer() != 2:
            raise ValueError("the other process read something else")
    seconds = now() - start
    other.join()
    return [seconds]


managers = []


def create_attach_managed(count):
    """Seconds for creating, storing, attaching, looking, removing, over `shared_memory_array`."""
    from multiprocessing.managers import SharedMemoryManager
    from shared_memory_array import SharedMemoryArray

    if not managers:
        managers.append(SharedMemoryManager())
        managers[0].start()
    start = now()
    for _ in range(int(count)):
        made = SharedMemoryArray.allocate(managers[0], (1024,), np.float64)
        made.as_array()[0] = 7
        found = SharedMemoryArray.attach(made.name, (1024,), np.float64)
        if found.as_array()[0] != 7:
            raise ValueError("the other array has another element")
        found.close()
        made.close()
    return [now() - start]


def create_attach(count):
    """The same over `npyshare`."""
    import npyshare

    start = now()
    for _ in range(int(count)):
        made = npyshare.create("created", (1024,), np.float64, sparse=True)
        made[0] = 7
        if npyshare.attach("created")[0] != 7:
            raise ValueError("the other array has another element")
        npyshare.remove("created")
    return [now() - start]


commands = {
    name.replace("_", "-"): globals()[name]
    for name in "stream round_trip round_trip_pickled create_attach_managed create_attach".split()
}

if __name__ == "__main__":
    for line in sys.stdin:
        name, *arguments = line.rstrip("\n").split("\t")
        try:
            print(*commands[name](*arguments), sep="\t", flush=True)
        except Exception as error:  # A command that fails is the orchestrator's to report.
            print("error", f"{type(error).__name__}: {error}", sep="\t", flush=True)
