"""Hidden words that can be read all the same, somewhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from .folding import occurrences, words_of
from .reading import as_read, mask_of, passages_of
from .shown import every_node
from .withholding import Withheld, out_of_reach


@dataclass(frozen=True)
class Recurrence:
    """That hidden ``words`` are read in ``where``: text, say, alt, when, href, or a key of ``elsewhere``."""

    words: str
    where: str


def recurrences(
    document: dict[str, Any], *, rung: int, elsewhere: Mapping[str, str], withheld: Sequence[Withheld] = ()
) -> list[Recurrence]:
    """Return where words hidden from ``rung`` recur in what that rung receives, each place once, in reading order.

    ``elsewhere`` holds what is shown beside the document (title, slug, tags, the line "after reading"), by name.
    Withheld words are looked for only in neutral phrases: everywhere else they are withheld as they are found.
    """
    received = list(received_at(document, rung, elsewhere, withheld))
    found = [
        Recurrence(words, where)
        for words in hidden_words(document, rung)
        for where, text in received
        if occurrences(words, text)
    ]
    phrases = [text for where, text in received if where == "say"]
    found += [
        Recurrence(each.words, "say")
        for each in out_of_reach(withheld, rung)
        if any(occurrences(each.words, text) for text in phrases)
    ]
    return list(dict.fromkeys(found))


def hidden_words(document: dict[str, Any], rung: int) -> list[str]:
    """Return the words of each mask that whoever reads at ``rung`` does not get, each once."""
    found: list[str] = []
    for passage, masked in passages_with_masks(document):
        if masked is not None:
            if rung > masked:
                found.append("".join(child.get("text", "\n") for child in passage.get("content", ())))
            continue
        for mask, same in groupby(passage.get("content", ()), key=mask_of):
            if mask and rung > mask["up_to"]:
                found.append("".join(child.get("text", "\n") for child in same))
    return [words for words in dict.fromkeys(found) if words_of(words)]


def passages_with_masks(
    node: dict[str, Any], masked: int | None = None
) -> Iterator[tuple[dict[str, Any], int | None]]:
    """Yield each passage with the rung up to which a mask on it, or around it, lets it go."""
    mask = node.get("attrs", {}).get("mask")
    masked = mask["up_to"] if mask else masked
    if node is next(passages_of(node), None):
        yield node, masked
        return
    for child in node.get("content", ()):
        yield from passages_with_masks(child, masked)


def received_at(
    document: dict[str, Any], rung: int, elsewhere: Mapping[str, str], withheld: Sequence[Withheld]
) -> Iterator[tuple[str, str]]:
    """Yield everything that ``rung`` receives, as (where, words)."""
    yield from elsewhere.items()
    for passage in passages_of(as_read(document, rung=rung, withheld=withheld)):
        yield "text", "".join(child.get("text", "\n") for child in passage.get("content", ()))
    for node in every_node(as_read(document, rung=rung, withheld=withheld)):
        attrs = node.get("attrs", {})
        yield from ((name, attrs[name]) for name in ("alt", "when") if attrs.get(name))
        for mark in node.get("marks", ()):
            if mark["type"] == "link":
                yield "href", mark["attrs"]["href"].replace("-", " ").replace("_", " ").replace("/", " ")
    for say in phrases_of(document, rung):
        yield "say", say
    for each in out_of_reach(withheld, rung):
        yield "say", each.say


def phrases_of(document: dict[str, Any], rung: int) -> Iterator[str]:
    for node in every_node(document):
        masks = [node.get("attrs", {}).get("mask"), mask_of(node)]
        yield from (mask["say"] for mask in masks if mask and rung > mask["up_to"])
