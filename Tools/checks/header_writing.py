"""Compares the headers that `npyshare create` writes with numpy's, byte for byte."""

import math
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from header_cases import HeaderCase, cases, growing_cases, long_cases
from npy_bytes import numpy_header

# Files are sparse, but a file system still limits their length.
LARGEST_DATA = 1 << 30


def creatable_cases() -> Iterator[HeaderCase]:
    """Every case that a file can be made of; the growing dimension stands beside a zero."""
    for case in (*cases(), *long_cases()):
        if math.prod(case.shape) * case.dtype.itemsize <= LARGEST_DATA:
            yield case
    for case in growing_cases():
        if not case.fortran:
            yield case._replace(shape=(*case.shape, 0))


def difference(tool: str, case: HeaderCase, path: Path) -> str | None:
    """What is wrong with the file that the tool makes for a case, if anything."""
    shape = ",".join(map(str, case.shape))
    command = [tool, "create", str(path), "--sparse", "--shape", shape, "--dtype", case.text]
    told = f"--dtype {case.text[:80]} --shape '{shape}'{' --fortran' * case.fortran}"
    ran = subprocess.run(command + ["--fortran"] * case.fortran, capture_output=True, text=True)
    if ran.returncode:
        return f"{told}: exit {ran.returncode}: {ran.stderr.strip()[:300]}"
    expected = numpy_header(case.dtype, case.shape, case.fortran)
    with path.open("rb") as file:
        written = file.read(len(expected))
        size = os.fstat(file.fileno()).st_size
    if written != expected:
        at = next(i for i, pair in enumerate(zip(written + b"\0", expected)) if pair[0] != pair[1])
        start = max(0, at - 20)
        return (f"{told}: differs at byte {at}: wrote {written[start:at + 40]!r}, "
                f"numpy writes {expected[start:at + 40]!r}")
    wanted = len(expected) + math.prod(case.shape) * case.dtype.itemsize
    return None if size == wanted else f"{told}: {size} bytes, expected {wanted}"


def writing_differences(tool: str, directory: Path) -> tuple[int, list[str]]:
    """The number of headers compared, and the differences."""
    found, count = [], 0
    for case in creatable_cases():
        path = directory / f"{count}.npy"
        count += 1
        if told := difference(tool, case, path):
            found.append(told)
        path.unlink(missing_ok=True)
    return count, found
