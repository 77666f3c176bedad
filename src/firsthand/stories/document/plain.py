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
        for start, end, begins in self.stretches:
            units = position - begins
            if 0 <= units < utf16(self.text[start:end]):
                for index in range(start, end):
                    if units <= 0:
                        return index
                    units -= utf16(self.text[index])
                return end - 1
        return None


def plain_text(document: dict[str, Any], *, rung: int, withheld: Sequence[Withheld] = ()) -> PlainText:
    """Return the words of ``document`` as read at ``rung``: passages parted by an empty line, breaks by a line."""
    text = ""
    stretches: list[tuple[int, int, int]] = []
    for passage in written_passages(resolved(document, rung=rung, withheld=withheld)):
        if text:
            text += BETWEEN
        for child in passage.get("content", ()):
            words = child.get("text", BREAK)
            if child.get("at") is not None:
                stretches.append((len(text), len(text) + len(words), child["at"]))
            text += words
    return PlainText(text, tuple(stretches))


def written_passages(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the passages that hold words, in reading order."""
    if is_text_block(node["type"]):
        if node.get("content"):
            yield node
        return
    for child in node.get("content", ()):
        yield from written_passages(child)
