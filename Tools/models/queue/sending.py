"""A sender fills its payload and sends it, with role P."""

from explorer import Violation
from message_steps import (
    ABORT, AT, COMMIT, COMMITTED, DROP, FILLED, GIVE_UP, HOLDING, LOAN, LOCK, OLD, REPAIR, RING,
    TORN, UNLOCK, WRITING,
)


class Sending:
    """The steps of a send."""

    def at_fill(self, state, p, k, register, out):
        if state[self.kept[k]]:
            raise Violation(f"payload {k} is overwritten by {p}, and its message is not done with")
        for q, base in enumerate(self.processes):
            if q != p and state[base[1]] == k and (
                state[base[0]] in WRITING or state[base[0]] in HOLDING
            ):
                raise Violation(f"payload {k} is overwritten by {p} while {q} has it")
        out.append((self.to(state, p, FILLED, k, 0, self.content[k], TORN), f"{p} fills {k}"))

    def at_filled(self, state, p, k, register, out):
        message = 1 + p * self.setting.messages + state[self.sent[p]]
        out.append((self.to(state, p, LOCK, k, 0, self.content[k], message), f"{p} filled {k}"))

    def at_lock(self, state, p, k, register, out):
        holder = state[self.producer_lock]
        if holder == p + 1 or holder == 0 and not self.setting.one_producer:
            out.append((self.to(state, p, OLD, k, state[self.tail], self.producer_lock, p + 1),
                        f"{p} has P"))

    def at_old(self, state, p, k, register, out):
        """Looks for a payload whose sender died when it was to be committed at this place."""
        old = state[self.ring[self.ring_place(register)]]
        first = COMMIT if self.setting.mistake == "commit before descriptor" else RING
        if self.setting.mistake != "no repair" and state[self.at[old]] == register + 1:
            out.append((self.to(state, p, REPAIR, k, register), f"{p} must repair {old}"))
        else:
            out.append((self.to(state, p, first, k, register), f"{p} looks at ring"))

    def at_repair(self, state, p, k, register, out):
        old = state[self.ring[self.ring_place(register)]]
        first = COMMIT if self.setting.mistake == "commit before descriptor" else RING
        out.append((self.to(state, p, first, k, register, self.at[old], 0), f"{p} at[{old}]=0"))

    def at_ring(self, state, p, k, register, out):
        following = {"commit before descriptor": AT, "position after commit": COMMIT}
        out.append((self.to(state, p, following.get(self.setting.mistake, AT), k, register,
                            self.ring[self.ring_place(register)], k), f"{p} ring={k}"))

    def at_at(self, state, p, k, register, out):
        late = self.setting.mistake in ("commit before descriptor", "position after commit")
        out.append((self.to(state, p, DROP if late else COMMIT, k, register,
                            self.at[k], register + 1), f"{p} at[{k}]={register + 1}"))

    def at_commit(self, state, p, k, register, out):
        mistake = self.setting.mistake
        if state[self.closed] and mistake not in ("close erased", "close apart"):
            out.append((self.to(state, p, ABORT, k, 0), f"{p} finds the queue closed"))
            return
        changes = []
        if mistake == "close erased":
            # A plain store of what was read before: the mark of a close is gone.
            changes = [self.closed, 0]
        sent = state[self.sent[p]]
        message = p * self.setting.messages + sent
        following = {"position after commit": AT, "commit before descriptor": RING}
        out.append((self.to(state, p, following.get(mistake, DROP), k, register,
                            self.tail, register + 1, self.sent[p], sent + 1,
                            self.fate[message], COMMITTED, self.kept[k], message + 1, *changes),
                    f"{p} commits {k}"))

    def at_drop(self, state, p, k, register, out):
        out.append((self.to(state, p, UNLOCK, 0, 0, self.loan[k], 0), f"{p} loan[{k}]=0"))

    def at_unlock(self, state, p, k, register, out):
        changes = () if self.setting.one_producer else (self.producer_lock, 0)
        out.append((self.to(state, p, LOAN, 0, 0, *changes), f"{p} unlocks P"))

    def at_abort(self, state, p, k, register, out):
        changes = () if self.setting.one_producer else (self.producer_lock, 0)
        out.append((self.to(state, p, GIVE_UP, k, 0, *changes), f"{p} unlocks P"))

    def at_give_up(self, state, p, k, register, out):
        self.finish(state, p, out, self.loan[k], 0)
