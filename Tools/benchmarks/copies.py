"""Commands that copy a big file: each makes its own copy of the same source, which is checked once
and removed outside of what is timed."""

import filecmp
import os

from comparison import Contestant


class CopyTarget:
    """The file that all competitors make, one after the other."""

    def __init__(self, setting, source, path):
        self._setting = setting
        self._source = source
        self._path = path
        self._checked = set()

    def contestant(self, name, role, *argv, output=os.devnull):
        """A competitor that runs a command."""

        def measure():
            self.clear()
            seconds = self._setting.commands.seconds(*argv, output=output)
            if name not in self._checked:
                self._check(name)
            return seconds

        return Contestant(name, role, measure)

    def _check(self, name):
        filecmp.clear_cache()
        if not filecmp.cmp(self._source, self._path, shallow=False):
            raise ValueError(f"{name} made another file than {self._source}")
        self._checked.add(name)

    def clear(self):
        """Removes the copy, so that the next one is made from nothing. On a disk, that is over when
        the directory is written: the next competitor must not pay for it."""
        if os.path.exists(self._path):
            os.unlink(self._path)
            directory = os.open(os.path.dirname(self._path), os.O_RDONLY | os.O_DIRECTORY)
            os.fsync(directory)
            os.close(directory)
