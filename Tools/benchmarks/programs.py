"""Builds what is measured: npyshare and its worker, optimised, and the floor, in C."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from glob import escape, glob

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.join(os.path.dirname(os.path.dirname(HERE)), ".build", "benchmarks")


@dataclass(frozen=True)
class Programs:
    npyshare: str
    swift_worker: str
    floor_worker: str


def build(jobs):
    """Builds what is not up to date."""
    os.makedirs(BUILD, exist_ok=True)
    products = _build_swift(jobs)
    return Programs(
        os.path.join(products, "npyshare"),
        os.path.join(products, "BenchmarkWorker"),
        _build_floor(),
    )


def _build_swift(jobs):
    # npyshare is built here once more, with the flags that its users are told to use.
    scratch = os.path.join(BUILD, "swift")
    command = ["swift", "build", "--configuration", "release", "-Xswiftc", "-static-stdlib"]
    command += ["--package-path", HERE, "--scratch-path", scratch]
    if jobs:
        command += ["--jobs", str(jobs)]
    shown = subprocess.run(
        command + ["--show-bin-path"], check=True, stdout=subprocess.PIPE, text=True
    )
    products = shown.stdout.strip()
    _forget_plan(scratch, products)
    for product in ("npyshare", "BenchmarkWorker"):
        subprocess.run(command + ["--product", product], check=True)
    return products


def _forget_plan(scratch, products):
    """Lets the next build see all that changed. SwiftPM 6.3 keeps its plan when files come and go
    in a package that this one depends on, and does not compile again what imports a module which
    only re-exports the changed one; a worker that is older than the library measures nonsense."""
    outdated = [os.path.join(scratch, "release.yaml")]
    for module in ("CommandLineTool", "BenchmarkWorker"):
        outdated.append(os.path.join(products, "Modules", f"{module}.swiftmodule"))
    for path in outdated:
        if os.path.exists(path):
            os.unlink(path)


def _build_floor():
    swift = os.path.realpath(shutil.which("swift"))
    beside_swift = os.path.join(os.path.dirname(swift), "clang")
    compiler = beside_swift if os.path.exists(beside_swift) else "cc"
    program = os.path.join(BUILD, "floor")
    sources = sorted(glob(os.path.join(escape(HERE), "floor", "*.c")))
    flags = ["-O2", "-std=gnu17", "-Wall", "-Wextra", "-Werror"]
    subprocess.run([compiler, *flags, *sources, "-o", program], check=True)
    return program
