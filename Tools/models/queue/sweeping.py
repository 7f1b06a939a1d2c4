"""A sweeper clears the words of dead owners, without any role."""

from layout import changed
from message_steps import (
    HEAD_SWEEP, IDLE, LOAN_SWEEP, RETURNED, USE_SWEEP,
)


class Sweeping:
    """The steps of a sweep."""

    def sweep(self, state, number, sweeper, may_kill, out):
        pc, k, owner = (state[place] for place in sweeper)
        mistake = self.setting.mistake
        done = (sweeper[0], IDLE, sweeper[1], 0, sweeper[2], 0)
        if pc == IDLE:
            for k in range(self.setting.payloads):
                self.begin_sweep(state, sweeper, k, mistake, out)
            return
        if may_kill:
            out.append((changed(state, *done, self.kills, state[self.kills] + 1), "kill sweeper"))
        if pc == LOAN_SWEEP:
            if state[self.loan[k]] == owner or mistake == "sweep without compare":
                done += (self.loan[k], 0)
            out.append((changed(state, *done), f"sweeps loan[{k}]"))
        elif pc == HEAD_SWEEP:
            self.judge(state, sweeper, k, done, out)
        elif pc == USE_SWEEP:
            if state[self.use[k]] == owner:
                others = any(state[use] == RETURNED for use in self.use)
                dropped = mistake == "redelivery dropped" and others
                returns = self.setting.acknowledge and not dropped
                done += (self.use[k], RETURNED if returns else 0)
            out.append((changed(state, *done), f"sweeps use[{k}]"))

    def begin_sweep(self, state, sweeper, k, mistake, out):
        loan, use = state[self.loan[k]], state[self.use[k]]
        if loan and mistake != "sweep of use only" and self.is_dead(state, loan):
            out.append((changed(state, sweeper[0], LOAN_SWEEP, sweeper[1], k, sweeper[2], loan),
                        f"finds the owner of loan[{k}] dead"))
        if use not in (0, RETURNED) and self.is_dead(state, use):
            pc = USE_SWEEP if mistake == "blind sweep" else HEAD_SWEEP
            out.append((changed(state, sweeper[0], pc, sweeper[1], k, sweeper[2], use),
                        f"finds the owner of use[{k}] dead"))

    def judge(self, state, sweeper, k, done, out):
        """Dead before its commit: the message is still queued. Otherwise it was taken."""
        if state[self.at[k]] > state[self.head]:
            out.append((changed(state, *done), f"leaves use[{k}]: queued"))
        else:
            out.append((changed(state, sweeper[0], USE_SWEEP), f"finds {k} taken"))
