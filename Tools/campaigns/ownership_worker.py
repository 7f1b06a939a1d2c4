"""A process of the ownership campaign that knows nothing of npyshare: numpy, `fcntl` and the table of
which bytes stand for which lock. See `ownership`.

Usage: ownership_worker.py ROW SEED
"""

import fcntl
import os
import random
import struct
import sys

import numpy as np

CREATED, READ, TORN, ABANDONED, WRITTEN, ATTACHED, BROKEN, LAST_KEPT, LAST_REMOVED, _ = range(10)
KEPT = 4
# Of the open file, not of the process: Python's fcntl module has no name for it before 3.9.
F_OFD_SETLKW = 38


class Lease:
    """A lock on the bytes of a row of a board."""

    def __init__(self, file, kind: int, start: int, count: int):
        self._file, self._kind, self._range = file, kind, (start, count)

    def _set(self, kind: int) -> None:
        fcntl.fcntl(self._file, F_OFD_SETLKW, struct.pack("hhqqi4x", kind, 0, *self._range, 0))

    def __enter__(self) -> None:
        self._set(self._kind)

    def __exit__(self, *_) -> None:
        self._set(fcntl.F_UNLCK)


class Board:
    def __init__(self, path: str):
        # One description for the locks and the mapping: numpy opens it once.
        self.file = open(path, "r+b")
        self.array = np.load(f"/proc/self/fd/{self.file.fileno()}", mmap_mode="r+")
        self.row_bytes = self.array.strides[0]

    def lease(self, kind: int, row: int) -> Lease:
        return Lease(self.file, kind, self.array.offset + row * self.row_bytes, self.row_bytes)

    def write(self, row: int, number: int) -> None:
        with self.lease(fcntl.F_WRLCK, row):
            cells = self.array[row]
            cells[0] = 1
            cells[1] = number
            cells[2:-1] = number * np.arange(2, len(cells) - 1) + 7
            cells[-1] = cells[2:-1].sum()
            cells[0] = 0

    def look(self, row: int) -> int:
        with self.lease(fcntl.F_RDLCK, row):
            cells = self.array[row]
            if cells[0]:
                return ABANDONED
            wanted = cells[1] * np.arange(2, len(cells) - 1) + 7
            whole = (cells[2:-1] == wanted).all() and cells[-1] == wanted.sum()
            return READ if whole else TORN


def publish(root: str, name: str, array: np.ndarray) -> None:
    """Gives a complete file its name, or fails because the name is taken."""
    with os.fdopen(os.open(root, os.O_TMPFILE | os.O_RDWR, 0o600), "w+b") as file:
        np.lib.format.write_array(file, array)
        file.flush()
        directory = os.open(root, os.O_RDONLY)
        try:
            os.link(f"/proc/self/fd/{file.fileno()}", f"{root}/{name}", src_dir_fd=directory)
        finally:
            os.close(directory)


def keep(root: str, row: int, counts: np.ndarray) -> None:
    """One more persistent array, and one less."""
    number = int(counts[LAST_KEPT]) + 1
    try:
        publish(root, f"kept-{row}-{number}", np.full(100, number))
    except FileExistsError:
        pass  # Its maker was killed before it could count it.
    counts[LAST_KEPT] = number
    counts[CREATED] += 1
    while counts[LAST_REMOVED] < number - KEPT:
        counts[LAST_REMOVED] += 1
        remove_kept(root, row, int(counts[LAST_REMOVED]))


def remove_kept(root: str, row: int, number: int) -> None:
    try:
        os.unlink(f"{root}/kept-{row}-{number}")
    except FileNotFoundError:
        pass


def look_at_others(root: str, counts: np.ndarray, chance: random.Random) -> None:
    names = [name for name in os.listdir(root) if name.startswith("npy-")]
    if not names:
        return
    try:
        with open(f"{root}/{chance.choice(names)}", "rb") as file:
            array = np.load(f"/proc/self/fd/{file.fileno()}", mmap_mode="r")
    except FileNotFoundError:
        return  # It has gone meanwhile.
    counts[ATTACHED if (array == len(array)).all() else BROKEN] += 1


def main() -> None:
    root, row, seed = os.environ["NPYSHARE_ROOT"], int(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(seed)
    counts = np.load(f"{root}/counts", mmap_mode="r+")[row]
    boards = [Board(f"{root}/board-{number}") for number in range(4)]
    # The worker before may have been killed between the count and the removal.
    remove_kept(root, row, int(counts[LAST_REMOVED]))
    while True:
        board = chance.choice(boards)
        line = chance.randrange(len(board.array))
        match chance.randrange(8):
            case 0:
                keep(root, row, counts)
            case 1 | 2 | 3:
                board.write(line, chance.randrange(2**40))
                counts[WRITTEN] += 1
            case 4 | 5 | 6:
                counts[board.look(line)] += 1
            case _:
                look_at_others(root, counts, chance)


if __name__ == "__main__":
    main()
