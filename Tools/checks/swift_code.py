"""Swift source with its comments and string contents blanked out, line numbers kept."""

import re

# What may begin a comment or a string: a line comment, a block comment, or any string delimiter.
_OPENING = re.compile(r'//|/\*|(?P<hashes>#*)(?P<quotes>"""|")')


def code_only(source: str) -> str:
    """Blanks comments and strings; code interpolated into a string stays, since it runs."""
    kept = list(source)
    _scan_code(source, 0, kept, closing=None)
    return "".join(kept)


def _blank(kept: list[str], start: int, end: int) -> None:
    for index in range(start, min(end, len(kept))):
        if kept[index] != "\n":
            kept[index] = " "


def _scan_code(source: str, at: int, kept: list[str], closing: str | None) -> int:
    """Scans code from `at`, to the end or past the parenthesis that closes an interpolation."""
    depth = 0
    while at < len(source):
        opening = _OPENING.match(source, at)
        if opening is None:
            if closing and source[at] == "(":
                depth += 1
            elif closing and source[at] == ")":
                if depth == 0:
                    return at + 1
                depth -= 1
            at += 1
        elif opening.group() == "//":
            end = source.find("\n", at)
            end = len(source) if end < 0 else end
            _blank(kept, at, end)
            at = end
        elif opening.group() == "/*":
            at = _scan_block_comment(source, at, kept)
        else:
            at = _scan_string(source, opening, kept)
    return at


def _scan_block_comment(source: str, start: int, kept: list[str]) -> int:
    depth, at = 1, start + 2
    while at < len(source) and depth:
        pair = source[at : at + 2]
        depth += {"/*": 1, "*/": -1}.get(pair, 0)
        at += 2 if pair in ("/*", "*/") else 1
    _blank(kept, start, at)
    return at


def _scan_string(source: str, opening: re.Match[str], kept: list[str]) -> int:
    hashes, quotes = opening["hashes"], opening["quotes"]
    escape, end = "\\" + hashes, quotes + hashes
    _blank(kept, opening.start(), opening.end())
    at = opening.end()
    while at < len(source):
        if source.startswith(end, at):
            _blank(kept, at, at + len(end))
            return at + len(end)
        if source.startswith(escape + "(", at):
            _blank(kept, at, at + len(escape) + 1)
            at = _scan_code(source, at + len(escape) + 1, kept, closing=")")
            _blank(kept, at - 1, at)
        elif source.startswith(escape, at):
            _blank(kept, at, at + len(escape) + 1)
            at += len(escape) + 1
        else:
            _blank(kept, at, at + 1)
            at += 1
    return at
