"""Adds up the rows of a matrix in several processes, which all look at the same memory.

Usage: row_sums.py [--rows N] [--columns N] [--start fork|spawn]
"""

import argparse
import multiprocessing

import numpy as np

import npyshare


def row_sum(task):
    """The sum of one row; the array has come by its name, not by value."""
    matrix, row = task
    return float(matrix[row].sum())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1000, metavar="N")
    parser.add_argument("--columns", type=int, default=1000, metavar="N")
    parser.add_argument("--start", choices=["fork", "spawn"], default="spawn")
    options = parser.parse_args()
    data = np.random.default_rng(1).random((options.rows, options.columns))

    # What the scope owns goes with it, even if this process is killed.
    with npyshare.Scope() as scope:
        matrix = scope.copy(data)
        with multiprocessing.get_context(options.start).Pool() as pool:
            sums = pool.map(row_sum, [(matrix, row) for row in range(options.rows)])

    assert np.allclose(sums, data.sum(axis=1))
    print(f"{options.rows} rows add up to {sum(sums):.6g}")


if __name__ == "__main__":
    main()
