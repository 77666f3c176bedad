"""Whether one document is another with more of it kept inside, and nothing else changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .schema import INLINE

OPEN_TO_ALL = 4  # what no mask covers may be read on every rung

Atom = tuple[
    Any, int, str | None
]  # (what stands there, the rung up to which it may be read, what is said instead)


def only_narrows(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Say whether ``after`` shows nobody anything that ``before`` did not show them, but for new neutral phrases.

    Both are validated documents. Every word, mark, block and attribute must be the same; each may be read at most as
    far out as before; and what was masked before keeps its phrase.
    """
    old, new = list(atoms(before)), list(atoms(after))
    return len(old) == len(new) and all(
        was[0] == now[0] and now[1] <= was[1] and (was[1] == OPEN_TO_ALL or now[2] == was[2])
        for was, now in zip(old, new, strict=True)
    )


def atoms(node: dict[str, Any], up_to: int = OPEN_TO_ALL, say: str | None = None) -> Iterator[Atom]:
    """Yield each character, each break and each block of the document in reading order, with the mask that covers it."""
    attrs = dict(node.get("attrs") or {})
    mask = attrs.pop("mask", None)
    if mask:
        up_to, say = mask["up_to"], mask["say"]
    if node["type"] in INLINE:
        yield from characters(node, up_to, say)
        return
    yield (node["type"], freeze(attrs), "begins"), up_to, say
    for child in node.get("content", ()):
        yield from atoms(child, up_to, say)
    yield (node["type"], "ends"), up_to, say


def characters(node: dict[str, Any], up_to: int, say: str | None) -> Iterator[Atom]:
    others = []
    for mark in node.get("marks", ()):
        if mark["type"] == "mask":
            up_to, say = mark["attrs"]["up_to"], mark["attrs"]["say"]
        else:
            others.append(freeze(mark))
    for character in node.get("text", "\n"):
        yield (node["type"], character, tuple(others)), up_to, say


def freeze(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(sorted((key, freeze(inner)) for key, inner in value.items()))
    if isinstance(value, list):
        return tuple(freeze(inner) for inner in value)
    return value
