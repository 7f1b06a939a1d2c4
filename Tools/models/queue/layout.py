"""Names for the bytes of a state."""


class Layout:
    """Hands out the bytes of a state, one after another."""

    def __init__(self):
        self.size = 0

    def byte(self):
        """The place of one number."""
        return self.bytes(1)[0]

    def bytes(self, count):
        """The places of several numbers."""
        places = range(self.size, self.size + count)
        self.size += count
        return places


def changed(state, *changes):
    """The state with other numbers at some places: place, number, place, number, …"""
    new = bytearray(state)
    for index in range(0, len(changes), 2):
        new[changes[index]] = changes[index + 1]
    return bytes(new)
