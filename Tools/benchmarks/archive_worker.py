"""A process that writes arrays with the libraries people archive numpy arrays with, and reads them
again. It answers like `numpy_worker.py`; its times are without the libraries' start.

Each library does what comes nearest to a snapshot: Zstandard at level 1 on two threads in chunks of
4 MiB of whole rows, Blosc2 and Zarr's Blosc with their shuffle, which a `.npy` cannot have."""

import os
import shutil
import sys
import time

import numpy as np

CHUNK_BYTES = 4 << 20
now = time.perf_counter


def timed(call):
    start = now()
    result = call()
    return now() - start, result


def rows_per_chunk(array):
    return max(1, CHUNK_BYTES // array[:1].nbytes)


def remove(path):
    if os.path.isdir(path):
        shutil.rmtree(path)
    elif os.path.exists(path):
        os.unlink(path)


class Blosc2:
    def write(self, array, path):
        import blosc2

        parameters = blosc2.CParams(
            codec=blosc2.Codec.ZSTD, clevel=1, filters=[blosc2.Filter.SHUFFLE], nthreads=2
        )
        blosc2.asarray(
            array, urlpath=path, mode="w", cparams=parameters,
            chunks=(rows_per_chunk(array), *array.shape[1:]),
        )

    def open(self, path):
        import blosc2

        return blosc2.open(path, dparams=blosc2.DParams(nthreads=2))


class Zarr:
    def write(self, array, path):
        import zarr

        made = zarr.create_array(
            path, shape=array.shape, dtype=array.dtype, compressors=[self.codec(zarr, array)],
            chunks=(rows_per_chunk(array), *array.shape[1:]),
        )
        made[...] = array

    def codec(self, zarr, array):
        return zarr.codecs.ZstdCodec(level=1)

    def open(self, path):
        import zarr

        return zarr.open_array(path, mode="r")


class ZarrBlosc(Zarr):
    def codec(self, zarr, array):
        return zarr.codecs.BloscCodec(
            cname="zstd", clevel=1, shuffle="shuffle", typesize=array.itemsize
        )


class Npz:
    def write(self, array, path):
        with open(path, "wb") as file:
            np.savez_compressed(file, array)

    def open(self, path):
        return np.load(path)["arr_0"]


class Npy:
    def write(self, array, path):
        with open(path, "wb") as file:
            np.save(file, array)

    def open(self, path):
        return np.load(path)


LIBRARIES = {
    "blosc2": Blosc2(), "zarr": Zarr(), "zarr-blosc": ZarrBlosc(), "npz": Npz(), "npy": Npy()
}


def write(library, source, path):
    array = np.load(source, mmap_mode="r")
    remove(path)
    # The libraries are loaded, and their threads started, before the time is taken.
    small = path + ".small"
    LIBRARIES[library].write(np.zeros((8, 1024), "f4"), small)
    remove(small)
    return [timed(lambda: LIBRARIES[library].write(np.asarray(array), path))[0]]


def read(library, source, path):
    seconds, found = timed(lambda: LIBRARIES[library].open(path)[...])
    expected = np.load(source, mmap_mode="r")
    for row in (0, len(expected) // 2, -1):
        if not np.array_equal(found[row], expected[row]):
            raise ValueError(f"{library} read other elements in row {row}")
    return [seconds]


def read_rows(library, path, start, end, count):
    rows = slice(int(start), int(end))
    call = lambda: LIBRARIES[library].open(path)[rows]
    seconds, found = timed(lambda: [call() for _ in range(int(count))][-1])
    return [seconds, float(found.reshape(-1)[0]), float(found.reshape(-1)[-1])]


def grid(side, make):
    """A square array that is made in bands, to need no more memory than a band."""

    def save(path):
        first = make(0, 1)
        array = np.lib.format.open_memmap(path, "w+", first.dtype, (side(first.itemsize),) * 2)
        for start in range(0, len(array), 1024):
            end = min(start + 1024, len(array))
            array[start:end] = make(start, (end - start) * len(array)).reshape(-1, len(array))

    return save


def make(kind, path, size):
    random = np.random.default_rng(1)
    side = lambda itemsize: int((int(size) // itemsize) ** 0.5)

    def smooth(start, count):
        x = np.arange(start * side(4), start * side(4) + count, dtype=np.float64)
        return (np.sin(x / 5000) * 100 + np.sin(x / 37)).astype("f4")

    def image(start, count):
        x = np.arange(count, dtype="f4") % side(1)
        shade = 120 + 60 * np.sin(x / 300) + 40 * np.sin(start / 200)
        return (shade + 2 * random.standard_normal(count, dtype="f4")).clip(0, 255).astype("u1")

    makers = {
        "random float64": lambda start, count: random.random(count),
        "smooth float32": smooth,
        "small-range int32": lambda start, count: random.integers(0, 100, count, dtype="i4"),
        "image-like uint8": image,
        "model weights": lambda start, count: random.standard_normal(count, dtype="f4")
        * np.float32(0.02),
        "zeros": lambda start, count: np.zeros(count, "f4"),
    }
    grid(side, makers[kind])(path)
    return []


commands = {"write": write, "read": read, "read-rows": read_rows, "make": make}

if __name__ == "__main__":
    for line in sys.stdin:
        name, *arguments = line.rstrip("\n").split("\t")
        try:
            print(*commands[name](*arguments), sep="\t", flush=True)
        except Exception as error:  # A command that fails is the orchestrator's to report.
            print("error", f"{type(error).__name__}: {error}", sep="\t", flush=True)
