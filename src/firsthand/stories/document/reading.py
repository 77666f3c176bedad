"""A document as somebody at a rung reads it. Everything shown anywhere passes through here.

What is out of reach is replaced by its neutral phrase before anything is rendered, so no renderer can leak it: the
hidden words, their marks, links and pictures are not in the result at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from .addresses import told_in_address
from .hiding import BREAK, Hidden, hidden_in, passages_of, pictures_out_of_reach, text_of
from .schema import NODES, accepts, is_text_block
from .withholding import Span, Withheld, apart, out_of_reach, spans_withheld, without

__all__ = ["BREAK", "as_read", "mask_of", "passages_of", "resolved", "text_of", "utf16"]

Json = dict[str, Any]

KEEP_THEIR_PLACE = {"doc", "tableCell", "tableHeader"}  # they stay when nothing in them is read


def as_read(document: Json, *, rung: int, withheld: Sequence[Withheld] = ()) -> Json:
    """Return the validated ``document`` as it is read at ``rung``.

    Masks within reach stay on their words; all others are gone, with their phrase said in their place.
    """
    return without_positions(resolved(document, rung=rung, withheld=withheld))


def resolved(document: Json, *, rung: int, withheld: Sequence[Withheld] = ()) -> Json:
    """Return the same as ``as_read``; each text also says ``at`` which position it began, None for a phrase.

    Positions are ProseMirror's, in the document before it was resolved, counted in UTF-16 units.
    """
    hiding = out_of_reach(withheld, rung)
    hidden = hidden_in(document, hiding)
    pictures = frozenset(pictures_out_of_reach(document, rung, hidden.gone))
    read = Resolving(rung, hiding, dict(positions_of(document)), hidden, pictures).node(document)
    assert read is not None  # a document keeps at least an empty paragraph
    return read


def without_positions(node: Json) -> Json:
    bare = {key: value for key, value in node.items() if key != "at"}
    if "content" in bare:
        bare["content"] = joined([without_positions(child) for child in bare["content"]])
    return bare


def joined(children: list[Json]) -> list[Json]:
    """Return the children with neighbouring texts of equal marks put together."""
    whole: list[Json] = []
    for (kind, _), same in groupby(children, key=lambda child: (child["type"], child.get("marks"))):
        alike = list(same)
        if kind == "text" and len(alike) > 1:
            alike = [{**alike[0], "text": "".join(child["text"] for child in alike)}]
        whole += alike
    return whole


def positions_of(node: Json, at: int = 0) -> Iterator[tuple[int, int]]:
    """Yield for each passage, by identity, the position at which its words begin."""
    if is_text_block(node["type"]):
        yield id(node), at
        return
    for child in node.get("content", ()):
        yield from positions_of(child, at + 1)
        at += size_of(child)


def size_of(node: Json) -> int:
    """Return the size of a node as ProseMirror counts it: UTF-16 units of text, one for a leaf, two for the rest."""
    if node["type"] == "text":
        return utf16(node["text"])
    if not NODES[node["type"]].get("content"):
        return 1
    return 2 + sum(size_of(child) for child in node.get("content", ()))


def utf16(text: str) -> int:
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)


@dataclass
class Resolving:
    """One pass that resolves every mask and withholding for a rung."""

    rung: int
    hiding: list[Withheld]
    begins: dict[int, int]
    hidden: Hidden
    pictures: frozenset[str]

    def node(self, node: Json) -> Json | None:
        """Return the node as it is read, or None when nothing of it is."""
        attrs = node.get("attrs", {})
        mask = attrs.get("mask")
        if mask and self.rung > mask["up_to"]:
            return phrase(self.said(mask["say"]))
        if id(node) in self.hidden.gone:
            return phrase(self.hidden.gone[id(node)], in_place_of=node)
        read: Json = {"type": node["type"]}
        if attrs:
            read["attrs"] = {key: self.attribute(key, value) for key, value in attrs.items()}
        content = self.passage(node) if is_text_block(node["type"]) else self.children(node)
        if content is None:
            return None
        if content:
            read["content"] = content
        return read

    def attribute(self, key: str, value: Any) -> Any:
        if key in ("alt", "when", "say"):
            return self.said(value)
        if key == "mask" and value:
            return {**value, "say": self.said(value["say"])}
        return None if key == "picture" and value in self.pictures else value

    def said(self, words: str) -> str:
        return without(words, apart(spans_withheld(words, self.hiding)))

    def children(self, node: Json) -> list[Json] | None:
        """Return the children as they are read; an empty paragraph stands where one is needed and none is left."""
        read = [made for child in node.get("content", ()) if (made := self.node(child)) is not None]
        if not read and node.get("content") and node["type"] not in KEEP_THEIR_PLACE:
            return None
        if accepts(node["type"], [child["type"] for child in read]):
            return read
        with_room = [{"type": "paragraph", "attrs": {"mask": None}}, *read]
        if accepts(node["type"], [child["type"] for child in with_room]):
            return with_room
        return None

    def passage(self, node: Json) -> list[Json]:
        children = [self.bare(child) for child in with_positions(node, self.begins[id(node)])]
        masked = (Span(start, end, say, 0) for start, end, say in self.masked_spans(node))
        spans = apart(
            [*masked, *self.hidden.spans.get(id(node), ())]
        )  # where they overlap, the mask has the word
        return list(without_spans(children, spans)) if spans else children

    def bare(self, child: Json) -> Json:
        """Return an inline node without the links that withheld words can be read from."""
        if not self.hiding or not child.get("marks"):
            return child
        marks = [self.mark(mark) for mark in child["marks"] if not self.tells(mark)]
        rest = {key: value for key, value in child.items() if key != "marks"}
        return {**rest, "marks": marks} if marks else rest

    def mark(self, mark: Json) -> Json:
        if mark["type"] != "mask":
            return mark
        return {**mark, "attrs": self.attribute("mask", mark["attrs"])}

    def tells(self, mark: Json) -> bool:
        return mark["type"] == "link" and any(
            told_in_address(each.words, mark["attrs"]["href"]) for each in self.hiding
        )

    def masked_spans(self, passage: Json) -> Iterator[tuple[int, int, str]]:
        at = 0
        for mask, same in groupby(passage.get("content", ()), key=mask_of):
            start, at = at, at + sum(len(child.get("text", BREAK)) for child in same)
            if mask and self.rung > mask["up_to"]:
                yield start, at, self.said(mask["say"])


def mask_of(inline: Json) -> Json | None:
    """Return the mask on an inline node, if it wears one."""
    return next((mark["attrs"] for mark in inline.get("marks", ()) if mark["type"] == "mask"), None)


def without_spans(children: list[Json], spans: list[Span]) -> Iterator[Json]:
    """Yield the inline nodes with each span replaced by its phrase, which wears no marks."""
    waiting = list(reversed(spans))
    at = 0
    for child in children:
        start, end = at, at + len(child.get("text", BREAK))
        kept: list[
            tuple[int, int, str]
        ] = []  # what stays, and the phrase before it: indices of this node's text
        say = ""
        while waiting and waiting[-1].start < end:
            span = waiting[-1]
            if span.start >= start:  # it begins in this node: what stands before it, then its phrase
                kept.append((at - start, span.start - start, say))
                say = span.say
            at = min(span.end, end)
            if span.end > end:
                break
            waiting.pop()
        kept.append((at - start, end - start, say))
        yield from cut(child, kept)
        at = end


def cut(child: Json, kept: list[tuple[int, int, str]]) -> Iterator[Json]:
    """Yield the stretches of an inline node that are not empty, in order, each after its phrase."""
    text, so_far, position = child.get("text", BREAK), 0, child.get("at") or 0
    for start, end, say in kept:
        if say:
            yield {"type": "text", "text": say, "at": None}
        if start >= end:
            continue
        if child["type"] != "text":
            yield child
            continue
        position += utf16(text[so_far:start])
        so_far = start
        yield {**child, "text": text[start:end], "at": position}


def with_positions(passage: Json, at: int) -> Iterator[Json]:
    """Yield the inline nodes of a passage of which nothing is hidden."""
    for child in passage.get("content", ()):
        yield {**child, "at": at} if child["type"] == "text" else child
        at += size_of(child)


def phrase(say: str, in_place_of: Json | None = None) -> Json | None:
    """Return what stands in the place of a passage that is out of reach: its phrase as a paragraph, or nothing.

    The parts of a decision keep their place, since a decision without them is none.
    """
    inner = {"content": [{"type": "text", "text": say, "at": None}]} if say else {}
    if in_place_of and in_place_of["type"] in ("decisionHead", "decisionRow"):
        attrs = {"attrs": in_place_of["attrs"]} if "attrs" in in_place_of else {}
        return {"type": in_place_of["type"], **attrs, **inner}
    return {"type": "paragraph", "attrs": {"mask": None}, **inner} if say else None
