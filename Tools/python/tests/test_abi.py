"""No call of the header crashes on bad arguments, and a C program can use it."""

import ctypes
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from abi import CALLS, LIBRARY, Creation, Extents, Facts, Fill, library

import npyshare
from npyshare.library import library as extension

HEADER = Path(__file__).parents[3] / "Sources" / "CNPYShare" / "include"
# These take no argument that could be bad, or take NULL for nothing.
FINE_WITHOUT = {"abi_version", "release", "list", "collect"}


def nothing(kind: Any) -> Any:
    """The least that can be handed over for an argument."""
    if kind in (ctypes.c_int32, ctypes.c_int64, ctypes.c_uint32):
        return 0
    if kind is Fill:
        return Fill()
    return 0.0 if kind is ctypes.c_double else None


@pytest.mark.parametrize("name", sorted(set(CALLS) - FINE_WITHOUT))
def test_null_is_refused(root: Path, name: str) -> None:
    call = getattr(library, "import_" if name == "import" else name)
    assert call(*map(nothing, CALLS[name])) == 1


HANDLES = [name for name, kinds in CALLS.items() if kinds[:1] == [ctypes.c_void_p] and name != "release"]


@pytest.mark.parametrize("name", HANDLES)
def test_handles_of_another_kind_are_refused(root: Path, name: str) -> None:
    scope, array = npyshare.Scope(), npyshare.create("x", 3)
    wrong = npyshare.handle_of(array).pointer if name.startswith("scope") else scope.pointer
    arguments = [wrong]
    for kind in CALLS[name][1:]:
        is_place = hasattr(kind, "_type_") and not isinstance(kind._type_, str)
        arguments.append(kind._type_() if is_place else nothing(kind))
    assert getattr(library, name)(*arguments) == 1


@pytest.mark.parametrize(
    "change",
    [
        {0: b""}, {0: b"\xff"}, {0: b"a/"}, {0: b"."}, {1: b"\xff"}, {1: b"nonsense"}, {1: b"O"}, {1: b""},
        {2: -1}, {2: 65}, {2: 2**31 - 1}, {3: None}, {3: Extents(-5)}, {3: Extents(2**62)}, {5: None},
        {4: Creation(lifetime=9)}, {4: Creation(permissions=2**31)}, {4: Creation(lifetime=-1)},
    ],
    ids=str,
)
@pytest.mark.parametrize("call", [library.create, library.begin])
def test_bad_arrays_are_refused(root: Path, call: Any, change: "dict[int, Any]") -> None:
    arguments: "list[Any]" = [b"x", b"f8", 1, Extents(3), None, ctypes.c_void_p(), Facts()]
    for place, value in change.items():
        arguments[place] = value
    assert call(*arguments) == 1
    assert npyshare.list() == []


def test_what_was_begun_is_not_attached_yet(root: Path) -> None:
    array, answer = ctypes.c_void_p(), ctypes.c_int32()
    assert library.begin(b"x", b"f8", 1, Extents(3), None, array, Facts()) == 0
    for call in (library.flush, library.array_persist):
        assert call(array) == 1
    assert library.is_current(array, answer) == 1
    assert library.publish(array) == 0
    assert library.publish(array) == 1
    assert library.is_current(array, answer) == 0 and answer.value == 1
    assert library.release(array) == 0


PROGRAM = r"""
#include <npyshare.h>
#include <stdio.h>

int main(int count, char **arguments) {
  npyshare_array *array;
  npyshare_facts facts;
  if (count != 2 || npyshare_abi_version() != NPYSHARE_ABI_VERSION) return 2;
  if (npyshare_attach(arguments[1], NPYSHARE_READ_ONLY, 0, 0, &array, &facts)) {
    npyshare_error error;
    npyshare_last_error(&error);
    printf("%d %d %s\n", error.kind, error.number, error.message);
    return 1;
  }
  double sum = 0;
  const double *elements = facts.data;
  for (int64_t row = 0; row < facts.shape[0]; row++)
    for (int64_t column = 0; column < facts.shape[1]; column++)
      sum += elements[row * facts.shape[1] + column];
  printf("%s %d %g\n", facts.descr, facts.axis_count, sum);
  return npyshare_release(array);
}
"""


def test_a_c_program_sums_and_reports(root: Path, tmp_path: Path) -> None:
    (tmp_path / "sum.c").write_text(PROGRAM)
    command = [
        "gcc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-pedantic", f"-I{HEADER}", "-o",
        tmp_path / "sum", tmp_path / "sum.c", LIBRARY,
    ]
    subprocess.run(command, check=True)
    npyshare.full("x", (3, 4), 0.5)
    run = subprocess.run([tmp_path / "sum", "x"], capture_output=True, text=True, check=True)
    assert run.stdout == "'<f8' 2 6\n"
    run = subprocess.run([tmp_path / "sum", "missing"], capture_output=True, text=True)
    assert run.returncode == 1 and run.stdout.startswith("3 2 there is no 'missing'")


def test_only_the_calls_are_exported() -> None:
    table = subprocess.run(
        ["nm", "--dynamic", "--defined-only", LIBRARY], capture_output=True, text=True, check=True
    ).stdout
    exported = {line.split()[2] for line in table.splitlines() if line.split()[1].isupper()}
    assert exported == {f"npyshare_{name}" for name in CALLS}


UNPREPARED = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("npyshare._npyshare", sys.argv[1])
library = importlib.util.module_from_spec(spec)
spec.loader.exec_module(library)
for prepared in ((int, print, str, print), (library.Memory, print)):
    try:
        library.prepare_arrays(*prepared)
    except TypeError:
        pass
    else:
        raise AssertionError(prepared)
for call in (lambda: library.attach("x", "r", False, 0.0), lambda: library.remove_name("a/b", 0, 0)):
    try:
        call()
    except RuntimeError as error:
        assert "prepare_arrays was not called" in str(error)
    else:
        raise AssertionError("called")
"""


def test_an_extension_without_its_package_says_so() -> None:
    subprocess.run([sys.executable, "-c", UNPREPARED, str(extension.__file__)], check=True)


LOADED_AGAIN = """
import importlib, sys, weakref
import npyshare
from npyshare import attaching, failures
array = npyshare.create("again", 3)
former = []
count = sys.getrefcount(npyshare.handles.Handle)
for _ in range(9):
    importlib.reload(failures)
    importlib.reload(sys.modules["npyshare.library"])
    importlib.reload(attaching)
    former += [weakref.ref(attaching.absolute), weakref.ref(failures.exception)]
# The last ones are those that are there.
assert [reference() for reference in former[:-2]] == [None] * 16
assert sys.getrefcount(npyshare.handles.Handle) == count
assert npyshare.handle_of(npyshare.attach("again", "r+")) is npyshare.handle_of(array)
npyshare.remove("again")
try:
    npyshare.attach("again")
except FileNotFoundError:
    pass
"""


def test_modules_loaded_again_take_the_place_of_the_former_ones(root: Path) -> None:
    subprocess.run([sys.executable, "-c", LOADED_AGAIN], check=True)
