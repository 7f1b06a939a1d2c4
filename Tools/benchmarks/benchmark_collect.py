"""How soon the arrays of an owner that is killed are gone, when somebody waits for its end."""

import glob
import json
import os
import signal
import subprocess
import time

from comparison import Contestant
from setting import KIB

OURS = "npyshare collect --wait"
ARRAYS = 100
SIZE = 64 * KIB

# What CPython does about it: the tracker, a process that each creator starts, waits on a pipe.
TRACKED = """
import sys, time
from multiprocessing.shared_memory import SharedMemory
blocks = [SharedMemory(f"{sys.argv[1]}-{i}", True, int(sys.argv[3])) for i in range(int(sys.argv[2]))]
print("made", flush=True)
time.sleep(1000)
"""


def run(setting):
    environment = {**os.environ, "NPYSHARE_ROOT": setting.workspace.shared}
    blocks = setting.workspace.block_name("collect")

    def ours():
        owner = subprocess.Popen(
            [setting.swift_worker], env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        owner.stdin.write(f"own\t{ARRAYS}\t{SIZE}\n")
        owner.stdin.flush()
        if owner.stdout.readline() != f"{float(ARRAYS)}\n":
            raise ValueError("the owner did not create its arrays")
        waiter = subprocess.Popen(
            [setting.npyshare, "collect", "--wait", str(owner.pid), "--json"],
            env=environment, text=True, stdout=subprocess.PIPE,
        )
        wait_until(lambda: is_waiting_for_a_lock(waiter.pid))
        start = time.perf_counter()
        owner.kill()
        report = waiter.communicate()[0]
        end = time.perf_counter()
        owner.communicate()
        if [array["outcome"] for array in json.loads(report)] != ["removed"] * ARRAYS:
            raise ValueError(f"collected {report[:300]}…")
        if left := glob.glob(setting.shared_path("npy-*")):
            raise ValueError(f"left {left[:3]}…")
        return end - start

    def tracked():
        owner = subprocess.Popen(
            [setting.python, "-c", TRACKED, blocks, str(ARRAYS), str(SIZE)],
            text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        )
        if owner.stdout.readline() != "made\n":
            raise ValueError("the peer did not create its blocks")
        start = time.perf_counter()
        os.kill(owner.pid, signal.SIGKILL)
        wait_until(lambda: not glob.glob(f"/dev/shm/{blocks}-*"))
        end = time.perf_counter()
        owner.wait()
        owner.stdout.close()
        return end - start

    contestants = [
        Contestant(OURS, "ours", ours),
        Contestant("CPython's resource tracker", "peer", tracked),
    ]
    title = f"{ARRAYS} arrays of {SIZE // KIB} KiB gone after the kill -9 of their owner"
    yield setting.compare("collect", title, "ms", contestants, rounds=2, limit=50)


def is_waiting_for_a_lock(process):
    """Whether a process sleeps in fcntl."""
    with open(f"/proc/{process}/syscall") as file:
        return file.read().split()[0] == "72"


def wait_until(condition):
    deadline = time.monotonic() + 30
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("waited for 30 seconds")
