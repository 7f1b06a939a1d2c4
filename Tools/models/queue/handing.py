"""Processes hand arrays over: put, get, and the entries in their journals."""

from explorer import Violation
from layout import changed
from ownership_steps import (
    AT, CHECK, CLAIM, COMMIT, DONE, DROP, FORGET_PLAIN, FORGET_RECEIVING, FORGET_SENDING, HOLD,
    IN_QUEUE, LET_GO, LOCK, LOOK, NOTE_PLAIN, NOTE_RECEIVING, NOTE_SENDING, OLD, PLAIN, RECEIVE,
    RECEIVING, REPAIR, RETURNED, RING, SENDING, STEPS, TAKE, UNLOCK, UNLOCK_TAKEN, WORK, ZERO,
)


class Handing:
    """The steps of a put and of a get."""

    def next_put(self, pc):
        mistake = self.setting.mistake
        order = [CLAIM, ZERO, NOTE_SENDING, FORGET_PLAIN, LOCK, OLD, RING, AT, COMMIT,
                 FORGET_SENDING, DROP, UNLOCK, DONE]
        if mistake == "put leak":
            order[2:4] = [FORGET_PLAIN, NOTE_SENDING]
        if mistake == "plain entry kept":
            order.remove(FORGET_PLAIN)
            order.insert(order.index(FORGET_SENDING), FORGET_PLAIN)
        if mistake == "loan before journal":
            order[9:11] = [DROP, FORGET_SENDING]
        if mistake == "position not cleared":
            order.remove(ZERO)
        return order[order.index(pc) + 1]

    def next_get(self, pc):
        mistake = self.setting.mistake
        if self.setting.acknowledge:
            order = [CHECK, HOLD, RECEIVE, UNLOCK_TAKEN, WORK, NOTE_RECEIVING, LET_GO, NOTE_PLAIN,
                     FORGET_RECEIVING, LOOK]
        else:
            order = [CHECK, HOLD, NOTE_RECEIVING, RECEIVE, UNLOCK_TAKEN, NOTE_PLAIN,
                     FORGET_RECEIVING, LET_GO, LOOK]
            if mistake == "entry before word":
                order[1:3] = [NOTE_RECEIVING, HOLD]
            if mistake == "receiver's entry plain at once":
                order = [CHECK, HOLD, NOTE_PLAIN, RECEIVE, UNLOCK_TAKEN, LET_GO, LOOK]
            if mistake == "entry after commit":
                order = [CHECK, HOLD, RECEIVE, NOTE_PLAIN, UNLOCK_TAKEN, LET_GO, LOOK]
        return order[order.index(pc) + 1]

    def move(self, state, p, base, pc, out):
        k, a = state[base[1]], state[base[2]]
        is_producer = p < self.setting.producers
        name = f"{p} {STEPS[pc]}"

        def go(to, *changes):
            out.append((changed(state, base[0], to, *changes), name))

        def on(*changes):
            go(self.next_put(pc) if is_producer else self.next_get(pc), *changes)

        if pc == CLAIM:
            for k in range(self.setting.payloads):
                owned = state[self.loan[k]] or state[self.use[k]]
                if not owned and not self.is_queued(state, k):
                    on(base[1], k, self.loan[k], p + 1)
            if self.setting.ends:
                # It need not wait for room for ever.
                go(DONE, base[2], 0)
        elif pc == ZERO:
            on(self.at[k], 0)
        elif pc == NOTE_SENDING:
            on(self.entries[p][a], state[self.entries[p][a]] | SENDING, self.named[p][a], k)
        elif pc == FORGET_PLAIN:
            on(self.entries[p][a], state[self.entries[p][a]] & ~PLAIN)
        elif pc == LOCK:
            if state[self.producer_lock] == 0:
                on(self.producer_lock, p + 1, self.record[k], a)
        elif pc == OLD:
            old = state[self.ring[state[self.tail] % self.setting.payloads]]
            must = state[self.at[old]] == state[self.tail] + 1
            go(REPAIR if must and self.setting.mistake != "no repair" else RING)
        elif pc == REPAIR:
            go(RING, self.at[state[self.ring[state[self.tail] % self.setting.payloads]]], 0)
        elif pc == RING:
            on(self.ring[state[self.tail] % self.setting.payloads], k)
        elif pc == AT:
            on(self.at[k], state[self.tail] + 1)
        elif pc == COMMIT:
            on(self.tail, state[self.tail] + 1, self.owner[a], IN_QUEUE)
        elif pc == FORGET_SENDING:
            on(self.entries[p][a], state[self.entries[p][a]] & ~SENDING)
        elif pc == DROP:
            on(self.loan[k], 0)
        elif pc == UNLOCK:
            on(self.producer_lock, 0, base[1], 0, base[2], 0)
        elif pc == LOOK:
            self.look(state, p, base, go)
        elif pc == TAKE:
            if state[self.consumer_lock] == 0:
                go(CHECK, self.consumer_lock, p + 1)
        elif pc == CHECK:
            if state[self.head] == state[self.tail]:
                go(LOOK, self.consumer_lock, 0)
                return
            k = state[self.ring[state[self.head] % self.setting.payloads]]
            if state[self.use[k]]:
                # An entry of a dead receiver may be judged by this word: first it must be settled.
                go(LOOK, self.consumer_lock, 0)
            else:
                on(base[1], k, base[2], state[self.record[k]])
        elif pc == HOLD:
            on(self.use[k], p + 1)
        elif pc == NOTE_RECEIVING:
            on(self.entries[p][a], state[self.entries[p][a]] | RECEIVING, self.named[p][a], k)
        elif pc == RECEIVE:
            owner = () if self.setting.acknowledge else (self.owner[a], p + 1)
            self.must_exist(state, p, a)
            on(self.head, state[self.head] + 1, *owner)
        elif pc == UNLOCK_TAKEN:
            on(self.consumer_lock, 0)
        elif pc == WORK:
            self.must_exist(state, p, a)
            on()
        elif pc == LET_GO:
            self.must_exist(state, p, a)
            owner = (self.owner[a], p + 1) if self.setting.acknowledge else ()
            on(self.use[k], 0, *owner)
        elif pc == NOTE_PLAIN:
            on(self.entries[p][a], state[self.entries[p][a]] | PLAIN)
        elif pc == FORGET_RECEIVING:
            on(self.entries[p][a], state[self.entries[p][a]] & ~RECEIVING)

    def must_exist(self, state, p, a):
        if not state[self.exists[a]]:
            raise Violation(f"{p} receives array {a}, which was removed")

    def look(self, state, p, base, go):
        if self.setting.acknowledge:
            for k, use in enumerate(self.use):
                if state[use] == RETURNED:
                    go(WORK, base[1], k, base[2], state[self.record[k]], use, p + 1)
        go(TAKE, base[1], 0, base[2], 0)
        if self.setting.ends:
            go(DONE, base[1], 0, base[2], 0)
