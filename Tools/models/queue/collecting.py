"""A collector settles what the dead leave, and ends a queue that is over."""

from explorer import Violation
from layout import changed
from ownership_steps import (
    COLLECTOR_STEPS, DONE, ENDING, IDLE, IN_QUEUE, JUDGED, PLAIN, RECEIVING, REMOVED, RETURNED,
    SENDING, SWEEP,
)


class Collecting:
    """What is done with the namespace lock held."""

    def collect(self, state, number, collector, may_kill, out):
        pc, p, x, kind, verdict = (state[place] for place in collector)
        name = f"collector {COLLECTOR_STEPS[pc]} {p} {x}"
        rest = (self.namespace, 0)
        for place in collector:
            rest += (place, 0)
        if pc == IDLE:
            if state[self.namespace] == 0:
                self.begin(state, number, collector, out)
            return
        if may_kill:
            out.append((changed(state, *rest, self.kills, state[self.kills] + 1),
                        f"kill collector {COLLECTOR_STEPS[pc]}"))
        if pc == JUDGED:
            changes = ()
            if verdict:
                owner = state[self.owner[x]]
                is_dead = 0 < owner <= self.count and not state[self.processes[owner - 1][4]]
                if state[self.exists[x]]:
                    if not is_dead:
                        raise Violation(f"array {x} is removed, and it is not a dead owner's")
                    changes = (self.exists[x], 0, self.owner[x], 0)
            out.append((changed(state, collector[0], REMOVED, *changes), name))
        elif pc == REMOVED:
            entries = self.entries[p][x]
            out.append((changed(state, *rest, entries, state[entries] & ~kind), name))
        elif pc == SWEEP:
            word = (self.loan if kind == SENDING else self.use)[x]
            if state[word] == p + 1:
                was_taken = kind == RECEIVING and not self.is_queued(state, x)
                rest += (word, RETURNED if was_taken and self.setting.acknowledge else 0)
            out.append((changed(state, *rest), name))
        elif pc == ENDING:
            self.end(state, rest, out)

    def begin(self, state, number, collector, out):
        """Every piece of work that there is; each is one turn with the lock."""
        def take(pc, p, x, kind, verdict=0):
            new = changed(state, self.namespace, number + 1, collector[0], pc, collector[1], p,
                          collector[2], x, collector[3], kind, collector[4], verdict)
            out.append((new, f"collector begins {COLLECTOR_STEPS[pc]} {p} {x}"))

        for p, base in enumerate(self.processes):
            if state[base[4]]:
                continue
            for a in range(self.setting.producers):
                entries = state[self.entries[p][a]]
                for kind in (PLAIN, SENDING, RECEIVING):
                    if entries & kind:
                        take(JUDGED, p, a, kind, self.counts(state, p, a, kind))
        careless = self.setting.mistake == "word before settling"
        for k in range(self.setting.payloads):
            loan, use = state[self.loan[k]], state[self.use[k]]
            if loan and not state[self.processes[loan - 1][3]] and (
                careless or not self.is_named(state, k, SENDING)
            ):
                take(SWEEP, loan - 1, k, SENDING)
            if use not in (0, RETURNED) and not state[self.processes[use - 1][3]] and (
                careless or not self.is_named(state, k, RECEIVING)
            ) and not (self.setting.mistake == "queued word left" and self.is_queued(state, k)):
                take(SWEEP, use - 1, k, RECEIVING)
        if self.setting.ends and not state[self.ended] and self.nobody_attached(state):
            if self.is_settled(state) or self.setting.mistake == "ended before settling":
                take(ENDING, 0, 0, 0)

    def counts(self, state, p, a, kind):
        """Whether an entry of a dead owner makes the array his."""
        if kind == PLAIN or state[self.ended]:
            return 1
        k = state[self.named[p][a]]
        if kind == SENDING:
            is_sent = 0 < state[self.at[k]] <= state[self.tail]
            return 0 if state[self.loan[k]] == p + 1 and is_sent else 1
        if state[self.use[k]] != p + 1:
            return 1
        return 0 if self.setting.acknowledge or state[self.at[k]] > state[self.head] else 1

    def nobody_attached(self, state):
        return all(state[base[0]] == DONE or not state[base[3]] for base in self.processes)

    def is_settled(self, state):
        named = any(
            self.is_named(state, k, SENDING | RECEIVING) for k in range(self.setting.payloads))
        held = any(
            use and use != RETURNED and not self.is_queued(state, k)
            for k, use in enumerate(state[place] for place in self.use))
        return not named and not held and not any(state[loan] for loan in self.loan)

    def end(self, state, rest, out):
        """Removes one array in flight after the other, and then the queue."""
        for k in range(self.setting.payloads):
            a = state[self.record[k]]
            in_flight = self.is_queued(state, k) or state[self.use[k]] == RETURNED
            if in_flight and state[self.exists[a]]:
                if state[self.owner[a]] != IN_QUEUE:
                    raise Violation(f"array {a} is removed with the queue, and is not the queue's")
                out.append((changed(state, self.exists[a], 0, self.owner[a], 0),
                            f"removes array {a}"))
                return
        out.append((changed(state, *rest, self.ended, 1), "the queue has ended"))
