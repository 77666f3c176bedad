"""The passages of a document that posts become, and what can be done to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from firsthand.stories.document.schema import RULES, is_text_block

Node = dict[str, Any]
MOST_ALT: int = RULES["figure.alt"]["text"][1]
BREAK: Node = {"type": "hardBreak"}


def block(name: str, content: list[Node], **attrs: Any) -> Node:
    """Return a node that may be masked, with its content if it has any."""
    made: Node = {"type": name, "attrs": {**attrs, "mask": None}}
    if content:
        made["content"] = content
    return made


def paragraph(content: list[Node]) -> Node:
    return block("paragraph", content)


def holder(name: str, content: list[Node]) -> Node:
    """Return a node that has no attributes: an item of a list, a row or a cell of a table."""
    return {"type": name, "content": content}


def words_in(node: Node) -> str:
    """Return the words that stand in a node, its passages parted by a space."""
    if is_text_block(node["type"]):
        return "".join(child.get("text", " ") for child in node.get("content", ()))
    return " ".join(filter(None, (words_in(child) for child in node.get("content", ()))))


def in_one_line(blocks: list[Node]) -> list[Node]:
    """Return the words of the passages as the content of one, parted by line breaks."""
    content: list[Node] = []
    for passage in as_paragraphs(blocks):
        if content:
            content.append(BREAK)
        content += passage.get("content", [])
    return content


def as_paragraphs(blocks: list[Node]) -> list[Node]:
    """Return the passages that hold words as paragraphs, whatever they stood in."""
    return [
        paragraph(in_lines(each) if each["type"] == "codeBlock" else each["content"])
        for each in text_blocks(blocks)
        if each.get("content")
    ]


def text_blocks(blocks: list[Node]) -> Iterator[Node]:
    for each in blocks:
        if is_text_block(each["type"]):
            yield each
        else:
            yield from text_blocks(each.get("content", []))


def in_lines(code: Node) -> list[Node]:
    """Return the content of a block of code as a passage has it."""
    content: list[Node] = []
    for place, words in enumerate("".join(child["text"] for child in code["content"]).split("\n")):
        if place:
            content.append(BREAK)
        if words := words.replace("\t", "    "):
            content.append({"type": "text", "text": words, "marks": [{"type": "code"}]})
    return content


def settled(blocks: list[Node]) -> list[Node]:
    """Return the passages with every figure described, without those that show and say nothing, items in order."""
    return [made for each in blocks if (made := settled_node(each)) is not None]


def settled_node(node: Node) -> Node | None:
    name = node["type"]
    if name == "figure":
        return described(node)
    if is_text_block(name) or name in ("horizontalRule", "table"):
        return node
    content = settled(node["content"])
    if not content:
        return None
    if name == "listItem":
        content = beginning_with_a_paragraph(content)
    return {**node, "content": content}


def described(figure: Node) -> Node | None:
    """Return the figure with a description: its caption's when it has none; None when there is neither."""
    alt = figure["attrs"]["alt"] or " ".join(words_in(figure).split())[:MOST_ALT].strip()
    return {**figure, "attrs": {**figure["attrs"], "alt": alt}} if alt else None


def beginning_with_a_paragraph(content: list[Node]) -> list[Node]:
    first = content[0]
    if first["type"] == "paragraph":
        return content
    if first["type"] == "heading":
        return [paragraph(first["content"]), *content[1:]]
    return [paragraph([]), *content]
