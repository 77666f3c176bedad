"""A document as plain text, with the way back to its positions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .reading import BREAK, resolved, utf16
from .schema import is_text_block
from .withholding import Withheld

BETWEEN = "\n\n"


@dataclass(frozen=True)
class PlainText:
    """``text`` counts code points; ``stretches`` are (start, end, position) of what stands in the document itself.

    Phrases said in the place of hidden words, and the gaps between passages, have no position.
    """

    text: str
    stretches: tuple[tuple[int, int, int], ...]

    def position(self, index: int) -> int | None:
        """Return the ProseMirror position of the character at ``index``, None where the document has none."""
        place = bisect_right(self.stretches, index, key=lambda stretch: stretch[0]) - 1
        if place < 0 or index >= self.stretches[place][1]:
            return None
        start, _, position = self.stretches[place]
        return position + utf16(self.text[start:index])

    def index(self, position: int) -> int | None:
        """Return which character of the text stands at a ProseMirror position, None when none does."""
        place = bisect_right(self.stretches, position, key=lambda stretch: stretch[2]) - 1
        if place < 0:
            return None
        start, end, begins = self.stretches[place]
        units = position - begins
        for index in range(start, end):
            units -= utf16(self.text[index])
            if units < 0:
                return index
        return None


def plain_text(document: dict[str, Any], *, rung: int, withheld: Sequence[Withheld] = ()) -> PlainText:
    """Return the words of ``document`` as read at ``rung``: passages parted by an empty line, breaks by a line."""
    pieces: list[str] = []
    stretches: list[tuple[int, int, int]] = []
    length = 0
    for passage in written_passages(resolved(document, rung=rung, withheld=withheld)):
        if pieces:
            pieces.append(BETWEEN)
            length += len(BETWEEN)
        for child in passage["content"]:
            words = child.get("text", BREAK)
            if child.get("at") is not None:
                stretches.append((length, length + len(words), child["at"]))
            pieces.append(words)
            length += len(words)
    return PlainText("".join(pieces), tuple(stretches))


def written_passages(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the passages that hold words, in reading order."""
    if is_text_block(node["type"]):
        if node.get("content"):
            yield node
        return
    for child in node.get("content", ()):
        yield from written_passages(child)
