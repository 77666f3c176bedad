"""The elements that are open while a post is read, and where the passages in them go."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .nodes import Node

DEEPEST_HOLDER = 18  # of the 24 levels a document may have; a table and the words in it need the rest
MOST_FRAMES = 500  # browsers stop at 512
MOST_TABLES = 12  # one in the other


@dataclass(slots=True, eq=False)
class Frame:
    """An open element. ``holds`` are the passages in it, ``depth`` how deep in the document they stand.

    ``kind`` is "doc", "quote", "list", "item", "table", "row", "cell", "caption" or "captioned"; "block" is what only
    parts passages, and what is in it goes where it itself would.
    """

    tag: str
    kind: str
    depth: int
    holds: list[Node]
    host: Frame = None  # type: ignore[assignment]
    marks: list[Any] | None = None
    node: Node | None = None
    cells: list[tuple[str, list[Node]]] = field(default_factory=list)
    rows: list[list[tuple[str, list[Node]]]] = field(default_factory=list)
    pictures: list[Node] = field(default_factory=list)
    pictures_before: int = 0
    said: str = ""
    ended: bool = False
    implied: bool = False

    def __post_init__(self) -> None:
        if self.host is None:
            self.host = self
