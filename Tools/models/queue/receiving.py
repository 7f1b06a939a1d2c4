"""A receiver takes a message with role C, or one that came back; reads it, and lets go."""

from explorer import Violation
from message_steps import (
    CHECK, COMMITTED, EARLY, EMPTY, HOLD, LET_GO, LOOK, READ, RECEIVE, REREAD, RETURNED, SCAN,
    SETTLED, TAKE, TAKEN, TORN, UNLOCK_TAKEN,
)


class Receiving:
    """The steps of a receive, and what must hold at its commit."""

    def at_look(self, state, p, k, register, out):
        if self.setting.acknowledge:
            for k, use in enumerate(self.use):
                if state[use] == RETURNED:
                    out.append((self.taken(state, p, k, READ, True, use, self.tag(state, p)),
                                f"{p} takes {k} again"))
        out.append((self.to(state, p, TAKE, 0, 0), f"{p} looks"))

    def at_take(self, state, p, k, register, out):
        holder = state[self.consumer_lock]
        if holder == p + 1 or holder == 0 and not self.setting.one_consumer:
            out.append((self.to(state, p, CHECK, 0, 0, self.consumer_lock, p + 1), f"{p} has C"))

    def at_check(self, state, p, k, register, out):
        head = state[self.head]
        if head == state[self.tail]:
            # One load says both: the mark of a close is a bit of the tail.
            out.append((self.to(state, p, EMPTY, 0, state[self.closed]), f"{p} finds nothing"))
            return
        k = state[self.ring[self.ring_place(head)]]
        early = self.setting.mistake == "use after head"
        out.append((self.to(state, p, RECEIVE if early else HOLD, k, 0), f"{p} reads ring: {k}"))

    def at_empty(self, state, p, k, register, out):
        changes = () if self.setting.one_consumer else (self.consumer_lock, 0)
        if not register:
            out.append((self.to(state, p, LOOK, 0, 0, *changes), f"{p} unlocks C"))
        elif self.setting.acknowledge and self.setting.mistake != "end without acknowledgements":
            out.append((self.to(state, p, SCAN, 0, 0, *changes), f"{p} unlocks C"))
        else:
            self.ended(state, p, out, changes)

    def at_scan(self, state, p, k, register, out):
        """Closed and empty; the end is there when nobody holds what might come back."""
        if state[self.use[register]]:
            out.append((self.to(state, p, LOOK, 0, 0), f"{p} finds {register} unacknowledged"))
        elif register + 1 < self.setting.payloads:
            out.append((self.to(state, p, SCAN, 0, register + 1), f"{p} scans"))
        else:
            self.ended(state, p, out, ())

    def ended(self, state, p, out, changes):
        left = any(state[fate] == COMMITTED for fate in self.fate)
        if left or self.setting.acknowledge and any(state[fate] == TAKEN for fate in self.fate):
            raise Violation(f"{p} sees the end, and a message is left")
        self.finish(state, p, out, *changes)

    def at_hold(self, state, p, k, register, out):
        late = self.setting.mistake == "use after head"
        out.append((self.to(state, p, UNLOCK_TAKEN if late else RECEIVE, k, 0,
                            self.use[k], self.tag(state, p)), f"{p} use[{k}]"))

    def at_receive(self, state, p, k, register, out):
        late = self.setting.mistake == "use after head"
        out.append((self.taken(state, p, k, HOLD if late else UNLOCK_TAKEN, False,
                               self.head, state[self.head] + 1), f"{p} receives {k}"))

    def taken(self, state, p, k, pc, is_again, *changes):
        """The commit of a receive, with what must hold then."""
        message = state[self.content[k]]
        if message in (0, TORN):
            raise Violation(f"{p} receives a torn message")
        fate = state[self.fate[message - 1]]
        if fate != COMMITTED and not (fate == TAKEN and is_again):
            raise Violation(f"message {message} is received twice" if fate else "not sent")
        producer, number = divmod(message - 1, self.setting.messages)
        if not self.setting.acknowledge:
            if state[self.last[producer]] > number:
                raise Violation(f"messages of {producer} change their order")
            changes += (self.last[producer], number + 1, self.kept[k], 0)
        return self.to(state, p, pc, k, message, *changes, self.fate[message - 1], TAKEN)

    def at_unlock_taken(self, state, p, k, register, out):
        changes = () if self.setting.one_consumer else (self.consumer_lock, 0)
        early = self.setting.mistake == "acknowledged too early"
        out.append((self.to(state, p, EARLY if early else READ, k, register, *changes),
                    f"{p} unlocks C"))

    def at_early(self, state, p, k, register, out):
        out.append((self.to(state, p, READ, k, register, self.use[k], 0), f"{p} use[{k}]=0 early"))

    def intact(self, state, p, k, register):
        if state[self.content[k]] != register:
            raise Violation(f"payload {k} changes while {p} reads it")

    def at_read(self, state, p, k, register, out):
        self.intact(state, p, k, register)
        out.append((self.to(state, p, REREAD, k, register), f"{p} reads {k}"))

    def at_reread(self, state, p, k, register, out):
        self.intact(state, p, k, register)
        if self.setting.gives_back:
            out.append((self.to(state, p, LOOK, 0, 0, self.use[k], RETURNED),
                        f"{p} gives {k} back"))
        out.append((self.to(state, p, LET_GO, k, register), f"{p} reads {k}"))

    def at_let_go(self, state, p, k, register, out):
        changes = () if self.setting.mistake == "acknowledged too early" else (self.use[k], 0)
        out.append((self.to(state, p, LOOK, 0, 0, *changes, self.kept[k], 0,
                            self.fate[register - 1], SETTLED),
                    f"{p} use[{k}]=0"))
