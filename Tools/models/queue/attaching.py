"""Attaching to a queue while a collector removes it.

Whoever is attached holds a shared lock on the byte that says in use, and an exclusive one on its
slot. A collector holds the namespace lock, and the first byte exclusively. All its steps may be its
last, and it begins again where nothing is half-removed for those who look.
"""

from dataclasses import dataclass

from explorer import Violation
from layout import Layout, changed

STEPS = "dead done open share mark_read slot generation attached leave".split()
(DEAD, DONE, OPEN, SHARE, MARK_READ, SLOT, GENERATION, ATTACHED, LEAVE) = range(len(STEPS))
COLLECTOR_STEPS = "idle alone mark payloads name".split()
IDLE, ALONE, MARK, PAYLOADS, NAME = range(5)


@dataclass(frozen=True)
class Setting:
    """How many of everything, and which mistake is built in."""

    processes: int
    slots: int
    collectors: int
    kills: int
    mistake: str = ""

    def __str__(self):
        return (f"attaching: {self.processes} processes, {self.slots} slots,"
                f" {self.collectors} collectors, {self.kills} kills")


class Attaching:
    """The model of one setting."""

    def __init__(self, setting):
        self.setting = setting
        place = Layout()
        self.named, self.payloads, self.mark = place.byte(), place.byte(), place.byte()
        self.alone, self.namespace, self.kills = place.byte(), place.byte(), place.byte()
        self.slots, self.generations = place.bytes(setting.slots), place.bytes(setting.slots)
        # Of each process: where it is, whether it holds the byte in use, its slot, its generation.
        self.processes = [place.bytes(4) for _ in range(setting.processes)]
        self.collectors = [place.byte() for _ in range(setting.collectors)]
        self.size = place.size

    def initial(self):
        state = bytearray(self.size)
        state[self.named] = state[self.payloads] = 1
        for base in self.processes:
            state[base[0]] = OPEN
        return bytes(state)

    def unlocked(self, state, p):
        """What the kernel does when a descriptor goes."""
        changes = [self.processes[p][1], 0]
        for slot in self.slots:
            if state[slot] == p + 1:
                changes += [slot, 0]
        return changes

    def successors(self, state):
        out = []
        may_kill = state[self.kills] < self.setting.kills
        for p, base in enumerate(self.processes):
            pc = state[base[0]]
            if pc > DONE:
                if may_kill:
                    out.append((changed(state, *self.unlocked(state, p), base[0], DEAD,
                                        self.kills, state[self.kills] + 1),
                                f"kill {p} {STEPS[pc]}"))
                self.move(state, p, base, pc, out)
        for number, place in enumerate(self.collectors):
            pc = state[place]
            if pc != IDLE and may_kill:
                freed = (self.alone, 0) if state[self.alone] == number + 1 else ()
                out.append((changed(state, place, IDLE, self.namespace, 0, *freed,
                                    self.kills, state[self.kills] + 1),
                            f"kill collector {COLLECTOR_STEPS[pc]}"))
            self.collect(state, number, place, pc, out)
        return out

    def move(self, state, p, base, pc, out):
        mistake = self.setting.mistake

        def go(to, *changes):
            out.append((changed(state, *changes, base[0], to), f"{p} {STEPS[pc]}"))

        if pc == OPEN:
            go(SHARE if state[self.named] else DONE)
        elif pc == SHARE:
            if not state[self.alone]:
                go(MARK_READ if mistake != "mark not read" else SLOT, base[1], 1)
        elif pc == MARK_READ:
            gone = state[self.mark]
            # A queue that is being removed is no longer there, even if its remover died.
            go(DONE if gone else SLOT, *(self.unlocked(state, p) if gone else ()))
        elif pc == SLOT:
            for number, slot in enumerate(self.slots):
                if not state[slot] or mistake == "slots not locked":
                    go(GENERATION, slot, p + 1, base[2], number)
            if all(state[slot] for slot in self.slots):
                # Too many peers: a typed error.
                go(DONE, *self.unlocked(state, p))
        elif pc == GENERATION:
            place = self.generations[state[base[2]]]
            go(ATTACHED, place, state[place] + 1, base[3], state[place] + 1)
        elif pc == ATTACHED:
            if not state[self.payloads] or not state[self.named]:
                raise Violation(f"{p} is attached to what is being removed")
            for q, other in enumerate(self.processes):
                if q != p and state[other[0]] == ATTACHED and (
                    state[other[2]] == state[base[2]]
                ):
                    raise Violation(f"{p} and {q} have the same slot")
            go(LEAVE)
        elif pc == LEAVE:
            go(DONE, *self.unlocked(state, p))

    def collect(self, state, number, place, pc, out):
        name = f"collector {number} {COLLECTOR_STEPS[pc]}"
        if pc == IDLE:
            if state[self.named] and not state[self.namespace]:
                out.append((changed(state, place, ALONE, self.namespace, number + 1), name))
        elif pc == ALONE:
            in_use = state[self.alone] or any(state[base[1]] for base in self.processes)
            if not in_use:
                only_looks = self.setting.mistake == "lock only looked at"
                held = () if only_looks else (self.alone, number + 1)
                first = PAYLOADS if self.setting.mistake == "not marked" else MARK
                out.append((changed(state, place, first, *held), name))
            else:
                out.append((changed(state, place, IDLE, self.namespace, 0), name))
        elif pc == MARK:
            out.append((changed(state, place, PAYLOADS, self.mark, 1), name))
        elif pc == PAYLOADS:
            out.append((changed(state, place, NAME, self.payloads, 0), name))
        elif pc == NAME:
            out.append((changed(state, place, IDLE, self.named, 0, self.alone, 0,
                                self.namespace, 0), name))

    def is_final(self, state):
        """Nobody is on the way, and nothing is left."""
        return not state[self.named] and not state[self.payloads] and all(
            state[base[0]] in (DEAD, DONE) for base in self.processes) and all(
            state[place] == IDLE for place in self.collectors)

    def describe(self, state):
        """A state for people."""
        processes = " ".join(
            f"{p}:{STEPS[state[base[0]]]}" for p, base in enumerate(self.processes))
        return f"{processes} name {state[self.named]} payloads {state[self.payloads]}"
