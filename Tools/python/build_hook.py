"""Builds the Swift core for the wheel, as one library that needs nothing of Swift's."""

import os
import platform
import shutil
import subprocess
from pathlib import Path
from typing import Any, Dict

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LIBRARY = "libNPYShareC.so"


class SwiftCore(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: Dict[str, Any]) -> None:
        package = Path(self.root).parents[1]
        library = self.built_library(package)
        # Not part of the name of the package's directory: wheels hold files under their final names.
        build_data["force_include"][str(library)] = f"npyshare/{LIBRARY}"
        build_data["pure_python"] = False
        # ctypes loads the library, so any Python does.
        build_data["tag"] = f"py3-none-linux_{platform.machine()}"

    def built_library(self, package: Path) -> Path:
        """The library, built and stripped; the one that `NPYSHARE_PREBUILT` names when it is set."""
        prebuilt = os.environ.get("NPYSHARE_PREBUILT")
        if prebuilt:
            return Path(prebuilt).resolve()
        if shutil.which("swift") is None:
            raise RuntimeError("there is no 'swift' in PATH; install Swift 6.3 or newer")
        scratch = package / ".build" / "python-library"
        subprocess.run(
            [
                "swift", "build", "--configuration", "release", "--product", "NPYShareC",
                "--package-path", str(package), "--scratch-path", str(scratch),
                "-Xswiftc", "-static-stdlib",
                "-Xlinker", f"--version-script={Path(self.root) / 'exports.map'}",
            ],
            check=True,
        )
        stripped = scratch / LIBRARY
        subprocess.run(
            ["strip", "--strip-unneeded", "-o", str(stripped), str(scratch / "release" / LIBRARY)],
            check=True,
        )
        return stripped
