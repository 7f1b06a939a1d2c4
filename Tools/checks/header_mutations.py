"""Random edits of .npy files, some of which leave them readable; the same seed, the same files."""

import random
import re

from foreign_files import odd_headers
from header_variations import FIELDS, NUMBERS, SHAPES, STRINGS, varied_parts
from numpy_arrays import numpy_arrays
from refused_files import refused_files

# Either of a pair may take the other's place.
PAIRS = (
    ("False", "True"), ("'", '"'), ("<", ">"), ("<", "="), ("|", "<"), ("f", "i"), ("8", "4"),
    ("u", "i"), ("S", "V"), ("S", "U"), ("M8", "m8"), (", }", "}"), (", ", ","), ("(", "(("), (")", ",)"),
    ("'descr'", "r'descr'"), ("'shape'", "u'shape'"), ("'descr'", '"""descr"""'), ("(", "["),
    (" ", "\n"), (" ", "\t"), (" ", "#"), ("n", "\\n"), ("}", "}#"), ("1", "1L"), ("2", "+2"), ("3", "0x3"),
)
SWAPS = tuple((a.encode(), b.encode()) for pair in PAIRS for a, b in (pair, pair[::-1]))
SPACES = (b" ", b"  ", b"\t", b"\n", b"\r\n", b"\r", b"\f", b"\x0b", b"\\\n", b"# x\n", b"\xa0", b"\n   ")
BESIDE_MARKS = b"{}[](),:'"


class Mutator:
    """Random edits of whole files; the same seed gives the same files."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        # Short files, where an edit is likely to matter; mostly sound ones, where it may be harmless.
        sound, broken = ([fixture.content for fixture in made if 64 < len(fixture.content) < 2_000]
                         for made in ([*numpy_arrays(), *odd_headers()], refused_files()))
        self.files = sound * 2 + broken
        harmful = (self.flip_byte, self.flip_byte, self.replace_token, self.replace_token,
                   self.replace_token, self.replace_number, self.delete, self.duplicate,
                   self.insert, self.truncate, self.change_length, self.change_version)
        self.edits = harmful + (self.change_digit, self.space, self.swap) * 4
        punctuation = list("{}[]()',:\"\\#\n\t \0<>|=Lrub0") + ["'''", "\xe9", "\f", "\x1a", "\x0b"]
        words = ["True", "False", "None", "'descr'", "'shape'", "'fortran_order'", "'extra': 0, "]
        self.tokens = [*punctuation, *words, *NUMBERS[:40], *SHAPES[:30], *STRINGS, *FIELDS]

    def file(self) -> bytes:
        content = self.random.choice(self.files)
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            if content:
                content = self.random.choice(self.edits)(content)
        return content

    def header_end(self, content: bytes) -> int:
        return max(1, content.rfind(b"}") + 2 if b"}" in content else len(content))

    def place(self, content: bytes) -> int:
        """A place in the dictionary, most of the time; rarely before it."""
        first = 10 if self.random.random() < 0.95 else 0
        end = min(self.header_end(content), len(content))
        return self.random.randrange(min(first, end - 1), end)

    def resized(self, content: bytes, start: int, end: int, new: bytes) -> bytes:
        """Replaces a part, and takes the difference from the padding, so that the length stays true."""
        edited = content[:start] + new + content[end:]
        surplus = len(edited) - len(content)
        at = self.header_end(edited)
        blanks = len(edited[at:]) - len(edited[at:].lstrip(b" "))
        if surplus <= 0:
            return edited[:at] + b" " * -surplus + edited[at:]
        return edited[:at] + edited[at + min(surplus, blanks):]

    def flip_byte(self, content: bytes) -> bytes:
        at = self.place(content)
        change = self.random.choice((1 << self.random.randrange(8), self.random.randrange(1, 256)))
        return content[:at] + bytes((content[at] ^ change,)) + content[at + 1:]

    def token(self) -> bytes:
        return self.random.choice(self.tokens).encode("utf-8", "surrogatepass")

    def replace_token(self, content: bytes) -> bytes:
        start = self.place(content)
        end = start
        while end < len(content) and content[end:end + 1] not in (b",", b":", b"}", b")", b"]"):
            end += 1
        while start > 10 and content[start - 1:start] not in (b",", b":", b"{", b"(", b"["):
            start -= 1
        return self.resized(content, start, end, self.token())

    def replace_number(self, content: bytes) -> bytes:
        digits = [at for at in range(10, len(content)) if content[at:at + 1].isdigit()]
        if not digits:
            return content
        at = self.random.choice(digits)
        return self.resized(content, at, at + 1, self.random.choice(NUMBERS[:40]).encode())

    def delete(self, content: bytes) -> bytes:
        start = self.place(content)
        return self.resized(content, start, start + self.random.randrange(1, 9), b"")

    def duplicate(self, content: bytes) -> bytes:
        start = self.place(content)
        piece = content[start:start + self.random.randrange(1, 30)]
        at = self.place(content)
        return self.resized(content, at, at, piece)

    def insert(self, content: bytes) -> bytes:
        at = self.place(content)
        return self.resized(content, at, at, self.token())

    def change_digit(self, content: bytes) -> bytes:
        digits = [at for at in range(10, len(content)) if content[at:at + 1].isdigit()]
        if not digits:
            return content
        at = self.random.choice(digits)
        return content[:at] + str(self.random.randrange(10)).encode() + content[at + 1:]

    def space(self, content: bytes) -> bytes:
        """Blank space of some kind beside a mark of punctuation."""
        marks = [at for at in range(10, self.header_end(content)) if content[at] in BESIDE_MARKS]
        if not marks:
            return content
        at = self.random.choice(marks) + self.random.randrange(2)
        return self.resized(content, at, at, self.random.choice(SPACES))

    def swap(self, content: bytes) -> bytes:
        """Something in the place of its like."""
        here = [pair for pair in SWAPS if pair[0] in content[10:]]
        if not here:
            return content
        old, new = self.random.choice(here)
        at = self.random.choice([m.start() for m in re.finditer(re.escape(old), content[10:])]) + 10
        return self.resized(content, at, at + len(old), new)

    def truncate(self, content: bytes) -> bytes:
        return content[:self.random.randrange(len(content))]

    def change_length(self, content: bytes) -> bytes:
        value = self.random.choice((0, 1, 53, 54, 118, 119, 117, 246, 65_535, self.random.getrandbits(8)))
        return content[:8] + value.to_bytes(2, "little") + content[10:]

    def change_version(self, content: bytes) -> bytes:
        version = self.random.choice((b"\1\0", b"\2\0", b"\3\0", b"\1\1", b"\0\0", b"\3\xff"))
        return content[:6] + version + content[8:]


def header_files(seed: int, mutations: int) -> dict[str, bytes]:
    """Every file of the check, by name."""
    files = {f"fixture_{f.name}": f.content
             for f in (*numpy_arrays(), *odd_headers(), *refused_files())}
    files |= {f"varied_{n:05}.npy": content for n, content in enumerate(varied_parts())}
    mutator = Mutator(seed)
    return files | {f"mutated_{n:05}.npy": mutator.file() for n in range(mutations)}
