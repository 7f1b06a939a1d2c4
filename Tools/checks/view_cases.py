"""Writes a table of operations on views, and what numpy makes of them.

Usage: view_cases.py SEED COUNT TABLE BYTES

TABLE gets a JSON list of cases, BYTES the bytes that they name as [start, length].
"""

import json
import random
import sys

import numpy as np
from view_elements import native, rendered, swift_type
from view_memory import Blob, Memory, descr, random_dtype, random_shape
from view_steps import applied, random_steps, slice_text, sliced


def padding_mask(memory, steps):
    """0 for the padding within the elements, 255 for all other bytes."""
    mask = memory.aligned(np.full(len(memory.bytes), 255, np.uint8))
    elements = applied(memory.array(mask), steps)

    def clear(array, value):
        if array.dtype.names:
            for name in array.dtype.names:
                clear(array[name], value)
        else:
            array.view(("u1", (array.dtype.itemsize,)))[...] = value

    if elements.size:
        elements.view(("u1", (elements.dtype.itemsize,)))[...] = 0
        clear(elements, 255)
    return mask.tobytes()


def random_values(rng, shape, dtype):
    """Other elements of a shape, lying in some other way: memory, and the steps to them."""
    if rng.random() < 0.5:
        dtype = dtype.newbyteorder() if not dtype.names else dtype
    order = rng.sample(range(len(shape)), len(shape))
    steps_of_axes = [rng.choice([1, 1, -1, 2, -2]) for _ in shape]
    extents = [n if abs(s) == 1 else 2 * n for n, s in zip(shape, steps_of_axes)]
    memory = Memory(rng, dtype, [extents[axis] for axis in order], raw_bools=False)
    inverse = [order.index(axis) for axis in range(len(shape))]
    steps = [{"transpose": inverse}]
    if shape:
        steps.append({"slice": ",".join(f"::{step}" for step in steps_of_axes)})
    return memory, steps


def storing(rng, memory, steps, blob):
    target = applied(memory.array(), steps)
    source, source_steps = random_values(rng, target.shape, target.dtype)
    values = applied(source.array(), source_steps)
    assert values.shape == target.shape
    after = memory.aligned(memory.bytes)
    filled = memory.aligned(memory.bytes)
    if target.size and target.dtype.itemsize:
        applied(memory.array(after), steps)[...] = values
        applied(memory.array(filled), steps)[...] = values.flat[0]
    entry = {
        "source": source.entry(blob), "steps": source_steps, "values": blob.add(native(values)),
        "after": blob.add(after.tobytes()), "filled": blob.add(filled.tobytes()),
    }
    if target.dtype.names:
        entry["mask"] = blob.add(padding_mask(memory, steps))
    return entry


def random_case(rng, blob):
    memory = Memory(rng, random_dtype(rng), random_shape(rng))
    case = {"memory": memory.entry(blob)}
    steps, result = random_steps(rng, memory.array())
    flags = result.flags
    name = swift_type(result.dtype)
    case |= {
        "steps": steps, "type": name, "shape": list(result.shape), "result": descr(result.dtype),
        "isCContiguous": flags.c_contiguous, "isFContiguous": flags.f_contiguous,
        "isAligned": flags.aligned, "isNative": result.dtype.isnative,
    }
    if rng.random() < 0.1:
        text = slice_text(rng, result.shape, True)
        try:
            sliced(result, text)
        except (IndexError, ValueError) as error:
            case["refused"] = {"slice": text, "message": str(error)}
    if name:
        case["elements"] = blob.add(native(result))
        case["storing"] = storing(rng, memory, steps, blob)
    if not name or rng.random() < 0.3:
        case["values"] = [rendered(result[(*at, ...)]) for at in np.ndindex(result.shape)]
    return case


def main(seed, count, table, data):
    rng = random.Random(int(seed))
    blob = Blob()
    cases = [random_case(rng, blob) for _ in range(int(count))]
    with open(table, "w") as file:
        json.dump(cases, file)
    with open(data, "wb") as file:
        file.write(b"".join(blob.parts))


if __name__ == "__main__":
    main(*sys.argv[1:])
