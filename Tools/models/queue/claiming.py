"""A sender looks for a free payload: first it claims one, then it looks whether it is free."""

from message_steps import (
    FILL, HEAD_READ, LOAN, POSITION, SEEN, TAIL_READ, UNDO, USE_READ, ZERO,
)


class Claiming:
    """The steps of a loan."""

    def at_loan(self, state, p, k, register, out):
        if state[self.sent[p]] == self.setting.messages or state[self.closed]:
            self.finish(state, p, out)
            if not state[self.closed]:
                return
        checked_first = self.setting.mistake == "check before claim"
        for k, loan in enumerate(self.loan):
            if state[loan] == 0:
                if checked_first:
                    out.append((self.to(state, p, POSITION, k, 0), f"{p} looks at {k}"))
                else:
                    step = USE_READ if self.setting.mistake == "free-scan order" else POSITION
                    out.append((self.to(state, p, step, k, 0, loan, self.tag(state, p)),
                                f"{p} claims {k}"))

    def at_position(self, state, p, k, register, out):
        at = state[self.at[k]]
        free = ZERO if self.setting.mistake == "free-scan order" else USE_READ
        skips = self.setting.mistake == "tail not looked at"
        following = free if at == 0 else HEAD_READ if skips else TAIL_READ
        out.append((self.to(state, p, following, k, at), f"{p} reads at[{k}]"))
        # A sender remembers a head that it has seen: any there has been, since head never goes back.
        remembered = self.tail if self.setting.mistake == "tail remembered" else self.head
        if 0 < at <= state[remembered]:
            out.append((self.to(state, p, free, k, 0), f"{p} remembers a head beyond at[{k}]"))

    def at_tail(self, state, p, k, register, out):
        # Behind the tail: whoever wrote it died before the commit.
        free = ZERO if self.setting.mistake == "free-scan order" else USE_READ
        if register > state[self.tail]:
            out.append((self.to(state, p, free, k, 0), f"{p} reads tail"))
        else:
            out.append((self.to(state, p, HEAD_READ, k, register), f"{p} reads tail"))

    def at_head(self, state, p, k, register, out):
        free = ZERO if self.setting.mistake == "free-scan order" else USE_READ
        busy = LOAN if self.setting.mistake == "check before claim" else UNDO
        if state[self.head] >= register:
            out.append((self.to(state, p, free, k, 0), f"{p} reads head"))
        else:
            out.append((self.to(state, p, busy, k if busy == UNDO else 0, 0),
                        f"{p} finds {k} queued"))

    def at_use(self, state, p, k, register, out):
        mistake = self.setting.mistake
        free = {"free-scan order": POSITION, "check before claim": SEEN}.get(mistake, ZERO)
        busy = LOAN if mistake == "check before claim" else UNDO
        if state[self.use[k]] == 0:
            out.append((self.to(state, p, free, k, 0), f"{p} finds {k} free"))
        else:
            out.append((self.to(state, p, busy, k if busy == UNDO else 0, 0),
                        f"{p} finds {k} held"))

    def at_seen(self, state, p, k, register, out):
        """The mistaken order: the claim comes after the look."""
        if state[self.loan[k]] == 0:
            out.append((self.to(state, p, ZERO, k, 0, self.loan[k], self.tag(state, p)),
                        f"{p} claims {k}"))
        else:
            out.append((self.to(state, p, LOAN, 0, 0), f"{p} finds {k} claimed"))

    def at_undo(self, state, p, k, register, out):
        out.append((self.to(state, p, LOAN, 0, 0, self.loan[k], 0), f"{p} leaves {k}"))

    def at_zero(self, state, p, k, register, out):
        out.append((self.to(state, p, FILL, k, 0, self.at[k], 0), f"{p} at[{k}]=0"))
