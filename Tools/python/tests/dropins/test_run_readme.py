"""`run_readme` runs what a README prints, as it is printed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from readme_blocks import Needs

HERE = Path(__file__).resolve().parent
README = """
    Not a block: import shared_numpy

```python
import shared_numpy as snp
from sys import modules

def put(queue):
    queue.put(snp.array([1, 2]))
```

Text, and an output:

```
total: 3
```

```python
queue = snp.Queue()
process = mp.Process(target=put, args=(queue,))
process.start()
out = queue.get()
process.join()
assert out.tolist() == expected
out.unlink()
```
"""
NEEDS = {
    "1": {"begins": "import shared_numpy", "then": "assert modules[put.__module__].put is put"},
    "3": {"begins": "queue =", "after": [1], "prelude": "expectation.py"},
}


@pytest.fixture
def run(tmp_path: Path) -> Any:
    preludes = tmp_path / "preludes" / "shared_numpy"
    preludes.mkdir(parents=True)
    (preludes / "expectation.py").write_text("import multiprocessing as mp\nexpected = [1, 2]\n")

    def run(text: str, needs: Any, *methods: str) -> "tuple[int, list[str]]":
        (preludes / "blocks.json").write_text(json.dumps(needs))
        (tmp_path / "README.md").write_text(text)
        done = subprocess.run(
            [sys.executable, HERE / "run_readme", tmp_path / "README.md", *methods],
            env={**os.environ, "README_PRELUDES": str(preludes.parent)},
            text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        return done.returncode, (done.stdout + done.stderr).splitlines()

    return run


def test_blocksRunUnderEachMethodWithTheirPreludes(run: Any):
    status, lines = run(README, NEEDS)
    assert status == 0, lines
    assert lines == [
        "block  1 fork : ran; 0 names left behind",
        "block  1 spawn: ran; 0 names left behind",
        "block  2 fork : not run: no Python (no language is named)",
        "block  2 spawn: not run: no Python (no language is named)",
        "block  3 fork : ran; 0 names left behind",
        "block  3 spawn: ran; 0 names left behind",
        "3 blocks; ran well: 2 of 2 under fork, 2 of 2 under spawn",
    ]


def test_reasonsAndLeftNamesAreTold(run: Any):
    reason = "it has no guard"
    needs = {**NEEDS, "3": {**NEEDS["3"], "no_spawn": reason}}
    status, lines = run(README.replace("out.unlink()", ""), needs)
    assert status == 0, lines
    assert lines[4:6] == [
        "block  3 fork : ran; 1 names left behind", f"block  3 spawn: not run: {reason}",
    ]


def test_aBlockThatFailsIsTold(run: Any):
    status, lines = run(README.replace("== expected", "== [7]"), NEEDS, "fork")
    assert status == 1
    assert "block  3 fork : FAILED (exit 1); 1 names left behind" in lines
    assert "AssertionError" in "\n".join(lines)


def test_anotherEditionsBlockIsRefused(run: Any):
    status, lines = run(README.replace("queue = snp", "q = snp"), NEEDS, "fork")
    assert status == 1
    assert "another edition" in lines[-1]


def test_everyPreludeThatIsNamedIsThere():
    directories = sorted((HERE / "preludes").iterdir())
    assert [directory.name for directory in directories] == ["shared_memory_array", "shared_numpy"]
    for directory in directories:
        for needs in json.loads((directory / "blocks.json").read_text()).values():
            assert Needs(**needs).begins
            assert needs.get("prelude") is None or (directory / needs["prelude"]).is_file()
