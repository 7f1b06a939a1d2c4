"""Rounds: every competitor once, in an order that changes from round to round.

A machine's speed changes while one measures, most of all that of fresh memory in a virtual machine,
whose host may have taken pages back. What is compared must therefore be measured side by side, and
no competitor may always come after the same other one."""

import random


def play(contestants, rounds):
    """Samples by contestant, the i-th of each from the i-th round. Each runs once before, untimed.

    The measurement of a contestant may return several figures; then so do its samples."""
    order = random.Random(1)
    for contestant in contestants:
        contestant.measure()
    samples = {contestant.name: [] for contestant in contestants}
    for _ in range(rounds):
        for contestant in order.sample(contestants, len(contestants)):
            samples[contestant.name].append(contestant.measure())
    return samples
