"""A producer fills frames in place, and consumers read them there: nothing is copied or pickled.

Usage: stream.py [--frames N] [--consumers N] [--size N] [--start fork|spawn]
"""

import argparse
import multiprocessing
import os

import npyshare


def produce(queue, frames, size):
    """Fills so many frames, each with its number, and says that it was the last."""
    for number in range(frames):
        queue.fill((size, size), "f4", lambda frame, number=number: frame.fill(number))
    queue.close()


def consume(queue, connection):
    """Reads frames until the end, and tells how many there were and what they add up to."""
    count, total = 0, 0.0
    # A frame's memory is recycled when the next one is asked for.
    for frame in queue:
        count += 1
        total += float(frame.mean())
    connection.send((count, total))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--frames", type=int, default=200, metavar="N")
    parser.add_argument("--consumers", type=int, default=2, metavar="N")
    parser.add_argument("--size", type=int, default=1000, metavar="N")
    parser.add_argument("--start", choices=["fork", "spawn"], default="spawn")
    options = parser.parse_args()
    context = multiprocessing.get_context(options.start)

    name = f"stream-{os.getpid()}"
    queue = npyshare.Queue(name, 4 * options.size**2, 8, one_producer=True)
    try:
        pipes = [context.Pipe(False) for _ in range(options.consumers)]
        processes = [context.Process(target=consume, args=(queue, there)) for _, there in pipes]
        work = (queue, options.frames, options.size)
        processes.append(context.Process(target=produce, args=work))
        for process in processes:
            process.start()
        results = [here.recv() for here, _ in pipes]
        for process in processes:
            process.join()
    finally:
        npyshare.Queue.remove(name)

    assert sum(count for count, _ in results) == options.frames
    assert sum(total for _, total in results) == sum(range(options.frames))
    for number, (count, _) in enumerate(results):
        print(f"consumer {number} has read {count} frames")


if __name__ == "__main__":
    main()
