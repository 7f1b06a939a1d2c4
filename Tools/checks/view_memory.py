"""Random arrays of all kinds of elements among random bytes."""

import numpy as np

NUMBERS = ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"]
TIMES = ["M8[ns]", "M8[D]", "M8[s]", "m8[ns]", "m8[ms]"]
SAMPLE = {"names": ["time", "count"], "formats": ["<f8", "<i4"], "offsets": [0, 8]}
PAIR = {"names": ["a", "b"], "formats": ["|i1", "<i2"], "offsets": [0, 2], "itemsize": 4}
RECORDS = {
    "Particle": [np.dtype([("id", "<i4"), ("position", "<f4", (3,))])],
    # Packed, with the padding of the Swift type, and with more.
    "Sample": [np.dtype({**SAMPLE, "itemsize": size}) for size in (12, 16, 19)],
    "Pair": [np.dtype(PAIR)],
    "Outer": [np.dtype([("tag", "<i2"), ("inner", np.dtype(PAIR))])],
}
ODDITIES = [
    "|S5", "|S0", "<U3", ">U3", "|V7", "<f16", ">f16", "<c32", ">c32", "<M8", ">M8[25s]", "<m8[Y]",
    "<M8[2W]",
]
STRUCTURES = [
    np.dtype([("x", "<f4"), ("y", ">i2")]),
    np.dtype({"names": ["x", "y"], "formats": ["|u1", "<f4"], "offsets": [1, 5], "itemsize": 11}),
    np.dtype([(("a title", "name"), "<f8"), ("sub", "<i2", (2, 3)), ("e", ">f4", (0, 2))]),
    np.dtype([("outer", [("inner", "<c8"), ("s", "|S3"), ("u", "<U2")]), ("t", "<M8[ms]")]),
    np.dtype([("flags", "|b1", (3,)), ("deep", [("p", RECORDS["Pair"][0]), ("z", ">c16")], (2,))]),
    np.dtype([("sample", RECORDS["Sample"][0]), ("after", "|u1")]),
]


def random_dtype(rng):
    choice = rng.random()
    if choice < 0.6:
        return np.dtype(rng.choice("<>") + rng.choice(NUMBERS))
    if choice < 0.67:
        return np.dtype("|b1")
    if choice < 0.75:
        return np.dtype(rng.choice("<>") + rng.choice(TIMES))
    if choice < 0.83:
        return rng.choice(rng.choice(list(RECORDS.values())))
    if choice < 0.9:
        return np.dtype(rng.choice(ODDITIES))
    return rng.choice(STRUCTURES)


def random_shape(rng):
    """Up to five axes; extents of 0 and 1 often enough."""
    while True:
        count = rng.choice([0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 5])
        shape = [rng.choice([1, 2, 3, 4, 5, 7]) for _ in range(count)]
        if count and rng.random() < 0.08:
            shape[rng.randrange(count)] = 0
        elif count == 1 and rng.random() < 0.3:
            shape[0] = rng.randint(60, 150)
        elif count == 2 and rng.random() < 0.1:
            shape[rng.randrange(2)] = 70
        if int(np.prod(shape, dtype=np.int64)) <= 240:
            return shape


def settle(array, rng, raw_bools):
    """Replaces bytes that are no value in numpy, and adds some that are special."""
    dtype = array.dtype
    if dtype.names is not None:
        for name in dtype.names:
            settle(array[name], rng, raw_bools)
    elif dtype.kind == "U":
        points = array.view((np.dtype("u4").newbyteorder(dtype.byteorder), (dtype.itemsize // 4,)))
        flat = [rng.choice([0, 65, 0xE9, 0x20AC, 0x1F40D, 0x10FFFF]) for _ in range(points.size)]
        points[...] = np.array(flat, np.uint32).reshape(points.shape)
    elif dtype.kind == "b":
        choices = [0, 1, 2, 255] if raw_bools else [0, 1]
        flat = [rng.choice(choices) for _ in range(array.size)]
        array.view(np.uint8)[...] = np.array(flat, np.uint8).reshape(array.shape)
    elif dtype.kind in "mM":
        for place in range(array.size):
            if rng.random() < 0.1:
                array.view(np.dtype("i8").newbyteorder(dtype.byteorder)).flat[place] = -(2**63)


class Memory:
    """Random bytes with an array in the midst of them."""

    def __init__(self, rng, dtype, shape, raw_bools=True):
        self.dtype = dtype
        self.shape = shape
        self.order = rng.choice("CF")
        self.offset = rng.choice([0, 0, 8, 16, 1, 2, 3, 4, 7])
        size = dtype.itemsize * int(np.prod(shape, dtype=np.int64)) + self.offset
        self.bytes = self.aligned(np.frombuffer(rng.randbytes(size + rng.randrange(9)), np.uint8))
        settle(self.array(), rng, raw_bools)

    @staticmethod
    def aligned(data):
        """A copy that begins at an address as round as that of a Swift array's first element."""
        room = np.zeros(len(data) + 64, np.uint8)
        start = -room.ctypes.data % 64
        part = room[start : start + len(data)]
        part[...] = data
        return part

    def array(self, data=None):
        data = self.bytes if data is None else data
        if self.dtype.itemsize == 0 or 0 in self.shape:
            # ndarray refuses a buffer that is empty.
            data = self.aligned(np.zeros(max(len(data), 32), np.uint8))
        return np.ndarray(
            self.shape, self.dtype, buffer=data, offset=self.offset, order=self.order)

    def entry(self, blob):
        return {
            "dtype": descr(self.dtype), "shape": list(self.shape), "fortran": self.order == "F",
            "offset": self.offset, "bytes": blob.add(self.bytes.tobytes()),
        }


class Blob:
    def __init__(self):
        self.parts = []
        self.count = 0

    def add(self, data):
        self.parts.append(data)
        self.count += len(data)
        return [self.count - len(data), len(data)]


def descr(dtype):
    return repr(np.lib.format.dtype_to_descr(dtype))
