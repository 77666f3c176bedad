"""What of a document is out of reach because its words are withheld, or its picture masked: found before it is read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from .folding import words_of
from .schema import is_text_block
from .withholding import Span, Withheld, spans_withheld, whole_passages

Json = dict[str, Any]

BREAK = "\n"  # what a hard break counts as in the text of a passage, and what parts one passage from the next


def passages_of(node: Json) -> Iterator[Json]:
    """Yield every node that holds words directly, in reading order."""
    if is_text_block(node["type"]):
        yield node
        return
    for child in node.get("content", ()):
        yield from passages_of(child)


def text_of(passage: Json) -> str:
    """Return the words of a passage, all of them; a hard break is a line break."""
    return "".join(child.get("text", BREAK) for child in passage.get("content", ()))


@dataclass
class Hidden:
    """By the identity of a passage: the ``spans`` withheld in it, or what is said for the whole of it (``gone``)."""

    spans: dict[int, list[Span]] = field(default_factory=dict)
    gone: dict[int, str] = field(default_factory=dict)


def hidden_in(document: Json, hiding: Sequence[Withheld]) -> Hidden:
    """Return what is withheld of ``document``. Words that go on from one passage into the next are found too."""
    found = Hidden()
    if not hiding:
        return found
    passages = list(passages_of(document))
    texts = [text_of(passage) for passage in passages]
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + len(BREAK))
    located = set()
    for span in spans_withheld(BREAK.join(texts), hiding):
        located.add(span.order)
        for place, part in parts_of(span, starts):
            found.spans.setdefault(id(passages[place]), []).append(part)
    nowhere = [each for order, each in enumerate(hiding, start=1) if order not in located]
    held = [set(words_of(text)) for text in texts] if nowhere else []
    for each in nowhere:
        for place in whole_passages(each, held):
            found.gone.setdefault(id(passages[place]), each.say)
    return found


def parts_of(span: Span, starts: Sequence[int]) -> Iterator[tuple[int, Span]]:
    """Yield the parts of a span of the whole text by passage; what is said for it is said in the first."""
    say, at = span.say, span.start
    place = bisect_right(starts, at) - 1
    while at < span.end:
        end = min(span.end, starts[place + 1] - len(BREAK))
        if at < end:
            yield place, Span(at - starts[place], end - starts[place], say, span.order)
            say = ""
        place += 1
        at = starts[place]


def pictures_out_of_reach(node: Json, rung: int, gone: dict[int, str], masked: bool = False) -> Iterator[str]:
    """Yield the pictures that a mask keeps inside, or that stand in a passage that is withheld whole."""
    mask = node.get("attrs", {}).get("mask")
    masked = masked or (mask is not None and rung > mask["up_to"])
    if node["type"] == "figure" and node["attrs"]["picture"] and (masked or id(node) in gone):
        yield node["attrs"]["picture"]
    for child in node.get("content", ()):
        if child["type"] != "text":
            yield from pictures_out_of_reach(child, rung, gone, masked)
