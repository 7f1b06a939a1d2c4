"""Where a run keeps its data: a directory of its own in shared memory, and one on disk.

Both go when the run ends. A run that is killed leaves them behind; the next one sees that nobody
holds their locks any more, and removes them."""

import fcntl
import os
import secrets
import shutil

PREFIX = "npyshare-benchmarks-"
SHARED_MEMORY = "/dev/shm"


class Workspace:
    def __init__(self, disk):
        self.name = PREFIX + secrets.token_hex(6)
        self._locks = []
        self.shared = self._make(SHARED_MEMORY)
        self.disk = self._make(disk)

    def _make(self, parent):
        os.makedirs(parent, exist_ok=True)
        gate = os.open(parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            # Between a directory's making and its locking, nobody may look for abandoned ones.
            fcntl.flock(gate, fcntl.LOCK_EX)
            for name in os.listdir(parent):
                if name.startswith(PREFIX):
                    self._remove_if_abandoned(parent, name)
            path = os.path.join(parent, self.name)
            os.mkdir(path, 0o700)
            lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._locks.append(lock)
            return path
        finally:
            os.close(gate)

    @staticmethod
    def _remove_if_abandoned(parent, name):
        path = os.path.join(parent, name)
        if not os.path.isdir(path):
            return
        try:
            directory = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        except PermissionError:  # Another user's: not ours to clear away.
            return
        try:
            fcntl.flock(directory, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        else:
            shutil.rmtree(path, ignore_errors=True)
        finally:
            os.close(directory)

    def block_name(self, name):
        """A name for CPython's `SharedMemory`, which cannot make its blocks in our directory."""
        return f"{self.name}-{name}"

    def free_bytes(self):
        """Room in shared memory, room on the disk, and memory that programs can still have."""
        with open("/proc/meminfo") as file:
            memory = dict(line.split(":") for line in file)
        rooms = [os.statvfs(path) for path in (self.shared, self.disk)]
        return [room.f_bavail * room.f_frsize for room in rooms] + [
            int(memory["MemAvailable"].split()[0]) * 1024
        ]

    def warm_pages(self, size):
        """Writes and deletes so many bytes of shared memory. The host of a virtual machine takes
        pages away that were not used for long; the first to touch them again would pay for it."""
        path = os.path.join(self.shared, "warm")
        piece = b"\1" * (8 << 20)
        with open(path, "wb", buffering=0) as file:
            for _ in range(0, size, len(piece)):
                file.write(piece)
        os.unlink(path)

    def clear(self):
        """Removes the data, so that the next benchmark finds the room as this one did."""
        for directory in (self.shared, self.disk):
            for entry in list(os.scandir(directory)):
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path)
                else:
                    os.unlink(entry.path)

    def close(self):
        for path in (self.shared, self.disk):
            shutil.rmtree(path, ignore_errors=True)
        for name in os.listdir(SHARED_MEMORY):
            if name.startswith(self.name):
                os.unlink(os.path.join(SHARED_MEMORY, name))
        for lock in self._locks:
            os.close(lock)
