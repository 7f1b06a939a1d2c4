"""Runs benchmarks and says what came out. Start it with `Tools/benchmarks/run`."""

import argparse
import os
import signal
import sys
import traceback
from datetime import datetime, timezone

import benchmark_attach
import benchmark_axis_sums
import benchmark_collect
import benchmark_create
import benchmark_dropins
import benchmark_export
import benchmark_fill
import benchmark_headers
import benchmark_import
import benchmark_inspect
import benchmark_leases
import benchmark_memory
import benchmark_python_attach
import benchmark_queues
import benchmark_snapshot
import benchmark_stats
import benchmark_sum
import benchmark_transpose
import benchmark_views
import machine
from processes import Commands
from programs import BUILD, HERE, build
from report import json_lines, table
from setting import Setting, Skipped
from workers import Workers
from workspace import Workspace

BENCHMARKS = {
    "attach": benchmark_attach.run,
    "create": benchmark_create.run,
    "leases": benchmark_leases.run,
    "queues": benchmark_queues.run,
    "headers": benchmark_headers.run,
    "inspect": benchmark_inspect.run,
    "sum": benchmark_sum.run,
    "views": benchmark_views.run,
    "axis-sums": benchmark_axis_sums.run,
    "transpose": benchmark_transpose.run,
    "stats": benchmark_stats.run,
    "fill": benchmark_fill.run,
    "import": benchmark_import.run,
    "export": benchmark_export.run,
    "snapshot": benchmark_snapshot.run,
    "memory": benchmark_memory.run,
    "collect": benchmark_collect.run,
    "dropins": benchmark_dropins.run,
    "python-attach": benchmark_python_attach.run,
}


def arguments():
    parser = argparse.ArgumentParser(
        prog="Tools/benchmarks/run",
        description="Measures npyshare side by side with numpy, system commands and C.",
        epilog="Exits with 0 whether or not targets are met; with 1 when something broke.",
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME",
        help=f"what to run, by default all of: {', '.join(BENCHMARKS)}",
    )
    parser.add_argument(
        "--rounds", type=int, metavar="N",
        help="rounds of long work, by default 11; short work gets three or five times as many",
    )
    parser.add_argument(
        "--quick", action="store_true", help="small data, 3 rounds: proves that it all works"
    )
    parser.add_argument("--jobs", type=int, metavar="N", help="of the Swift build")
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHMARKS):
        parser.error(f"there is no benchmark '{min(unknown)}'")
    if options.rounds is None:
        options.rounds = 3 if options.quick else 11
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")
    return options


def measure(options, programs, results):
    """Runs the benchmarks; returns whether all that was to be measured could be."""
    workspace = Workspace(BUILD)
    environment = {**os.environ, "NPYSHARE_ROOT": workspace.shared, "LC_ALL": "C.UTF-8"}
    workers = Workers(
        {
            "swift": [programs.swift_worker],
            "swift_other": [programs.swift_worker],
            "floor": [programs.floor_worker],
            "floor_other": [programs.floor_worker],
            "numpy": [sys.executable, "-B", os.path.join(HERE, "numpy_worker.py")],
            "archive": [sys.executable, "-B", os.path.join(HERE, "archive_worker.py")],
            "package": [sys.executable, "-B", os.path.join(HERE, "package_worker.py")],
        },
        environment,
    )
    commands = Commands(environment, workspace.disk)
    setting = Setting(programs, workers, commands, workspace, options.rounds, options.quick)
    context = {
        "run": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "quick": options.quick,
        "machine": machine.describe(),
    }
    is_complete = True
    try:
        for name in options.names or BENCHMARKS:
            try:
                for comparison in BENCHMARKS[name](setting):
                    print(f"\n{table(comparison)}", flush=True)
                    for line in json_lines(comparison, **context, load=machine.load()):
                        print(line, file=results, flush=True)
            except Skipped as reason:
                print(f"\n{name}: skipped: {reason}", flush=True)
            except Exception:
                traceback.print_exc()
                is_complete = False
            finally:
                # The next benchmark begins with fresh processes and no data.
                workers.close()
                workspace.clear()
    finally:
        workspace.close()
    return is_complete


def main():
    options = arguments()
    # An orderly end, with everything removed, also when somebody asks for it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    programs = build(options.jobs)
    path = os.path.join(BUILD, "results.jsonl")
    facts = ", ".join(f"{key} {value}" for key, value in machine.describe().items())
    print(f"\n{facts}\nload at the start {machine.load():.1f}")
    if options.quick:
        print("A quick run: its data is small, and its figures prove nothing.")
    with open(path, "a") as results:
        is_complete = measure(options, programs, results)
    print(f"\nload at the end {machine.load():.1f}; every sample is in {os.path.relpath(path)}")
    sys.exit(0 if is_complete else 1)


if __name__ == "__main__":
    main()
