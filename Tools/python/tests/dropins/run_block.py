"""Runs one block of a README, in a process of its own.

Usage: run_block.py METHOD BLOCK THEN [MODULE...]

The modules, among them the blocks that this one goes on from, are imported, so that spawned
processes can import them as well; the block then runs in a module of its own that has their names.
THEN is what is run after it; it may be empty.
"""

import importlib
import multiprocessing
import sys
import types


def main() -> None:
    method, path, then, *modules = sys.argv[1:]
    multiprocessing.set_start_method(method)
    block = types.ModuleType("readme_block")
    sys.modules["readme_block"] = block
    for name in modules:
        found = vars(importlib.import_module(name))
        vars(block).update({key: value for key, value in found.items() if key[:2] != "__"})
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), vars(block))
    exec(then, vars(block))


if __name__ == "__main__":
    main()
