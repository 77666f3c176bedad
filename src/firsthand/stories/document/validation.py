"""Reading a document that came from outside: refused with the reason, or returned in its one canonical form.

Canonical: every attribute of a node or mark is there; an empty ``content`` or ``marks`` is not; neighbouring texts
with equal marks are one; marks stand in the order of the schema. So the browser and the server agree on equality.
Size, number of nodes and depth are capped before anything is built.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from .schema import (
    DEEPEST,
    INLINE,
    MARK_ORDER,
    MARKS,
    MOST_BYTES,
    MOST_NODES,
    NODES,
    NUMBER,
    RULES,
    accepts,
)

__all__ = ["NUMBER", "BadDocument", "read"]

# Control characters, halves of surrogate pairs, and what XML, and so a feed, cannot hold.
UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
ID = re.compile(r"[A-Za-z0-9_-]{8,32}")


class BadDocument(ValueError):
    """A document that does not fit. ``reason`` names the fault and the cure, ``where`` the thing, as a path."""

    def __init__(self, reason: str, where: str = "document") -> None:
        super().__init__(f"The document was not taken: at {where}, {reason}.")
        self.reason, self.where = reason, where


def read(data: bytes | str | Mapping[str, Any]) -> dict[str, Any]:
    """Return the document in ``data`` in canonical form. Raises ``BadDocument`` and nothing else."""
    if isinstance(data, bytes | str):
        data = parsed(data)
    if not isinstance(data, Mapping) or data.get("type") != "doc":
        raise BadDocument("it is not a document; send an object whose type is 'doc'")
    return Reading().node(data, "document", depth=1, masked=False, parent=None)


def parsed(data: bytes | str) -> Any:
    size = len(data) if isinstance(data, bytes) else len(data.encode("utf-8", "replace"))
    if size > MOST_BYTES:
        raise too_many_bytes(size)
    try:
        return json.loads(data, parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        raise BadDocument("it is not JSON that can be read; send it again") from None


def too_many_bytes(size: int) -> BadDocument:
    return BadDocument(f"it has {size:,} bytes; tell it in at most {MOST_BYTES:,}")


def refuse_constant(name: str) -> None:
    raise ValueError(name)


class Reading:
    """One pass over a document, counting its nodes as it goes."""

    def __init__(self) -> None:
        self.nodes = self.letters = 0

    def node(self, data: Any, where: str, *, depth: int, masked: bool, parent: str | None) -> dict[str, Any]:
        self.count(where, depth)
        if not isinstance(data, Mapping):
            raise BadDocument("there is something that is not a node; send an object with a type", where)
        name = data.get("type")
        if not isinstance(name, str) or name not in NODES:
            raise BadDocument(f"'{str(name)[:40]}' is not a kind of passage we know", where)
        if name == "text":
            return self.text(data, where, masked=masked, parent=parent)
        known_keys(data, {"type", "attrs", "content", "marks"}, where)
        made: dict[str, Any] = {"type": name}
        attrs = self.attrs(data.get("attrs"), NODES[name].get("attrs", {}), name, where)
        if attrs:
            made["attrs"] = attrs
        if attrs.get("mask"):
            if masked:
                raise BadDocument("a mask lies in another mask; keep one of them", where)
            masked = True
        content = self.content(data.get("content", []), name, where, depth=depth, masked=masked)
        if content:
            made["content"] = content
        marks = self.marks(data.get("marks", []), where, inline=name in INLINE, masked=masked)
        if marks:
            made["marks"] = marks
        return made

    def count(self, where: str, depth: int) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise BadDocument(f"it has more than {MOST_NODES:,} passages; part it into several stories")
        if depth > DEEPEST:
            raise BadDocument(f"it is nested deeper than {DEEPEST} levels; flatten it", where[:200])

    def text(
        self, data: Mapping[str, Any], where: str, *, masked: bool, parent: str | None
    ) -> dict[str, Any]:
        known_keys(data, {"type", "text", "marks"}, where)
        text = data.get("text")
        if not isinstance(text, str) or not text:
            raise BadDocument("a piece of text has no words; leave it out", where)
        self.letters += len(text)
        if self.letters > MOST_BYTES:
            raise too_many_bytes(self.letters)
        allowed = "\n\t" if parent == "codeBlock" else ""
        clean_text(text, where, allowed=allowed)
        marks = self.marks(data.get("marks", []), where, inline=parent != "codeBlock", masked=masked)
        return {"type": "text", "text": text, **({"marks": marks} if marks else {})}

    def content(self, data: Any, name: str, where: str, *, depth: int, masked: bool) -> list[dict[str, Any]]:
        if not isinstance(data, list):
            raise BadDocument("the content is not a list of passages", where)
        children: list[dict[str, Any]] = []
        for place, child in enumerate(data):
            made = self.node(
                child, f"{where} > {name} {place + 1}", depth=depth + 1, masked=masked, parent=name
            )
            last = children[-1] if children else None
            if last and last["type"] == made["type"] == "text" and last.get("marks") == made.get("marks"):
                last["text"] += made["text"]
            else:
                children.append(made)
        if not accepts(name, [child["type"] for child in children]):
            raise BadDocument(f"a '{name}' cannot hold what stands in it", where)
        return children

    def marks(self, data: Any, where: str, *, inline: bool, masked: bool) -> list[dict[str, Any]]:
        if not isinstance(data, list):
            raise BadDocument("the marks are not a list", where)
        if data and not inline:
            raise BadDocument("there are marks where none may stand", where)
        made = []
        for mark in data:
            name = mark.get("type") if isinstance(mark, Mapping) else None
            if not isinstance(name, str) or name not in MARKS:
                raise BadDocument(f"'{str(name)[:40]}' is not a mark we know", where)
            known_keys(mark, {"type", "attrs"}, where)
            if name == "mask" and masked:
                raise BadDocument("a mask lies in another mask; keep one of them", where)
            attrs = self.attrs(mark.get("attrs"), MARKS[name].get("attrs", {}), name, where)
            made.append({"type": name, **({"attrs": attrs} if attrs else {})})
        if len({mark["type"] for mark in made}) != len(made):
            raise BadDocument("the same mark stands twice on the same words", where)
        if {"link", "storyLink"} <= {mark["type"] for mark in made}:
            raise BadDocument("two links lie on the same words; keep one of them", where)
        return sorted(made, key=lambda mark: MARK_ORDER[mark["type"]])

    def attrs(self, data: Any, spec: Mapping[str, Any], name: str, where: str) -> dict[str, Any]:
        given = {} if data is None else data
        if not isinstance(given, Mapping):
            raise BadDocument("the attributes are not an object", where)
        known_keys(given, set(spec), where)
        made = {}
        for key, about in spec.items():
            if key not in given and "default" not in about:
                raise BadDocument(f"'{key}' is missing in a '{name}'", where)
            value = given.get(key, about.get("default"))
            made[key] = mask_value(value, where) if key == "mask" else ruled(value, f"{name}.{key}", where)
        return made


def known_keys(data: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in data:
        if key not in known:
            raise BadDocument(f"'{str(key)[:40]}' does not belong there", where)


def mask_value(value: Any, where: str) -> dict[str, Any] | None:
    if value is None:
        return None
    if not isinstance(value, Mapping) or set(value) != {"up_to", "say"}:
        raise BadDocument("a mask must say up to where the words go and what is read further out", where)
    say = sized_text(value["say"], RULES["*.mask"]["say"]["text"], "say", where)
    return {"up_to": ruled(value["up_to"], "mask.up_to", where), "say": say}


def ruled(value: Any, rule_name: str, where: str) -> Any:
    """Return ``value`` if it keeps the rule of its attribute in the schema file."""
    rule = RULES[rule_name]
    if value is None and rule.get("or_null"):
        return None
    if "one_of" in rule and (type(value) is not type(rule["one_of"][0]) or value not in rule["one_of"]):
        raise BadDocument(f"'{rule_name}' must be one of {', '.join(map(str, rule['one_of']))}", where)
    if "whole_number" in rule:
        least, most = rule["whole_number"]
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise BadDocument(f"'{rule_name}' must be a whole number from {least} to {most}", where)
    if "text" in rule:
        sized_text(value, rule["text"], rule_name, where)
    if rule.get("id") and not (isinstance(value, str) and ID.fullmatch(value)):
        raise BadDocument(f"'{rule_name}' is not the name of anything here", where)
    if rule.get("address") and not is_address(value):
        raise BadDocument("a link goes to an address that begins with http, https or mailto", where)
    return value


def sized_text(value: Any, size: list[int], name: str, where: str) -> str:
    least, most = size
    if not isinstance(value, str) or len(value.strip()) < least or len(value) > most:
        between = f"from {least} to {most} characters" if least else f"at most {most} characters"
        raise BadDocument(f"'{name}' must be text of {between}", where)
    clean_text(value, where, allowed="")
    return value


def clean_text(text: str, where: str, *, allowed: str) -> None:
    """Refuse what no page or feed can show."""
    for unshowable in UNSHOWABLE.finditer(text):
        if unshowable[0] not in allowed:
            raise BadDocument(
                f"there is a character that cannot be shown (U+{ord(unshowable[0]):04X})", where
            )


def one_line(words: str, *, most: int) -> str:
    """Return words that stand in one line beside a document (a title, a tag): without what cannot be shown, cut short."""
    return " ".join(UNSHOWABLE.sub(" ", words).split())[:most].strip()


def is_address(value: str) -> bool:
    if any(character.isspace() or unicodedata.category(character)[0] == "C" for character in value):
        return False
    try:
        parts = urlsplit(value)
        return (parts.scheme in ("http", "https") and bool(parts.hostname)) or (
            parts.scheme == "mailto" and "@" in parts.path
        )
    except ValueError:
        return False
