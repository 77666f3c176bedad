"""The passage that is being read: its words, what they wear, and its line breaks."""

from __future__ import annotations

import re
from typing import Any

from firsthand.stories.document.validation import is_address

from .nodes import Node
from .words import GAP, SPACES

Marks = list[dict[str, Any]]
EDGES = SPACES + "\u00a0\u200b"
LINE_BREAK = object()
ONLY_AN_ADDRESS = re.compile(r"https?://[^\s<>\"]{4,1900}")


class Passage:
    """Words as they come; ``lines`` gives them back, parted where an empty line stood."""

    def __init__(self) -> None:
        self.pieces: list[tuple[Marks, list[str]] | object] = []
        self.open = False  # whether a word stands in it, so that a space may follow

    def __bool__(self) -> bool:
        """Say whether there is a word in it."""
        return any(isinstance(piece, tuple) and "".join(piece[1]).strip(EDGES) for piece in self.pieces)

    def add(self, words: str, marks: Marks) -> None:
        """Add words; gaps in them become one space, and none begins a line."""
        words = GAP.sub(" ", words)
        if not self.open:
            words = words.lstrip(" ")
        if not words:
            return
        self.open = not words.endswith(" ")
        last = self.pieces[-1] if self.pieces else None
        if isinstance(last, tuple) and last[0] is marks:
            last[1].append(words)
        else:
            self.pieces.append((marks, [words]))

    def add_break(self) -> None:
        self.pieces.append(LINE_BREAK)
        self.open = False

    def ends_with_a_break(self) -> bool:
        return bool(self.pieces) and self.pieces[-1] is LINE_BREAK

    def at_a_beginning(self) -> bool:
        """Say whether nothing stands on its last line yet."""
        return not self.pieces or self.ends_with_a_break()

    def lines(self) -> list[list[Node]]:
        """Return the contents of the passages it makes: one, or several where two breaks stood together."""
        passages: list[list[Node]] = []
        content: list[Node] = []
        breaks = 0
        for piece in [*self.pieces, LINE_BREAK, LINE_BREAK]:
            if not isinstance(piece, tuple):
                breaks += 1
                if breaks == 2 and (made := trimmed(content)):
                    passages.append(made)
                if breaks == 2:
                    content = []
                continue
            words = "".join(piece[1])
            if breaks and not words.strip(EDGES):
                continue
            if breaks == 1 and content:
                content.append({"type": "hardBreak"})
            breaks = 0
            add_text(content, words, piece[0])
        return passages


def add_text(content: list[Node], words: str, marks: Marks) -> None:
    last = content[-1] if content else None
    if last and last["type"] == "text" and last.get("marks", []) == marks:
        last["text"] += words
    else:
        content.append({"type": "text", "text": words, **({"marks": list(marks)} if marks else {})})


def trimmed(content: list[Node]) -> list[Node]:
    """Return the content without the spaces at its ends and around its breaks; empty when it has no words."""
    made: list[Node] = []
    for place, node in enumerate(content):
        if node["type"] != "text":
            if made:
                made.append(node)
            continue
        words = node["text"]
        if not made or made[-1]["type"] == "hardBreak":
            words = words.lstrip(EDGES)
        if place + 1 == len(content) or content[place + 1]["type"] == "hardBreak":
            words = words.rstrip(EDGES)
        if words:
            made.append({**node, "text": words})
    while made and made[-1]["type"] == "hardBreak":
        made.pop()
    if made and made[-1]["type"] == "text":
        made[-1]["text"] = made[-1]["text"].rstrip(EDGES)
    return [linked(made[0])] if len(made) == 1 else [node for node in made if node.get("text") != ""]


def linked(node: Node) -> Node:
    """Return a text that is nothing but an address as a link there: WordPress shows what it leads to."""
    words = node["text"]
    if "marks" not in node and ONLY_AN_ADDRESS.fullmatch(words) and is_address(words):
        return {**node, "marks": [{"type": "link", "attrs": {"href": words}}]}
    return node
