"""Ways to hand arrays to another process: each produces in one and consumes in the other."""

import importlib
import multiprocessing as mp
import os
from multiprocessing import shared_memory

import numpy as np


class Names:
    """A new block of the standard library for each array; its name goes through a queue."""

    def __init__(self, make):
        self.queue = make()

    def produce(self, shape, dtype, count, fill):
        size = int(np.prod(shape)) * np.dtype(dtype).itemsize
        for index in range(count):
            block = shared_memory.SharedMemory(create=True, size=size)
            array = np.ndarray(shape, dtype, block.buf)
            fill(array, index)
            self.queue.put((block.name, shape, dtype))
            del array
            block.close()

    def consume(self, shape, dtype, count, use):
        for index in range(count):
            name, shape, dtype = self.queue.get()
            block = shared_memory.SharedMemory(name)
            array = np.ndarray(shape, dtype, block.buf)
            use(array, index)
            del array
            block.close()
            block.unlink()

    def end(self):
        pass


class DropIn(Names):
    """The same through `shared_numpy`."""

    def __init__(self):
        self.package = importlib.import_module("shared_numpy")
        super().__init__(self.package.Queue)

    def produce(self, shape, dtype, count, fill):
        for index in range(count):
            array = self.package.ndarray(shape, dtype)
            fill(array, index)
            self.queue.put(array)
            array.close()

    def consume(self, shape, dtype, count, use):
        for index in range(count):
            array = self.queue.get()
            use(array, index)
            array.close()
            array.unlink()


class Ring(Names):
    """Four blocks that are used again and again, the best that one can make by hand."""

    def __init__(self, size):
        self.queue, self.credit = mp.SimpleQueue(), mp.SimpleQueue()
        self.blocks = [shared_memory.SharedMemory(create=True, size=size) for _ in range(4)]
        self.free = [0, 1, 2, 3]

    def arrays(self, shape, dtype):
        return [np.ndarray(shape, dtype, block.buf) for block in self.blocks]

    def produce(self, shape, dtype, count, fill):
        arrays = self.arrays(shape, dtype)
        for index in range(count):
            place = self.free.pop() if self.free else self.credit.get()
            fill(arrays[place], index)
            self.queue.put(place)

    def consume(self, shape, dtype, count, use):
        arrays = self.arrays(shape, dtype)
        for index in range(count):
            place = self.queue.get()
            use(arrays[place], index)
            self.credit.put(place)

    def end(self):
        for block in self.blocks:
            block.close()
            block.unlink()


class Payloads:
    """Recycled payloads of an `npyshare.Queue`, filled and read in place."""

    def __init__(self, size):
        self.package = importlib.import_module("npyshare")
        self.queue = self.package.Queue(
            f"benchmark-{os.getpid()}", size, 4, one_producer=True, one_consumer=True
        )

    def produce(self, shape, dtype, count, fill):
        for index in range(count):
            self.queue.fill(shape, dtype, lambda array, index=index: fill(array, index))

    def consume(self, shape, dtype, count, use):
        for index in range(count):
            with self.queue.get() as array:
                use(array, index)
                del array

    def end(self):
        self.queue.remove(self.queue.location)


def channel(kind, size):
    if kind == "queue-names":
        return Names(mp.Queue)
    if kind == "simple-queue-names":
        return Names(mp.SimpleQueue)
    if kind == "drop-in":
        return DropIn()
    return Ring(size) if kind == "ring" else Payloads(size)
