"""The examples do what they say, and leave nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

# What stands in for the Swift program of the example, which takes minutes to build.
PRODUCER = """import sys
import numpy as np
import npyshare

name, (frames, height, width) = sys.argv[1], map(int, sys.argv[2:])
queue = npyshare.Queue(name)
slope = np.subtract.outer(np.arange(height), np.arange(width))
for number in range(frames):
    queue.put((slope + number).astype("f4"))
queue.close()
"""


def output(example: str, *arguments: object) -> "list[str]":
    done = subprocess.run(
        [sys.executable, EXAMPLES / example, *map(str, arguments)],
        text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture(params=["fork", "spawn"])
def method(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_rowSums(method: str):
    lines = output("row_sums.py", "--rows", 40, "--columns", 30, "--start", method)
    assert len(lines) == 1 and lines[0].startswith("40 rows add up to ")


def test_imagePipeline(method: str):
    lines = output("image_pipeline.py", "--size", 90, "--tiles", 7, "--start", method)
    assert len(lines) == 1 and lines[0].startswith("90 × 90 pixels in 7 tiles; ")


def test_stream(method: str):
    lines = output(
        "stream.py", "--frames", 30, "--size", 20, "--consumers", 2, "--start", method)
    assert [line.split()[:2] for line in lines] == [["consumer", "0"], ["consumer", "1"]]


def test_consumersOfAnotherProgramsFrames(method: str, tmp_path: Path):
    (tmp_path / "producer.py").write_text(PRODUCER)
    program = tmp_path / "producer"
    # The first line of a program cannot name an interpreter whose path holds a blank.
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{tmp_path}/producer.py" "$@"\n')
    program.chmod(0o755)
    lines = output(
        "swift_producer/consume.py", "--producer", program, "--frames", 12, "--start", method)
    assert sum(int(line.split()[4]) for line in lines) == 12
