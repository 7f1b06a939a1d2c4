"""A process that does with numpy and the standard library what it is asked to, and says how long
that took. A request is a line of fields with tabs between them; so is the answer.

It is also what makes the arrays and the header files that all competitors are given."""

import fcntl
import multiprocessing
import os
import struct
import sys
import time
from multiprocessing import resource_tracker, shared_memory

import numpy as np

now = time.perf_counter


def timed(count, call):
    start = now()
    for _ in range(count):
        call()
    return now() - start


def check_first(array):
    if array[0] != 7:
        raise ValueError(f"the first element is {array[0]}")


def attach_file(path, count):
    return [timed(int(count), lambda: check_first(np.load(path, mmap_mode="r")))]


def ofd_lock(kind):
    """A `struct flock` for all bytes behind a header of 128."""
    return struct.pack("hhqqi4x", kind, os.SEEK_SET, 128, 0, 0)


def lease(path, kind, count):
    f_ofd_setlk = 37  # Some builds of Python do not name it.
    lock = ofd_lock(fcntl.F_RDLCK if kind == "shared" else fcntl.F_WRLCK)
    unlock = ofd_lock(fcntl.F_UNLCK)
    with open(path, "r+b") as file:
        def once():
            fcntl.fcntl(file, f_ofd_setlk, lock)
            fcntl.fcntl(file, f_ofd_setlk, unlock)

        return [timed(int(count), once)]


blocks = {}


def make_block(name, size):
    block = shared_memory.SharedMemory(name, create=True, size=int(size))
    np.ndarray((int(size) // 8,), np.float64, block.buf)[0] = 7
    blocks[name] = block
    return []


def drop_block(name):
    block = blocks.pop(name)
    block.close()
    block.unlink()
    return []


def look_at_block(name):
    block = shared_memory.SharedMemory(name)
    array = np.ndarray((block.size // 8,), np.float64, block.buf)
    check_first(array)
    del array
    block.close()


def attach_block(name, count):
    return [timed(int(count), lambda: look_at_block(name))]


def create_attach_file(path, size, count):
    def once():
        made = np.lib.format.open_memmap(path, "w+", np.float64, (int(size) // 8,))
        made[0] = 7
        check_first(np.load(path, mmap_mode="r"))
        os.unlink(path)

    return [timed(int(count), once)]


def create_attach_block(name, size, count):
    def once():
        make_block(name, size)
        look_at_block(name)
        drop_block(name)

    return [timed(int(count), once)]


def fill_blocks(prefix, size, count, names):
    for number in range(count):
        block = shared_memory.SharedMemory(f"{prefix}-{number}", create=True, size=size)
        np.ndarray((size // 8,), np.int64, block.buf).fill(number)
        block.close()
        names.put(block.name)


def send_blocks(prefix, size, count):
    """Another process makes blocks and fills them, this one adds them up and removes them."""
    size, count = int(size), int(count)
    # One tracker for both: the sender's own would remove its blocks when it ends.
    resource_tracker.ensure_running()
    names = multiprocessing.Queue(4)
    sender = multiprocessing.Process(target=fill_blocks, args=(prefix, size, count, names))
    sender.start()
    for number in range(count):
        if number == 3:
            start = now()
        block = shared_memory.SharedMemory(names.get())
        if np.ndarray((size // 8,), np.int64, block.buf).sum() != number * (size // 8):
            raise ValueError(f"the sum of block {number}")
        block.close()
        block.unlink()
    seconds = (now() - start) / (count - 3)
    sender.join()
    return [seconds]


def fill_twice(array):
    return [timed(1, lambda: array.fill(1)), timed(1, lambda: array.fill(1))]


def fill_file(path, size):
    start = now()
    array = np.lib.format.open_memmap(path, "w+", np.float64, (int(size) // 8,))
    created = now() - start
    times = fill_twice(array)
    os.unlink(path)
    return [created, *times]


def fill_block(name, size):
    start = now()
    block = shared_memory.SharedMemory(name, create=True, size=int(size))
    array = np.ndarray((int(size) // 8,), np.float64, block.buf)
    created = now() - start
    times = fill_twice(array)
    del array
    block.close()
    block.unlink()
    return [created, *times]


def read_lines(path):
    with open(path) as file:
        return file.read().splitlines()


def first_extent_by_reader(path):
    with open(path, "rb") as file:
        if np.lib.format.read_magic(file) == (1, 0):
            return np.lib.format.read_array_header_1_0(file)[0][0]
        # numpy has no public reader of 3.0; its layout is that of 2.0.
        return np.lib.format.read_array_header_2_0(file)[0][0]


def headers_by_reader(listing):
    paths = read_lines(listing)
    start = now()
    total = sum(map(first_extent_by_reader, paths))
    return [now() - start, total]


def headers_by_load(listing):
    paths = read_lines(listing)
    start = now()
    total = sum(np.load(path, mmap_mode="r").shape[0] for path in paths)
    return [now() - start, total]


def sum_file(path, count):
    array = np.load(path, mmap_mode="r")
    return [timed(int(count), array.sum), int(array.sum())]


def make_array(path, size):
    """A file of doubles, 7 first: blocks of noise that are all different, so that a copy which
    mixes them up is found out."""
    count = int(size) // 8
    block = np.random.default_rng(1).random(1 << 21)
    with open(path, "wb") as file:
        header = {"descr": "<f8", "fortran_order": False, "shape": (count,)}
        np.lib.format.write_array_header_1_0(file, header)
        for start in range(0, count, block.size):
            block[0] = 7 + start
            file.write(memoryview(block[: count - start]))
        file.flush()
        os.fsync(file.fileno())
    return []


def make_noise(path, size):
    """A file of float32 noise, all different."""
    count = int(size) // 4
    random = np.random.default_rng(1)
    with open(path, "wb") as file:
        header = {"descr": "<f4", "fortran_order": False, "shape": (count,)}
        np.lib.format.write_array_header_1_0(file, header)
        for start in range(0, count, 1 << 22):
            file.write(memoryview(random.standard_normal(min(1 << 22, count - start), np.float32)))
    return []


def make_matrix(path, rows, columns, dtype="i8"):
    shape = int(rows), int(columns)
    np.save(path, np.random.default_rng(1).integers(1000, size=shape).astype(dtype))
    return []


def make_grid(path, *shape):
    """An array of float32 of any shape, of noise between 0 and 1."""
    array = np.lib.format.open_memmap(path, "w+", "f4", tuple(map(int, shape)))
    flat, random = array.reshape(-1), np.random.default_rng(1)
    for start in range(0, flat.size, 1 << 22):
        part = flat[start : start + (1 << 22)]
        random.random(out=part, dtype=np.float32)
    return []


# The ways in which numpy adds up along an axis.
SUMS = {
    "sum": lambda array, axis: array.sum(axis),
    "einsum": lambda array, axis: np.einsum(array, range(array.ndim), [
        other for other in range(array.ndim) if other != axis]),
    "ones": lambda array, axis: np.tensordot(
        array, np.ones(array.shape[axis], array.dtype), (axis, 0)),
}


def sum_axis(path, axis, way, count):
    array, add = np.asarray(np.load(path, mmap_mode="r")), SUMS[way]
    totals = add(array, int(axis)).reshape(-1)
    return [timed(int(count), lambda: add(array, int(axis))), totals[0], totals[-1]]


def copy_transposed(path, target, way, count):
    array = np.asarray(np.load(path, mmap_mode="r"))
    copy = np.asarray(np.load(target, mmap_mode="r+"))

    def once():
        if way == "copyto":
            np.copyto(copy, array.T)
        else:
            copy[...] = array.T

    once()
    return [timed(int(count), once), copy[0, 1]]


def make_headers(directory, listing, count):
    """Small files of seven dtypes; every tenth has a header of version 1, 2 or 3 in turn, the
    others have the version 1 that numpy prefers."""
    dtypes = ["f8", "f4", "i4", "u1", "<c16", ">i2", "?"]
    with open(listing, "w") as paths:
        for i in range(int(count)):
            array = np.zeros((i % 7 + 1, 16), dtypes[i % len(dtypes)])
            version = (i // 10 % 3 + 1, 0) if i % 10 == 0 else (1, 0)
            path = os.path.join(directory, f"{i:05d}.npy")
            with open(path, "wb") as file:
                np.lib.format.write_array(file, array, version)
            print(path, file=paths)
    return []


commands = {
    name.replace("_", "-"): globals()[name]
    for name in """attach_file make_block drop_block attach_block create_attach_file
    create_attach_block fill_file fill_block headers_by_reader headers_by_load sum_file make_array
    make_noise make_matrix make_grid make_headers lease send_blocks sum_axis copy_transposed""".split()
}

if __name__ == "__main__":
    for line in sys.stdin:
        name, *arguments = line.rstrip("\n").split("\t")
        try:
            print(*commands[name](*arguments), sep="\t", flush=True)
        except Exception as error:  # A command that fails is the orchestrator's to report.
            print("error", f"{type(error).__name__}: {error}", sep="\t", flush=True)
