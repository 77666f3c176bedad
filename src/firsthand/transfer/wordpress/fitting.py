"""A post that is larger than a document may be, made to fit: simpler first, then told in several stories."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from firsthand.stories.document.schema import MOST_BYTES, MOST_NODES, is_text_block

from .nodes import Node, block, paragraph, words_in

# A tenth is kept free, so that somebody can still write in what came in.
ROOM_IN_BYTES = MOST_BYTES * 9 // 10
ROOM_IN_NODES = MOST_NODES * 9 // 10
LONGEST_PASSAGE = 50_000  # characters of one passage, when it has to be cut


@dataclass(frozen=True)
class Fitted:
    """The documents a post became, most often one, and whether tables and clothes were given up for it."""

    documents: list[dict[str, Any]]
    simplified: bool = False


def fitted(blocks: list[Node]) -> Fitted:
    """Return the passages as documents that keep the caps of the schema."""
    if fits(blocks):
        return Fitted([document(blocks)])
    plainer = list(simpler(blocks))
    if fits(plainer):
        return Fitted([document(plainer)], simplified=True)
    return Fitted([document(part) for part in parts(plainer)], simplified=True)


def document(blocks: list[Node]) -> dict[str, Any]:
    return {"type": "doc", "content": blocks or [paragraph([])]}


def fits(blocks: list[Node]) -> bool:
    return nodes_in(blocks) < ROOM_IN_NODES and bytes_of(blocks) < ROOM_IN_BYTES


def nodes_in(blocks: list[Node]) -> int:
    return sum(1 + nodes_in(each.get("content", [])) for each in blocks)


def bytes_of(blocks: list[Node]) -> int:
    return len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")).encode())


def simpler(blocks: list[Node]) -> Iterator[Node]:
    """Yield the passages with bare words; each row of a table is a line of its own."""
    for each in blocks:
        if each["type"] == "table":
            for row in each["content"]:
                if cells := list(filter(None, (words_in(cell).strip() for cell in row["content"]))):
                    yield bare(" · ".join(cells))
        elif each["type"] in ("paragraph", "heading", "figure"):
            yield {**each, "content": undressed(each.get("content", []))} if each.get("content") else each
        elif is_text_block(each["type"]) or "content" not in each:
            yield each
        else:
            yield {**each, "content": list(simpler(each["content"]))}


def undressed(content: list[Node]) -> list[Node]:
    made: list[Node] = []
    for node in content:
        if node["type"] == "text" and made and made[-1]["type"] == "text":
            made[-1]["text"] += node["text"]
        else:
            made.append({key: value for key, value in node.items() if key != "marks"})
    return made


def bare(words: str) -> Node:
    return paragraph([{"type": "text", "text": words}])


def parts(blocks: list[Node]) -> Iterator[list[Node]]:
    """Yield the passages in as few parts as hold them, in order."""
    part: list[Node] = []
    nodes = size = 0
    for each in small_enough(blocks):
        more_nodes, more_bytes = nodes_in([each]), bytes_of([each])
        if part and (nodes + more_nodes >= ROOM_IN_NODES or size + more_bytes >= ROOM_IN_BYTES):
            yield part
            part, nodes, size = [], 0, 0
        part.append(each)
        nodes, size = nodes + more_nodes, size + more_bytes
    if part:
        yield part


def small_enough(blocks: list[Node]) -> Iterator[Node]:
    """Yield the passages; what is too large for one document on its own is opened, and its passages yielded."""
    for each in blocks:
        if fits([each]):
            yield each
        elif is_text_block(each["type"]):
            yield from cut(each)
        else:
            yield from small_enough(each["content"])


def cut(passage: Node) -> Iterator[Node]:
    """Yield one passage in pieces, cut between words where there are any."""
    words = "".join(child.get("text", "\n") for child in passage["content"])
    while words:
        end = len(words)
        if end > LONGEST_PASSAGE:
            gap = max(words.rfind(" ", 0, LONGEST_PASSAGE), words.rfind("\n", 0, LONGEST_PASSAGE))
            end = gap if gap > LONGEST_PASSAGE // 2 else LONGEST_PASSAGE
        piece, words = words[:end].strip(), words[end:].strip()
        if piece and passage["type"] == "codeBlock":
            yield block("codeBlock", [{"type": "text", "text": piece}])
        elif piece:
            yield bare(" ".join(piece.split()))
