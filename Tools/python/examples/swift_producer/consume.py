"""numpy processes that read the frames of a Swift one, in the memory that it has filled.

Usage: consume.py [--producer PROGRAM] [--frames N] [--consumers N] [--start fork|spawn]

Without PROGRAM the Swift package beside this file is built, which takes some minutes once.
"""

import argparse
import multiprocessing
import os
import subprocess
from pathlib import Path

import numpy as np

import npyshare

HEIGHT, WIDTH = 480, 640


def built_producer():
    """The Swift program, built if it is not up to date."""
    command = ["swift", "build", "--configuration", "release", "--package-path",
               Path(__file__).resolve().parent]
    subprocess.run(command, check=True)
    shown = subprocess.run([*command, "--show-bin-path"], check=True, stdout=subprocess.PIPE)
    return Path(shown.stdout.decode().strip()) / "FrameProducer"


def consume(queue, connection):
    """Checks frames until the end, and tells which there were."""
    slope = np.subtract.outer(np.arange(HEIGHT), np.arange(WIDTH))
    numbers = []
    for frame in queue:
        numbers.append(int(frame[0, 0]))
        assert np.array_equal(frame, slope + numbers[-1])
    connection.send(numbers)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--producer", metavar="PROGRAM")
    parser.add_argument("--frames", type=int, default=200, metavar="N")
    parser.add_argument("--consumers", type=int, default=2, metavar="N")
    parser.add_argument("--start", choices=["fork", "spawn"], default="spawn")
    options = parser.parse_args()
    program = options.producer or built_producer()
    context = multiprocessing.get_context(options.start)

    name = f"frames-{os.getpid()}"
    queue = npyshare.Queue(name, HEIGHT * WIDTH * 4, 8, one_producer=True)
    try:
        pipes = [context.Pipe(False) for _ in range(options.consumers)]
        processes = [context.Process(target=consume, args=(queue, there)) for _, there in pipes]
        for process in processes:
            process.start()
        subprocess.run([program, name, *map(str, (options.frames, HEIGHT, WIDTH))], check=True)
        numbers = [here.recv() for here, _ in pipes]
        for process in processes:
            process.join()
    finally:
        npyshare.Queue.remove(name)

    assert sorted(sum(numbers, [])) == list(range(options.frames))
    for number, read in enumerate(numbers):
        print(f"consumer {number} has read {len(read)} frames of Swift's")


if __name__ == "__main__":
    main()
