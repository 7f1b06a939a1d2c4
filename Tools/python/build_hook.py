"""Builds the Swift core for the wheel, as one library that needs nothing of Swift's, and the
extension module that calls it."""

import os
import platform
import shlex
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any, Dict

import numpy as np
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LIBRARY = "libNPYShareC.so"
# Of Python's stable interface: any CPython from 3.9 on loads it.
EXTENSION = "_npyshare.abi3.so"


class SwiftCore(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: Dict[str, Any]) -> None:
        package = Path(self.root).parents[1]
        scratch = package / ".build" / "python-library"
        scratch.mkdir(parents=True, exist_ok=True)
        library = self.built_library(package, scratch)
        extension = self.built_extension(package, scratch, library)
        # Not part of the name of the package's directory: wheels hold files under their final names.
        build_data["force_include"][str(library)] = f"npyshare/{LIBRARY}"
        build_data["force_include"][str(extension)] = f"npyshare/{EXTENSION}"
        build_data["pure_python"] = False
        build_data["tag"] = f"cp39-abi3-linux_{platform.machine()}"

    def built_library(self, package: Path, scratch: Path) -> Path:
        """The library, built and stripped; the one that `NPYSHARE_PREBUILT` names when it is set."""
        prebuilt = os.environ.get("NPYSHARE_PREBUILT")
        if prebuilt:
            if Path(prebuilt).name == LIBRARY:
                return Path(prebuilt).resolve()
            # The extension looks for it under its name.
            return Path(shutil.copy(prebuilt, scratch / LIBRARY))
        if shutil.which("swift") is None:
            raise RuntimeError("there is no 'swift' in PATH; install Swift 6.3 or newer")
        # The command is built with the same flags, but for the linker's: what is compiled serves both.
        build = [
            "swift", "build", "--configuration", "release", "--package-path", str(package),
            "-Xswiftc", "-static-stdlib",
        ]
        exports = f"--version-script={Path(self.root) / 'exports.map'}"
        subprocess.run([*build, "--product", "NPYShareC", "-Xlinker", exports], check=True)
        shown = subprocess.run(
            [*build, "--show-bin-path"], check=True, stdout=subprocess.PIPE, text=True
        )
        made = Path(shown.stdout.strip(), LIBRARY)
        stripped = scratch / LIBRARY
        subprocess.run(["strip", "--strip-unneeded", "-o", str(stripped), str(made)], check=True)
        return stripped

    def built_extension(self, package: Path, scratch: Path, library: Path) -> Path:
        """The extension module, which looks for the library beside itself."""
        python = sysconfig.get_path("include")
        if not os.path.exists(os.path.join(python, "Python.h")):
            raise RuntimeError(
                f"there is no Python.h in {python}; install Python's headers (Debian: python3-dev)"
            )
        compiler = shlex.split(os.environ.get("CC") or shutil.which("cc") or "gcc")
        extension = scratch / EXTENSION
        includes = python, np.get_include(), package / "Sources" / "CNPYShare" / "include"
        subprocess.run(
            [
                *compiler, "-std=c11", "-O2", "-Wall", "-Wextra", "-fPIC", "-shared",
                "-fvisibility=hidden", *(f"-isystem{path}" for path in includes),
                *map(str, sorted(Path(self.root, "extension").glob("*.c"))),
                # By its name alone: it lies beside the module.
                f"-L{library.parent}", f"-l:{library.name}", "-Wl,-rpath,$ORIGIN", "-Wl,--strip-all",
                "-o", str(extension),
            ],
            check=True,
        )
        return extension
