"""The one schema, read from ``stories/schema.json``; the editor in the browser builds from the same file."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

SPEC: dict[str, Any] = json.loads((Path(__file__).parent.parent / "schema.json").read_text("utf-8"))
NUMBER: int = SPEC["number"]
NODES: dict[str, dict[str, Any]] = SPEC["nodes"]
MARKS: dict[str, dict[str, Any]] = SPEC["marks"]
RULES: dict[str, dict[str, Any]] = SPEC["rules"]
MOST_BYTES: int = SPEC["caps"]["bytes"]
MOST_NODES: int = SPEC["caps"]["nodes"]
DEEPEST: int = SPEC["caps"]["depth"]

MARK_ORDER = {name: place for place, name in enumerate(MARKS)}
INLINE = {name for name, node in NODES.items() if node.get("group") == "inline"}


@cache
def prosemirror_schema() -> Any:
    """Return the schema as the prosemirror package builds it; the same that Tiptap builds in the browser."""
    from prosemirror.model import Schema

    structure: Any = {"nodes": NODES, "marks": MARKS}
    return Schema(structure)


def is_text_block(name: str) -> bool:
    """Say whether a node of this type holds words directly."""
    return NODES[name].get("content", "").startswith(("inline", "text"))


def accepts(name: str, children: list[str]) -> bool:
    """Say whether a node may have exactly these children, by their types, in this order."""
    return pattern_of(name).fullmatch("".join(f"{child} " for child in children)) is not None


@cache
def pattern_of(name: str) -> re.Pattern[str]:
    parts = re.findall(r"\w+|[()|*+?]", NODES[name].get("content", ""))
    return re.compile("".join(part if not part[0].isalpha() else names_of(part) for part in parts))


def names_of(word: str) -> str:
    names = [word] if word in NODES else [name for name, node in NODES.items() if node.get("group") == word]
    return "(?:" + "|".join(f"{name} " for name in names) + ")"
