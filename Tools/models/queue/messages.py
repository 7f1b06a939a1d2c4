"""Messages: loan, send, receive, release, acknowledge, close, joining and the sweep of the dead.

Each load and each store of shared memory is a step, and any process or sweeper may be killed before
any step; the kernel then frees its locks, and memory stays as it was. Memory is sequentially
consistent here: what a store buffer adds is the subject of `sleeping.py`. What was committed, taken
and acknowledged is written down beside the protocol, which never reads it.

Any process may sweep; that it does so in the middle of its own work changes nothing, because a
sweep takes no lock. Sweepers are therefore actors of their own.
"""

from claiming import Claiming
from layout import changed
from message_steps import (
    COMMITTED, DEAD, DONE, IDLE, JOIN, LOAN, LOOK, RETURNED, START, STEPS, TAKEN,
)
from message_state import MessageState
from receiving import Receiving
from sending import Sending
from sweeping import Sweeping


class Messages(Claiming, Sending, Receiving, Sweeping, MessageState):
    """The model of one setting."""

    def successors(self, state):
        out = []
        setting = self.setting
        may_kill = state[self.kills] < setting.kills
        for p, base in enumerate(self.processes):
            pc = state[base[0]]
            if pc == DEAD:
                if state[self.joins] < setting.joins:
                    # Its lock first: for a moment the dead one looks alive.
                    out.append((changed(state, base[0], JOIN, self.joins, state[self.joins] + 1),
                                f"join {p}"))
                continue
            if pc == DONE:
                continue
            if may_kill:
                out.append((self.killed(state, p, base), f"kill {p} {STEPS[pc]}"))
            self.moves[pc](state, p, state[base[1]], state[base[2]], out)
        for number, sweeper in enumerate(self.sweepers):
            self.sweep(state, number, sweeper, may_kill, out)
        if setting.closes and not state[self.closed]:
            out.append((changed(state, self.closed, 1), "close"))
        return out

    def is_final(self, state):
        setting = self.setting
        if any(state[sweeper[0]] != IDLE for sweeper in self.sweepers):
            return False
        if setting.closes and not state[self.closed]:
            return False
        queued = {state[self.ring[self.ring_place(position)]]
                  for position in range(state[self.head], state[self.tail])}
        consumers = [state[base[0]] for base in self.processes[setting.producers:]]
        consuming = any(pc != DEAD for pc in consumers)
        if consuming and (queued or any(state[fate] == COMMITTED for fate in self.fate)):
            return False
        if setting.acknowledge and consuming and any(state[fate] == TAKEN for fate in self.fate):
            return False
        allowed = (DEAD, DONE) if setting.closes else (DEAD, DONE, LOOK, START)
        if any(pc not in allowed for pc in consumers):
            return False
        all_busy = True
        for k in range(setting.payloads):
            use = state[self.use[k]]
            # Nothing is on loan when all is quiet: a dead owner's loan was swept.
            if state[self.loan[k]]:
                return False
            if use == RETURNED and consuming or use not in (0, RETURNED) and k not in queued:
                return False
            if use == 0 and k not in queued:
                all_busy = False
        blocked = (DEAD, DONE, LOAN) if all_busy and not consuming else (DEAD, DONE)
        if setting.one_producer and all_busy and not consuming:
            blocked += (START,)
        return all(state[base[0]] in blocked for base in self.processes[:setting.producers])
