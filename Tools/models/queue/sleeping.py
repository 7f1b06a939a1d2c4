"""Sleep and wake, with the store buffers that make a fence necessary.

Each thread's plain stores go through a buffer of its own and reach memory later, in order (total
store order); a fence, and what reads and writes at once, waits until the buffer is empty. The
commits are plain stores here, which is weaker than what the queue does on x86-64.

Two questions are asked. Without slices: does every sleeper that has a reason to wake up get woken?
With slices, and with deaths: does nobody sleep through two slices in a row with a reason to wake
up? Time is long compared with steps: a slice ends when nobody else can move.
"""

from explorer import Violation
from layout import Layout, changed
from sleeping_steps import (
    ASLEEP_RECEIVER, ASLEEP_SENDER, BUFFERED, CAN_FENCE, CLAIM, CLEAR, COMMIT, COMMIT_FENCE,
    DEAD, DONE, LOCK, LOOK, QUEUED, RECEIVER_FLAG, RECEIVER_KEY, RECEIVER_RECHECK, RECEIVER_WAIT,
    RELEASE, RELEASE_CLEAR, RELEASE_FENCE, RELEASE_LOOK, RELEASE_TURN, RELEASE_WAKE, SENDER_FLAG,
    SENDER_KEY, SENDER_RECHECK, SENDER_WAIT, STEPS, TAKE, TURN, UNLOCK, WAKE,
)
from store_buffers import StoreBuffers


class Sleeping(StoreBuffers):
    """The model of one setting."""

    def __init__(self, setting):
        self.setting = setting
        self.count = setting.producers + setting.consumers
        place = Layout()
        self.tail, self.head, self.lock = place.byte(), place.byte(), place.byte()
        # The flag and the turn of sleeping senders, then of sleeping receivers.
        self.senders, self.receivers = place.bytes(2), place.bytes(2)
        self.kills = place.byte()
        self.ring, self.owner = place.bytes(setting.payloads), place.bytes(setting.payloads)
        # Where it is, payload, key, messages sent, slices slept through; its store buffer.
        self.threads = [place.bytes(5 + 2 * BUFFERED) for _ in range(self.count)]
        self.size = place.size

    def initial(self):
        state = bytearray(self.size)
        for t, base in enumerate(self.threads):
            state[base[0]] = CLAIM if t < self.setting.producers else TAKE
        return bytes(state)

    def successors(self, state):
        out = []
        for t, base in enumerate(self.threads):
            if not self.is_drained(state, base):
                out.append((self.drained(state, base), f"drain {t}"))
            pc = state[base[0]]
            if pc > ASLEEP_RECEIVER:
                self.move(state, t, base, pc, out)
        if self.setting.slices:
            moves = bool(out)
            for t, base in enumerate(self.threads):
                pc = state[base[0]]
                if pc > DONE and state[self.kills] < self.setting.kills:
                    out.append((self.killed(state, t, base), f"kill {t} {STEPS[pc]}"))
                if pc in (ASLEEP_SENDER, ASLEEP_RECEIVER) and not moves:
                    out.append((self.slice_ended(state, t, base, pc), f"slice {t}"))
        return out

    def killed(self, state, t, base):
        while not self.is_drained(state, base):
            state = self.drained(state, base)
        lock = () if state[self.lock] != t + 1 else (self.lock, 0)
        return changed(state, base[0], DEAD, base[4], 0, self.kills, state[self.kills] + 1, *lock)

    def slice_ended(self, state, t, base, pc):
        """Looks for dead owners, and then for what it waits for."""
        is_sender = pc == ASLEEP_SENDER
        if self.has_reason(state, is_sender):
            slept = state[base[4]] + 1
            if slept > self.setting.bound:
                raise Violation(f"{t} sleeps through {slept} slices with a reason to wake up")
            state = changed(state, base[4], slept)
        for k, owner in enumerate(self.owner):
            if 0 < state[owner] < QUEUED and state[self.threads[state[owner] - 1][0]] == DEAD:
                state = changed(state, owner, 0)
        return changed(state, base[0], CLAIM if is_sender else TAKE)

    def has_reason(self, state, is_sender):
        if is_sender:
            return any(state[owner] == 0 for owner in self.owner)
        return state[self.head] != state[self.tail]

    def move(self, state, t, base, pc, out):
        mistake = self.setting.mistake
        name = f"{t} {STEPS[pc]}"
        drained = self.is_drained(state, base)
        k = state[base[1]]

        def go(to, *changes, of=state):
            out.append((changed(of, base[0], to, *changes), name))

        if pc in CAN_FENCE:
            without = {COMMIT_FENCE: "no fence after commit",
                       RELEASE_FENCE: "no fence after release"}
            if drained or mistake == without.get(pc, "no fence after flag"):
                go(pc + 1)
        elif pc == CLAIM:
            if state[base[3]] == self.setting.messages:
                go(DONE)
            elif drained:
                free = [k for k, owner in enumerate(self.owner) if state[owner] == 0]
                for k in free:
                    go(LOCK, base[1], k, base[4], 0, self.owner[k], t + 1)
                if not free:
                    go(SENDER_KEY if mistake != "key after flag" else SENDER_FLAG, base[4], 0)
        elif pc == LOCK:
            if state[self.lock] == 0:
                go(COMMIT, self.lock, t + 1)
        elif pc == COMMIT:
            tail = self.seen(state, base, self.tail)
            place = self.ring[tail % self.setting.payloads]
            new = self.stored(state, base, self.tail, tail + 1)
            sent = state[base[3]] + 1
            go(UNLOCK, place, k, self.owner[k], QUEUED, base[1], 0, base[3], sent, of=new)
        elif pc == UNLOCK:
            # With one producer there is no unlocking, which would empty the buffer.
            if drained or self.setting.producers == 1:
                go(COMMIT_FENCE, self.lock, 0)
        elif pc in (LOOK, RELEASE_LOOK):
            sleepers = self.receivers if pc == LOOK else self.senders
            again = CLAIM if pc == LOOK else TAKE
            first = pc + 2 if mistake == "clear after turn" else pc + 1
            go(first if self.seen(state, base, sleepers[0]) else again)
        elif pc in (CLEAR, RELEASE_CLEAR):
            sleepers = self.receivers if pc == CLEAR else self.senders
            if drained:
                go(pc + (2 if mistake == "clear after turn" else 1), sleepers[0], 0)
        elif pc in (TURN, RELEASE_TURN):
            sleepers = self.receivers if pc == TURN else self.senders
            if drained:
                following = pc - 1 if mistake == "clear after turn" else pc + 1
                go(following, sleepers[1], (state[sleepers[1]] + 1) % 256)
        elif pc in (WAKE, RELEASE_WAKE):
            asleep, awake = (ASLEEP_RECEIVER, TAKE) if pc == WAKE else (ASLEEP_SENDER, CLAIM)
            changes = []
            for other in self.threads:
                if state[other[0]] == asleep:
                    changes += [other[0], awake]
            go(CLAIM if pc == WAKE else TAKE, *changes)
        elif pc in (SENDER_KEY, RECEIVER_KEY):
            sleepers = self.senders if pc == SENDER_KEY else self.receivers
            following = pc + 2 if mistake == "key after flag" else pc + 1
            go(following, base[2], state[sleepers[1]])
        elif pc in (SENDER_FLAG, RECEIVER_FLAG):
            sleepers = self.senders if pc == SENDER_FLAG else self.receivers
            following = pc - 1 if mistake == "key after flag" else pc + 1
            go(following, of=self.stored(state, base, sleepers[0], 1))
        elif pc in (SENDER_RECHECK, RECEIVER_RECHECK):
            is_sender = pc == SENDER_RECHECK
            if self.has_reason(state, is_sender) and mistake != "no second look":
                go(CLAIM if is_sender else TAKE, base[2], 0)
            else:
                go(pc + 1, base[4], 0)
        elif pc in (SENDER_WAIT, RECEIVER_WAIT):
            is_sender = pc == SENDER_WAIT
            sleepers = self.senders if is_sender else self.receivers
            # The kernel compares; a system call by itself orders nothing.
            if state[sleepers[1]] == state[base[2]]:
                go(ASLEEP_SENDER if is_sender else ASLEEP_RECEIVER, base[2], 0)
            else:
                go(CLAIM if is_sender else TAKE, base[2], 0)
        elif pc == TAKE:
            head = state[self.head]
            if head == state[self.tail]:
                go(RECEIVER_KEY if mistake != "key after flag" else RECEIVER_FLAG, base[4], 0)
            elif drained:
                k = state[self.ring[head % self.setting.payloads]]
                go(RELEASE, base[1], k, base[4], 0, self.head, head + 1, self.owner[k], t + 1)
        elif pc == RELEASE:
            go(RELEASE_FENCE, base[1], 0, of=self.stored(state, base, self.owner[k], 0))

    def is_final(self, state):
        """All that was committed is taken, and every producer is done."""
        threads = [state[base[0]] for base in self.threads]
        consumers = threads[self.setting.producers:]
        consuming = any(pc != DEAD for pc in consumers)
        if any(not self.is_drained(state, base) for base in self.threads):
            return False
        if any(pc not in (DEAD, ASLEEP_RECEIVER) for pc in consumers):
            return False
        if not consuming:
            return not self.has_reason(state, True) or all(
                pc in (DEAD, DONE) for pc in threads[:self.setting.producers])
        return state[self.head] == state[self.tail] and all(
            pc in (DEAD, DONE) for pc in threads[:self.setting.producers])

    def describe(self, state):
        """A state for people."""
        threads = " ".join(f"{t}:{STEPS[state[base[0]]]}" for t, base in enumerate(self.threads))
        flags = [state[place] for place in (*self.senders, *self.receivers)]
        return (f"{threads} head {state[self.head]} tail {state[self.tail]} flags and turns {flags}"
                f" owners {[state[place] for place in self.owner]}")
