"""Where npyshare and numpy differ over a .npy file."""

import json
import math
import subprocess
from pathlib import Path
from typing import Any

from numpy_verdict import Verdict

# What npyshare reads beyond numpy, and then says so: long headers, and the spellings of ml_dtypes.
READ_BEYOND_NUMPY = {"header-too-long", "unreadable-ml-dtype"}
# Numpy's reader calls a sub-array an opaque type before it loads its elements; and the size of an
# object is that of a pointer in memory, not of anything in the file.
TOLD_OTHERWISE = {"top-level-subarray", "object-dtype"}


def inspections(tool: str, directory: Path) -> dict[str, dict[str, Any]]:
    """What `npyshare inspect --json` says of each file of a directory, by name."""
    # Its exit code says that some of the files are broken, which is the point.
    ran = subprocess.run([tool, "inspect", "--json", str(directory)], capture_output=True, text=True)
    try:
        return {Path(said["path"]).name: said for said in json.loads(ran.stdout)}
    except (json.JSONDecodeError, TypeError, KeyError) as error:
        raise SystemExit(
            f"{tool} inspect --json gave no JSON ({error!r}), exit {ran.returncode}: {ran.stderr[:500]}"
        ) from None


def same_descr(ours: Any, numpys: Any) -> bool:
    """Whether two types are the same: numpy forgets the `<` by which ml_dtypes marks its types."""
    if isinstance(ours, list) and isinstance(numpys, list):
        return len(ours) == len(numpys) and all(map(same_descr, ours, numpys))
    return ours == numpys or (ours, numpys) in {("<V1", "|V1"), ("<V2", "|V2")}


def beyond_swift(header: dict[str, Any]) -> bool:
    """Whether numpy read what no Swift value holds, and npyshare refuses for that reason.

    Half a surrogate pair in a field's name, or more than 2^63 elements of no bytes.
    """
    names = json.dumps(header["descr"], ensure_ascii=False)
    surrogates = any("\ud800" <= character <= "\udfff" for character in names)
    return surrogates or header["item_size"] == 0 and math.prod(header["shape"]) >= 1 << 63


def differences(said: dict[str, Any], verdict: Verdict, size: int) -> list[str]:
    """Every disagreement over one file of `size` bytes."""
    found = []
    for key in ("numpy_loads", "numpy_maps"):
        if said[key] != verdict[key]:
            found.append(f"{key}: npyshare {said[key]}, numpy {verdict[key]}")
    codes = {problem["code"] for problem in said["problems"]}
    if not verdict["numpy_loads"] and not any(p["message"] for p in said["problems"]):
        found.append("refused by numpy, and npyshare names no problem")
    header = verdict["header"]
    if said["shape"] is None:
        read = verdict["numpy_loads"] or verdict["numpy_maps"]
        if read and not codes & TOLD_OTHERWISE and not beyond_swift(header):
            found.append(f"numpy reads {header}, npyshare nothing")
        return found
    if header is None:
        if not codes & READ_BEYOND_NUMPY:
            found.append(f"npyshare reads {said['descr']} {said['shape']}, numpy nothing")
        return found
    expected = {key: header[key] for key in ("version", "shape", "fortran_order", "data_offset")}
    expected["file_bytes"] = size
    if not codes & TOLD_OTHERWISE:
        expected["item_size"] = header["item_size"]
        expected["data_bytes"] = math.prod(header["shape"]) * header["item_size"]
        if not same_descr(said["descr"], header["descr"]):
            found.append(f"descr: npyshare {said['descr']!r}, numpy {header['descr']!r}")
    found += [f"{key}: npyshare {said[key]!r}, numpy {value!r}"
              for key, value in expected.items() if said[key] != value]
    if verdict["aligned"] not in (None, said["aligned"]):
        found.append(f"aligned: npyshare {said['aligned']}, numpy {verdict['aligned']}")
    return found


def starved(verdict: Verdict, size: int) -> bool:
    """Whether numpy refused a complete file for want of memory: then its verdict says nothing."""
    header = verdict["header"]
    if not verdict["out_of_memory"] or header is None:
        return False
    return header["data_offset"] + math.prod(header["shape"]) * header["item_size"] <= size
