"""Whole processes, from their start until they are gone: how long they take, and how much private
memory they need."""

import os
import subprocess
import time


class ProcessError(Exception):
    pass


class Commands:
    """Starts commands with an environment of their own, their output put aside."""

    def __init__(self, environment, scratch):
        self._environment = environment
        self._errors = os.path.join(scratch, "standard-error")

    def _start(self, argv, output):
        write = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        return os.posix_spawnp(
            argv[0], argv, self._environment,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, output, write, 0o600),
                # Not the terminal, where npyshare would draw its progress.
                (os.POSIX_SPAWN_OPEN, 2, self._errors, write, 0o600),
            ],
        )

    def _check(self, argv, status):
        code = os.waitstatus_to_exitcode(status)
        if code:
            with open(self._errors, errors="replace") as file:
                raise ProcessError(f"{argv} ended with {code}: {file.read()[-500:]}")

    def seconds(self, *argv, output=os.devnull):
        """How long the command takes. `output` is the file that it writes to."""
        start = time.perf_counter()
        process = self._start(argv, output)
        status = os.waitpid(process, 0)[1]
        end = time.perf_counter()
        self._check(argv, status)
        return end - start

    def text(self, *argv):
        """What the command prints."""
        return subprocess.run(
            argv, env=self._environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def private_bytes(self, *argv):
        """The most private memory (heap, stacks, changed data) that was seen while the command ran.

        The kernel keeps a peak only of all resident memory, in which mapped arrays and the program
        itself count; so RssAnon is looked at as often as possible, many times a millisecond."""
        process = self._start(argv, os.devnull)
        peak = samples = 0
        descriptor = os.open(f"/proc/{process}/status", os.O_RDONLY)
        try:
            while True:
                ended, status = os.waitpid(process, os.WNOHANG)
                if ended:
                    break
                report = os.pread(descriptor, 4096, 0)
                found = report.find(b"RssAnon:")
                if found >= 0:
                    peak = max(peak, int(report[found + 8 :].split(None, 1)[0]) * 1024)
                    samples += 1
        finally:
            os.close(descriptor)
        self._check(argv, status)
        if samples < 3:
            raise ProcessError(f"{argv} was over before it could be looked at")
        return peak
