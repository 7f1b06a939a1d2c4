"""The code blocks of a README, and what each needs to run."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import List, Optional, Tuple

FENCE = re.compile(r"^```(\w*)[ \t]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)


@dataclass
class Block:
    """A fenced block, exactly as it is printed.

    Attributes
    ----------
    number : int
        Counted from 1 among the blocks of all languages.
    language : str
        What stands behind the fence.
    text : str
        The lines between the fences.
    """

    number: int
    language: str
    text: str


@dataclass
class Needs:
    """How a block is run.

    Attributes
    ----------
    begins : str
        How its first line begins: so that the needs are not those of another edition's block.
    after : list of int
        The blocks that it goes on from; they are modules whose names it has.
    prelude : str, optional
        A file of names that neither it nor those blocks define.
    then : str
        What is run after it, of a block that only defines functions.
    no_spawn : str, optional
        Why it cannot run when processes are spawned.
    """

    begins: str = ""
    after: List[int] = field(default_factory=list)
    prelude: Optional[str] = None
    then: str = ""
    no_spawn: Optional[str] = None


def blocks_of(text: str) -> List[Block]:
    """All fenced blocks of a text in Markdown."""
    return [
        Block(number, match.group(1), match.group(2))
        for number, match in enumerate(FENCE.finditer(text), start=1)
    ]


def preludes_for(text: str, root: Path) -> Optional[Path]:
    """The directory of preludes of the package that a README imports."""
    for directory in sorted(root.iterdir()):
        if re.search(rf"^\s*(import|from) {directory.name}\b", text, re.MULTILINE):
            return directory
    return None


def needs_of(block: Block, preludes: Optional[Path]) -> Needs:
    """What a block needs, as `blocks.json` beside the preludes says.

    Raises
    ------
    ValueError
        When that was written for another block.
    """
    table = {} if preludes is None else json.loads((preludes / "blocks.json").read_text())
    needs = Needs(**table.get(str(block.number), {}))
    if not block.text.lstrip().startswith(needs.begins):
        raise ValueError(
            f"block {block.number} begins with {block.text.splitlines()[0]!r} and not with "
            f"{needs.begins!r}: the preludes are those of another edition"
        )
    return needs


def cannot_run(block: Block, needs: Needs, method: str) -> Optional[str]:
    """Why a block is only listed; None when it is run."""
    if block.language != "python":
        return f"no Python ({block.language or 'no language is named'})"
    return needs.no_spawn if method == "spawn" else None


def counted(results: "List[Tuple[str, bool]]") -> str:
    """How many blocks ran well, for each method."""
    methods = dict.fromkeys(method for method, _ in results)
    return ", ".join(
        f"{sum(well for one, well in results if one == method)} of "
        f"{sum(one == method for one, _ in results)} under {method}"
        for method in methods
    )
