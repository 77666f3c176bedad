"""What a document shows besides its words, at a rung: pictures and links to other stories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .reading import as_read
from .withholding import Withheld


def pictures_shown(document: dict[str, Any], *, rung: int, withheld: Sequence[Withheld] = ()) -> set[str]:
    """Return the ids of the pictures that exist for whoever reads at ``rung``."""
    nodes = every_node(as_read(document, rung=rung, withheld=withheld))
    return {
        node["attrs"]["picture"] for node in nodes if node["type"] == "figure" and node["attrs"]["picture"]
    }


def links_to(document: dict[str, Any], *, rung: int, withheld: Sequence[Withheld] = ()) -> set[str]:
    """Return the ids of the stories that the words read at ``rung`` link to."""
    nodes = every_node(as_read(document, rung=rung, withheld=withheld))
    marks = [mark for node in nodes for mark in node.get("marks", ())]
    return {mark["attrs"]["story"] for mark in marks if mark["type"] == "storyLink"}


def every_node(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the node and everything in it, in reading order."""
    yield node
    for child in node.get("content", ()):
        yield from every_node(child)
