"""The state of the model of messages: shared memory, processes, and what the checker notes."""

from layout import Layout, changed
from message_steps import DEAD, DONE, LOAN, LOOK, START, STEPS


class MessageState:
    """Where everything is in a state, and what any process does."""

    def __init__(self, setting):
        self.setting = setting
        self.count = setting.producers + setting.consumers
        place = Layout()
        self.tail, self.closed, self.head = place.byte(), place.byte(), place.byte()
        self.producer_lock, self.consumer_lock = place.byte(), place.byte()
        self.kills, self.joins = place.byte(), place.byte()
        payloads = setting.payloads
        self.ring, self.at = place.bytes(payloads), place.bytes(payloads)
        self.loan, self.use = place.bytes(payloads), place.bytes(payloads)
        self.content = place.bytes(payloads)
        self.generation = place.bytes(self.count)
        # Where it is, its payload, a register (of a sweeper: an owner's tag).
        self.processes = [place.bytes(3) for _ in range(self.count)]
        self.sweepers = [place.bytes(3) for _ in range(setting.sweepers)]
        # The message that a payload must keep; what became of each message; of each producer how
        # many were committed, and the last that was taken.
        self.kept = place.bytes(payloads)
        self.fate = place.bytes(setting.producers * setting.messages)
        self.sent, self.last = place.bytes(setting.producers), place.bytes(setting.producers)
        self.size = place.size
        self.moves = {value: getattr(self, "at_" + name) for value, name in enumerate(STEPS)
                      if hasattr(self, "at_" + name)}

    def initial(self):
        state = bytearray(self.size)
        for process in self.processes:
            state[process[0]] = START
        return bytes(state)

    def tag(self, state, p):
        """Who owns a payload, as its words say: a slot and the slot's generation."""
        return 1 + p + self.count * state[self.generation[p]]

    def is_dead(self, state, tag):
        """Whether an owner is dead: his slot is another's by now, or nobody holds its lock."""
        p, generation = (tag - 1) % self.count, (tag - 1) // self.count
        return generation != state[self.generation[p]] or state[self.processes[p][0]] == DEAD

    def to(self, state, p, pc, k, register, *changes):
        base = self.processes[p]
        return changed(state, base[0], pc, base[1], k, base[2], register, *changes)

    def killed(self, state, p, base):
        changes = [base[0], DEAD, base[1], 0, base[2], 0, self.kills, state[self.kills] + 1]
        if state[self.producer_lock] == p + 1:
            changes += [self.producer_lock, 0]
        if state[self.consumer_lock] == p + 1:
            changes += [self.consumer_lock, 0]
        return changed(state, *changes)

    def at_join(self, state, p, k, register, out):
        if self.setting.mistake == "no generation":
            out.append((self.to(state, p, START, 0, 0), f"{p} joined"))
            return
        place = self.generation[p]
        out.append((self.to(state, p, START, 0, 0, place, state[place] + 1), f"{p} joined"))

    def at_start(self, state, p, k, register, out):
        """Takes a role for life, where that is the rule."""
        is_producer = p < self.setting.producers
        lock = self.producer_lock if is_producer else self.consumer_lock
        first = LOAN if is_producer else LOOK
        if not (self.setting.one_producer if is_producer else self.setting.one_consumer):
            out.append((self.to(state, p, first, 0, 0), f"{p} begins"))
        elif state[lock] == 0:
            out.append((self.to(state, p, first, 0, 0, lock, p + 1), f"{p} has the role"))

    def ring_place(self, position):
        return position % self.setting.payloads

    def finish(self, state, p, out, *changes):
        lock = self.producer_lock if p < self.setting.producers else self.consumer_lock
        if state[lock] == p + 1:
            changes += (lock, 0)
        out.append((self.to(state, p, DONE, 0, 0, *changes), f"{p} ends"))

    def describe(self, state):
        """A state for people."""
        processes = " ".join(
            f"{p}:{STEPS[state[base[0]]]}" for p, base in enumerate(self.processes))
        words = {name: [state[place] for place in getattr(self, name)]
                 for name in ("ring", "at", "loan", "use", "content", "fate")}
        numbers = f"head {state[self.head]} tail {state[self.tail]} closed {state[self.closed]}"
        return f"{processes} {numbers} {words}"
