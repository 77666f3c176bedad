"""Hidden words that can be read all the same, somewhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

from .addresses import APART, Addresses
from .folding import Folded, stands_alone, words_of
from .hiding import BREAK, passages_of, text_of
from .reading import as_read, mask_of
from .schema import is_text_block
from .shown import every_node
from .withholding import Withheld

Json = dict[str, Any]


@dataclass(frozen=True)
class Recurrence:
    """That hidden ``words`` are read in ``where``: text, say, alt, when, href, or a key of ``elsewhere``."""

    words: str
    where: str


def recurrences(
    document: Json, *, rung: int, elsewhere: Mapping[str, str], withheld: Sequence[Withheld] = ()
) -> list[Recurrence]:
    """Return where words hidden from ``rung`` recur in what that rung receives, each place once, in reading order.

    ``elsewhere`` holds what is shown beside the document (title, slug, tags, the line "after reading"), by name.
    Withheld words are looked for only in neutral phrases: everywhere else they are withheld as they are found.
    """
    hidden, hiding = hidden_words(document, rung), [each for each in withheld if rung > each.up_to]
    if not hidden and not hiding:
        return []
    says = [*phrases_of(document, rung), *(each.say for each in hiding)]
    received = received_at(as_read(document, rung=rung, withheld=withheld), elsewhere, says)
    found = [Recurrence(words, where) for words in hidden for where in received.tell(words)]
    phrases = Searched(APART.join(says))
    found += [Recurrence(each.words, "say") for each in hiding if phrases.tells(each.words)]
    return list(dict.fromkeys(found))


def keeps_something_inside(document: Json, *, rung: int, withheld: Sequence[Withheld] = ()) -> bool:
    """Say whether anything of the story is hidden from ``rung``; if not, nothing is from any rung nearer in."""
    return any(rung > each.up_to for each in withheld) or bool(hidden_words(document, rung))


def hidden_words(document: Json, rung: int) -> list[str]:
    """Return the words of each mask that whoever reads at ``rung`` does not get, each once."""
    found = list(dict.fromkeys(words_of_masks(document, rung)))
    return [words for words in found if words_of(words)]


def words_of_masks(node: Json, rung: int, masked: int | None = None) -> Iterator[str]:
    mask = node.get("attrs", {}).get("mask")
    masked = mask["up_to"] if mask else masked
    if masked is not None and rung > masked and node["type"] == "figure" and node["attrs"]["picture"]:
        yield node["attrs"]["alt"]
    if not is_text_block(node["type"]):
        for child in node.get("content", ()):
            yield from words_of_masks(child, rung, masked)
    elif masked is not None:
        if rung > masked:
            yield text_of(node)
    else:
        for span_mask, same in groupby(node.get("content", ()), key=mask_of):
            if span_mask and rung > span_mask["up_to"]:
                yield "".join(child.get("text", BREAK) for child in same)


def phrases_of(document: Json, rung: int) -> Iterator[str]:
    for node in every_node(document):
        masks = [node.get("attrs", {}).get("mask"), mask_of(node)]
        yield from (mask["say"] for mask in masks if mask and rung > mask["up_to"] and mask["say"])


class Searched:
    """A text in which many words are looked for: most are ruled out by their pairs of words alone."""

    def __init__(self, text: str) -> None:
        self.folded = Folded(text)
        words = self.folded.text.split()
        self.words, self.pairs = set(words), set(pairwise(words))

    def tells(self, words: str) -> bool:
        wanted = Folded(words).text.split()
        if not any(map(stands_alone, "".join(wanted))) and not (
            self.words.issuperset(wanted) and self.pairs.issuperset(pairwise(wanted))
        ):
            return False
        return self.folded.holds(words)


@dataclass
class Received:
    """Everything that a rung receives, by where it is read."""

    texts: dict[str, Searched] = field(default_factory=dict)
    addresses: Addresses | None = None

    def tell(self, words: str) -> Iterator[str]:
        """Yield where ``words`` can be read."""
        yield from (where for where, text in self.texts.items() if text.tells(words))
        if self.addresses and self.addresses.tell(words):
            yield "href"


def received_at(read: Json, elsewhere: Mapping[str, str], says: Sequence[str]) -> Received:
    told: dict[str, list[str]] = {"alt": [], "when": []}
    hrefs: list[str] = []
    for node in every_node(read):
        for name in ("alt", "when"):
            told[name].append(node.get("attrs", {}).get(name) or "")
        hrefs += (mark["attrs"]["href"] for mark in node.get("marks", ()) if mark["type"] == "link")
    texts = {
        **elsewhere,
        "text": BREAK.join(text_of(passage) for passage in passages_of(read)),
        **{name: APART.join(filter(None, words)) for name, words in told.items()},
        "say": APART.join(says),
    }
    searched = {where: Searched(text) for where, text in texts.items() if text}
    return Received(searched, Addresses(dict.fromkeys(hrefs)) if hrefs else None)
