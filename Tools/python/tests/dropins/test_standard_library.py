"""The drop-ins beside `multiprocessing.shared_memory`, in /dev/shm itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("check", [
    "standard_blocks_are_attached",
    "standard_library_attaches_ours",
    "lists_are_the_same_bytes",
    "manager_of_the_parent_allocates",
    "failed_allocation_is_silent",
    "arrays_outlive_their_creator_silently",
])
def test_bothShareTheSameBlocks(check: str):
    environment = {key: value for key, value in os.environ.items() if key != "NPYSHARE_ROOT"}
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("interoperation.py"), check],
        env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )
    # No word of a resource tracker either.
    assert (done.returncode, done.stdout) == (0, "")
