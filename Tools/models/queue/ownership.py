"""Put and get: whose is an array that is handed over, at every instant and after every death?

A journal may hold several entries of one array: `plain` ones, and ones that count only by what the
queue's words say (`sending`, `receiving`). A collector, with the namespace lock held, reads them
when their owner's scope is dead, and removes what counts. The fine steps of claiming a payload are
left to `messages.py`. When a process is killed, the kernel frees the lock of its scope, and those
on the queue, one after the other, in any order.
"""

from collecting import Collecting
from handing import Handing
from layout import Layout, changed
from ownership_steps import CLAIM, DONE, GONE, IDLE, IN_QUEUE, LOOK, PLAIN, RETURNED, STEPS


class Ownership(Handing, Collecting):
    """The model of one setting: each producer puts one array."""

    def __init__(self, setting):
        self.setting = setting
        self.count = setting.producers + setting.consumers
        arrays = setting.producers
        place = Layout()
        self.tail, self.head, self.kills, self.ended = (place.byte() for _ in range(4))
        self.producer_lock, self.consumer_lock, self.namespace = (place.byte() for _ in range(3))
        payloads = setting.payloads
        self.ring, self.at, self.record = (place.bytes(payloads) for _ in range(3))
        self.loan, self.use = place.bytes(payloads), place.bytes(payloads)
        self.exists, self.owner = place.bytes(arrays), place.bytes(arrays)
        # Where it is, payload, array, lock of the peer held, lock of the scope held.
        self.processes = [place.bytes(5) for _ in range(self.count)]
        # Of each process and array: entries, and the payload that an entry names.
        self.entries = [place.bytes(arrays) for _ in range(self.count)]
        self.named = [place.bytes(arrays) for _ in range(self.count)]
        # Where it is, process, array or payload, kind of entry or word, verdict.
        self.collectors = [place.bytes(5) for _ in range(setting.collectors)]
        self.size = place.size

    def initial(self):
        state = bytearray(self.size)
        for p, base in enumerate(self.processes):
            state[base[3]] = state[base[4]] = 1
            state[base[0]] = LOOK
            if p < self.setting.producers:
                state[base[0]], state[base[2]] = CLAIM, p
                state[self.exists[p]], state[self.owner[p]] = 1, p + 1
                state[self.entries[p][p]] = PLAIN
        return bytes(state)

    def successors(self, state):
        out = []
        may_kill = state[self.kills] < self.setting.kills
        for p, base in enumerate(self.processes):
            pc = state[base[0]]
            if pc == GONE:
                self.die(state, p, base, out)
                continue
            if may_kill:
                out.append((changed(state, base[0], GONE, base[1], 0, base[2], 0,
                                    self.kills, state[self.kills] + 1), f"kill {p} {STEPS[pc]}"))
            if pc != DONE:
                self.move(state, p, base, pc, out)
        for number, collector in enumerate(self.collectors):
            self.collect(state, number, collector, may_kill, out)
        return out

    def die(self, state, p, base, out):
        """The kernel frees what the dead held."""
        if state[base[4]]:
            out.append((changed(state, base[4], 0), f"scope of {p} is dead"))
        if state[base[3]]:
            changes = [base[3], 0]
            for lock in (self.producer_lock, self.consumer_lock):
                if state[lock] == p + 1:
                    changes += [lock, 0]
            out.append((changed(state, *changes), f"peer {p} is dead"))

    def is_queued(self, state, k):
        return state[self.head] < state[self.at[k]] <= state[self.tail]

    def is_named(self, state, k, kinds):
        """Whether a journal has an entry that is judged by a payload's words."""
        return any(
            state[self.entries[p][a]] & kinds and state[self.named[p][a]] == k
            for p in range(self.count) for a in range(self.setting.producers))

    def is_final(self, state):
        if any(state[collector[0]] != IDLE for collector in self.collectors):
            return False
        for p, base in enumerate(self.processes):
            if state[base[0]] == GONE and (state[base[3]] or state[base[4]]):
                return False
            if state[base[0]] == GONE and any(state[entry] for entry in self.entries[p]):
                return False
        if self.setting.ends:
            if not state[self.ended]:
                return False
        else:
            for k in range(self.setting.payloads):
                use = state[self.use[k]]
                if state[self.loan[k]] or use not in (0, RETURNED) and not self.is_queued(state, k):
                    return False
            consumers = [state[base[0]] for base in self.processes[self.setting.producers:]]
            if any(pc != GONE for pc in consumers):
                if state[self.head] != state[self.tail] or RETURNED in [state[u] for u in self.use]:
                    return False
                if any(pc not in (GONE, LOOK) for pc in consumers):
                    return False
                if any(state[base[0]] not in (GONE, DONE)
                       for base in self.processes[:self.setting.producers]):
                    return False
            elif any(state[base[0]] not in (GONE, DONE, CLAIM)
                     for base in self.processes[:self.setting.producers]):
                return False
        return all(self.is_accounted(state, a) for a in range(self.setting.producers))

    def is_accounted(self, state, a):
        """Removed, or in the queue, or in exactly its living owner's journal."""
        owner = state[self.owner[a]]
        owners = [p for p in range(self.count) if state[self.entries[p][a]]]
        if not state[self.exists[a]]:
            return not owners
        if owner == IN_QUEUE:
            return not owners and not state[self.ended]
        return owners == [owner - 1] and state[self.processes[owner - 1][0]] != GONE

    def describe(self, state):
        """A state for people."""
        processes = " ".join(
            f"{p}:{STEPS[state[base[0]]]}" for p, base in enumerate(self.processes))
        words = {name: [state[place] for place in getattr(self, name)]
                 for name in ("ring", "at", "record", "loan", "use", "exists", "owner")}
        entries = [[state[entry] for entry in journal] for journal in self.entries]
        return f"{processes} head {state[self.head]} tail {state[self.tail]} {words} {entries}"
