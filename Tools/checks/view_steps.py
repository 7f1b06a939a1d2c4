"""Slices as text, and chains of operations on a view."""

import numpy as np


def slice_item(rng, extent, is_wild):
    if is_wild and rng.random() < 0.3:
        return str(rng.choice([extent, extent + 3, -extent - 1, 2**62]))
    if extent and rng.random() < 0.25:
        return str(rng.randrange(-extent, extent))
    reach = extent + 3
    bounds = [
        str(rng.choice([rng.randint(-reach, reach), 0, extent, 2**63 - 1, -(2**63)]))
        if rng.random() < 0.5 else "" for _ in range(2)]
    step = rng.choice(["", "", "1", "-1", "2", "-2", "3", "-3", str(2**63 - 1), str(-(2**63))])
    if is_wild and rng.random() < 0.1:
        step = "0"
    blank = rng.choice(["", "", " "])
    text = (blank + ":" + blank).join(bounds)
    return text + ":" + step if step or rng.random() < 0.3 else text


def slice_text(rng, shape, is_wild):
    taken = rng.randint(0, len(shape) + (rng.random() < 0.2 if is_wild else 0))
    items = []
    ellipsis = rng.random() < 0.3 or taken == 0
    at = rng.randint(0, taken)
    for axis in range(taken):
        if ellipsis and axis == at:
            items.append("...")
        if rng.random() < 0.15:
            items.append(rng.choice(["None", "np.newaxis"]))
        # Behind an ellipsis indices count from the last axis.
        real = axis if not ellipsis or axis < at else len(shape) - taken + axis
        items.append(slice_item(rng, shape[real] if 0 <= real < len(shape) else 3, is_wild))
    if ellipsis and at == taken:
        items.append("...")
    if is_wild and rng.random() < 0.05:
        items += ["...", "..."]
    return rng.choice([",", ", ", " , "]).join(items) + rng.choice(["", "", ","])


def sliced(array, text):
    indices = eval(f"np.s_[{text}]")
    indices = indices if isinstance(indices, tuple) else (indices,)
    if not any(index is Ellipsis for index in indices):
        # So that the result is an array of no dimensions and not a scalar, which is a copy.
        indices += (Ellipsis,)
    return array[indices]


def applied(array, steps):
    for step in steps:
        if "field" in step:
            array = array[step["field"]]
        elif "slice" in step:
            array = sliced(array, step["slice"])
        elif "transpose" in step:
            array = array.transpose(step["transpose"])
        else:
            array = array[step["row"], ...]
    return array


def random_steps(rng, array):
    """A chain of operations and the view that numpy makes of it."""
    steps = []
    for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 4])):
        kind = rng.random()
        if array.dtype.names and kind < 0.4:
            name = rng.choice(array.dtype.names)
            array = array[name]
            steps.append({"field": name})
        elif kind < 0.75:
            text = slice_text(rng, array.shape, False)
            array = sliced(array, text)
            steps.append({"slice": text})
        elif kind < 0.9 or array.ndim == 0 or array.shape[0] == 0:
            order = rng.sample(range(array.ndim), array.ndim)
            array = array.transpose(order)
            steps.append({"transpose": order})
        else:
            row = rng.randrange(array.shape[0])
            array = array[row, ...]
            steps.append({"row": row})
    return steps, array
