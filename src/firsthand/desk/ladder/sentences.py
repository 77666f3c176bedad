"""How the sentences that hold something kept inside read on a rung. Pure: a document in, parts of sentences out.

The words come from the same resolving through which every renderer passes, so what stands here is what is read there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from firsthand.stories.document.folding import occurrences
from firsthand.stories.document.reading import BREAK, passages_of, resolved, text_of
from firsthand.stories.document.schema import is_text_block
from firsthand.stories.document.withholding import Withheld

Json = dict[str, Any]

MOST_SENTENCES = 60  # of these an excerpt shows at most, the first ones
AROUND = 90  # characters of plain words kept on either side of what is kept inside
SENTENCE_ENDS = re.compile(r"[.!?…]+[\"'»”’)\]]*\s+|\n")


class Kind(StrEnum):
    """How a part is drawn: as it stands, as real words that go no further than somewhere, or as a neutral phrase."""

    PLAIN = "plain"
    VEIL = "veil"
    SAID = "said"


@dataclass(frozen=True)
class Part:
    """A piece of a sentence."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Span:
    """Words that stay inside the rung ``up_to``, and what is said further out ("" for nothing)."""

    words: str
    up_to: int
    say: str


CUT = Part(Kind.PLAIN, " […] ")


def excerpt(
    document: Json, *, rung: int, withheld: Sequence[Withheld] = (), around: int = AROUND
) -> list[Part]:
    """Return the sentences of ``document`` in which something is kept inside, as they are read at ``rung``.

    Left out passages leave " […] " behind; a phrase of nothing leaves nothing. Empty when all of it is plain.
    Of very many, the first are told.
    """
    found: list[Part] = []
    kept = 0
    read = resolved(document, rung=rung, withheld=withheld)
    for passage, veiled in passages(read):
        parts = list(parts_of(passage, veiled=veiled, withheld=withheld))
        last_end = -1
        for start, end in sentences_kept(parts):
            kept += 1
            if found and (start != last_end or kept > MOST_SENTENCES):
                found.append(CUT)
            if kept > MOST_SENTENCES:
                return joined(found)
            found += shortened(sliced(parts, start, end), around)
            last_end = end
    return joined(found)


def spans(document: Json, *, withheld: Sequence[Withheld] = ()) -> list[Span]:
    """Return everything that is kept inside: the masks in reading order, then the words withheld."""
    return [*masks(document), *(Span(each.words, each.up_to, each.say) for each in withheld)]


def hidden_at(inside: Iterable[Span], rung: int) -> list[Span]:
    """Return those whose words are not read at ``rung``."""
    return [span for span in inside if rung > span.up_to]


def masks(node: Json) -> Iterator[Span]:
    mask = node.get("attrs", {}).get("mask")
    if mask:
        yield Span(
            " ".join(text_of(passage) for passage in passages_of(node)).strip(), mask["up_to"], mask["say"]
        )
    elif is_text_block(node["type"]):
        for inline, same in groupby(node.get("content", ()), key=mask_of):
            if inline:
                yield Span(
                    "".join(child.get("text", BREAK) for child in same), inline["up_to"], inline["say"]
                )
    else:
        for child in node.get("content", ()):
            yield from masks(child)


def passages(node: Json, veiled: bool = False) -> Iterator[tuple[Json, bool]]:
    """Yield every passage with words, and whether a mask covers it whole."""
    veiled = veiled or bool(node.get("attrs", {}).get("mask"))
    if is_text_block(node["type"]):
        if node.get("content"):
            yield node, veiled
        return
    for child in node.get("content", ()):
        yield from passages(child, veiled)


def parts_of(passage: Json, *, veiled: bool, withheld: Sequence[Withheld]) -> Iterator[Part]:
    """Yield the parts of a passage that was resolved: a text without a position is a phrase."""
    for child in passage["content"]:
        words = child.get("text", BREAK)
        if "at" in child and child["at"] is None:
            yield Part(Kind.SAID, words)
        elif veiled or mask_of(child):
            yield Part(Kind.VEIL, words)
        else:
            yield from within_reach(words, withheld)


def within_reach(words: str, withheld: Sequence[Withheld]) -> Iterator[Part]:
    """Yield ``words`` with what is withheld further out drawn as a veil; what is withheld here is not in them."""
    inside = sorted(span for each in withheld for span in occurrences(each.words, words))
    at = 0
    for start, end in inside:
        if start >= at:
            yield Part(Kind.PLAIN, words[at:start])
            yield Part(Kind.VEIL, words[start:end])
            at = end
    yield Part(Kind.PLAIN, words[at:])


def sentences_kept(parts: list[Part]) -> Iterator[tuple[int, int]]:
    """Yield the sentences, as spans of the passage's text, that are not plain throughout. None ends inside a part."""
    text = "".join(part.text for part in parts)
    inside = list(spans_of(parts))
    ends = [match.end() for match in SENTENCE_ENDS.finditer(text)]
    ends = [end for end in ends if not any(start < end < stop for start, stop in inside)]
    start = 0
    for end in [*ends, len(text)]:
        if any(a < end and start < b for a, b in inside):
            yield start, end
        start = end


def spans_of(parts: list[Part]) -> Iterator[tuple[int, int]]:
    at = 0
    for part in parts:
        if part.kind != Kind.PLAIN and part.text:
            yield at, at + len(part.text)
        at += len(part.text)


def sliced(parts: list[Part], start: int, end: int) -> list[Part]:
    found, at = [], 0
    for part in parts:
        piece = part.text[max(start - at, 0) : max(end - at, 0)]
        if piece:
            found.append(Part(part.kind, piece))
        at += len(part.text)
    return joined(found)


def shortened(parts: list[Part], around: int) -> list[Part]:
    """Return the parts of one sentence with long plain stretches cut at a word."""
    return [
        Part(part.kind, cut(part.text, around, first=i == 0, last=i == len(parts) - 1))
        if part.kind == Kind.PLAIN
        else part
        for i, part in enumerate(parts)
    ]


def cut(text: str, around: int, *, first: bool, last: bool) -> str:
    room = around * (1 if first or last else 2)
    if len(text) <= room:
        return text
    head, tail = text[:around].rsplit(" ", 1)[0], text[-around:].split(" ", 1)[-1]
    if first:
        return f"…{tail}"
    return f"{head}… " if last else f"{head} […] {tail}"


def joined(parts: Iterable[Part]) -> list[Part]:
    """Return the parts with neighbours of one kind put together."""
    return [
        Part(kind, "".join(part.text for part in same))
        for kind, same in groupby(parts, key=lambda part: part.kind)
    ]


def mask_of(inline: Json) -> Json | None:
    return next((mark["attrs"] for mark in inline.get("marks", ()) if mark["type"] == "mask"), None)
