"""Sharpens an image in tiles, in several processes, and shows how far it is.

Every process reads the same image and stores its tile of the result in place.

Usage: image_pipeline.py [--size N] [--tiles N] [--start fork|spawn]
"""

import argparse
import multiprocessing
import sys

import numpy as np

import npyshare


def sharpen(task):
    """Stores the tile of some rows, and tells its mean."""
    image, result, first, end = task
    # One more row on either side, and the image's own at its edges.
    rows = np.clip(np.arange(first - 1, end + 1), 0, len(image) - 1)
    tile = np.pad(image[rows], ((0, 0), (1, 1)), mode="edge").astype(np.float32)
    around = tile[:-2, 1:-1] + tile[2:, 1:-1] + tile[1:-1, :-2] + tile[1:-1, 2:]
    result[first:end] = np.clip(5 * tile[1:-1, 1:-1] - around, 0, 255)
    return float(result[first:end].mean())


def with_progress(results, count):
    """The results, with a bar on a line of its own that grows as they come."""
    for done, result in enumerate(results, start=1):
        width = 40 * done // count
        print(f"\r[{'#' * width}{'.' * (40 - width)}] {done}/{count}", end="", file=sys.stderr)
        yield result
    print(file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=4000, metavar="N")
    parser.add_argument("--tiles", type=int, default=20, metavar="N")
    parser.add_argument("--start", choices=["fork", "spawn"], default="spawn")
    options = parser.parse_args()
    size = options.size

    with npyshare.Scope() as scope:
        image = scope.create(None, (size, size), "u1")
        image[...] = np.random.default_rng(1).integers(256, size=(size, size), dtype="u1")
        result = scope.create(None, (size, size), "u1")
        edges = np.linspace(0, size, options.tiles + 1).astype(int).tolist()
        tasks = [(image, result, first, end) for first, end in zip(edges, edges[1:])]
        with multiprocessing.get_context(options.start).Pool() as pool:
            means = list(with_progress(pool.imap(sharpen, tasks), len(tasks)))
        # The memory stays as long as an array has it; its name went with the scope.
        heights = np.diff(edges)

    mean = float(np.dot(means, heights) / size)
    assert np.isclose(mean, result.mean(), rtol=1e-4)
    print(f"{size} × {size} pixels in {len(tasks)} tiles; their mean is now {mean:.3f}")


if __name__ == "__main__":
    main()
