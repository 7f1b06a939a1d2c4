"""Every state that a model can reach, breadth first, and whether each can still come to a good end.

A model gives `initial()` and `successors(state)`; states are bytes objects. A successor is a pair
(state, label); a label that begins with `kill` is a death. A model raises `Violation` for a state
or step that must not be, and says by `is_final(state)` where all is as it should be at last.
From every state, some such end must be reachable without another death: a state from which there
is none is a leak, a loss, or somebody who is stuck for ever.
"""

from array import array
from dataclasses import dataclass


class Violation(Exception):
    """Something that must never happen."""


@dataclass
class Result:
    """What an exploration found."""

    states: int
    steps: int
    finals: int
    violation: str | None = None
    trace: tuple[str, ...] = ()


def explore(model, limit=8_000_000):
    """Explores all states; stops at the first violation, with a shortest way to it."""
    first = model.initial()
    states = [first]
    numbers = {first: 0}
    parents = array("i", [-1])
    # Steps that are no deaths, listed by where they lead to.
    latest = array("i", [-1])
    earlier = array("i")
    origins = array("i")
    finals = array("i")
    steps = 0
    successors, is_final = model.successors, model.is_final
    number = 0
    try:
        while number < len(states):
            state = states[number]
            following = successors(state)
            steps += len(following)
            for new, label in following:
                known = numbers.get(new)
                if known is None:
                    known = len(states)
                    numbers[new] = known
                    states.append(new)
                    parents.append(number)
                    latest.append(-1)
                if label[:4] != "kill":
                    earlier.append(latest[known])
                    latest[known] = len(origins)
                    origins.append(number)
            if is_final(state):
                finals.append(number)
            number += 1
            if number > limit:
                raise Violation(f"more than {limit} states")
    except Violation as violation:
        trace = way(model, states, parents, number)
        return Result(len(states), steps, len(finals), str(violation), trace)
    stuck = first_stuck(finals, latest, earlier, origins)
    if stuck is None:
        return Result(len(states), steps, len(finals))
    text = f"no good end can follow: {model.describe(states[stuck])}"
    return Result(len(states), steps, len(finals), text, way(model, states, parents, stuck))


def first_stuck(finals, latest, earlier, origins):
    """The first state that leads to no final one; None when all do."""
    ends = bytearray(len(latest))
    pending = list(finals)
    for final in pending:
        ends[final] = 1
    while pending:
        step = latest[pending.pop()]
        while step >= 0:
            origin = origins[step]
            if not ends[origin]:
                ends[origin] = 1
                pending.append(origin)
            step = earlier[step]
    stuck = ends.find(0)
    return None if stuck < 0 else stuck


def way(model, states, parents, number):
    """The labels of the steps from the first state to one."""
    path = [number]
    while parents[path[-1]] >= 0:
        path.append(parents[path[-1]])
    path.reverse()
    labels = []
    for here, there in zip(path, path[1:]):
        target = states[there]
        labels.append(next(label for new, label in model.successors(states[here]) if new == target))
    return tuple(labels)
