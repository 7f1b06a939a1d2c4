"""What a figure depends on besides the programs: the machine, its load, the versions."""

import os
import platform


def _first(path, start):
    with open(path) as file:
        for line in file:
            if line.startswith(start):
                return line.split(":", 1)[1].strip()
    return "unknown"


def describe():
    """Facts that stay the same during a run."""
    memory = int(_first("/proc/meminfo", "MemTotal").split()[0]) * 1024
    return {
        "processor": _first("/proc/cpuinfo", "model name"),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(memory / (1 << 30), 1),
        "kernel": platform.release(),
        "huge_pages_in_shared_memory": _shared_huge_pages(),
        "python": platform.python_version(),
    }


def _shared_huge_pages():
    try:
        with open("/sys/kernel/mm/transparent_hugepage/shmem_enabled") as file:
            return file.read().split("[")[1].split("]")[0]
    except (OSError, IndexError):
        return "unknown"


def load():
    """Processes that ran or wanted to, on average of the last minute. Our own count."""
    return os.getloadavg()[0]
