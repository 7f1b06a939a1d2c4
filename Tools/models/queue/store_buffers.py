"""Store buffers: where plain stores wait before they reach memory."""

from explorer import Violation
from layout import changed
from sleeping_steps import BUFFERED


class StoreBuffers:
    """A thread has one, of a few stores; places are written down plus one, since 0 means none."""

    def is_drained(self, state, base):
        return state[base[5]] == 0

    def stored(self, state, base, place, value):
        for slot in range(5, 5 + 2 * BUFFERED, 2):
            if state[base[slot]] == 0:
                return changed(state, base[slot], place + 1, base[slot + 1], value)
        raise Violation("the model's store buffer is too short")

    def drained(self, state, base):
        new = bytearray(state)
        new[state[base[5]] - 1] = state[base[6]]
        last = 5 + 2 * BUFFERED - 2
        for slot in range(5, last):
            new[base[slot]] = state[base[slot + 2]]
        new[base[last]] = new[base[last + 1]] = 0
        return bytes(new)

    def seen(self, state, base, place):
        """A load: the thread's own latest store, or memory."""
        value = state[place]
        for slot in range(5, 5 + 2 * BUFFERED, 2):
            if state[base[slot]] == place + 1:
                value = state[base[slot + 1]]
        return value
