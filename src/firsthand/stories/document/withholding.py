"""Words withheld from a story whatever its revision: found by what they are, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .folding import occurrences, words_of

# A passage in which the words can no longer be found is taken for the one they stood in when it holds this share of
# the words themselves, or of what stood around them.
SHARE_OF_WORDS = 0.5
SHARE_OF_SURROUNDINGS = 0.6
FEWEST_SURROUNDING_WORDS = 3


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """``words`` may be read up to the rung ``up_to``; further out ``say`` stands in their place, or nothing."""

    words: str
    before: str = ""
    after: str = ""
    up_to: int
    say: str = ""


def out_of_reach(withheld: Iterable[Withheld], rung: int) -> list[Withheld]:
    """Return those that hide their words from whoever reads at ``rung``."""
    return [each for each in withheld if rung > each.up_to]


def withhold_text(text: str, withheld: Iterable[Withheld], *, rung: int) -> str:
    """Return ``text``, which is not part of the document (a title, a tag), as it is read at ``rung``."""
    for each in out_of_reach(withheld, rung):
        for start, end in reversed(occurrences(each.words, text)):
            text = text[:start] + each.say + text[end:]
    return text


def whole_passages(each: Withheld, passages: Sequence[str]) -> set[int]:
    """Return which passages are withheld whole, because the words stand in none of them as they were.

    Every passage that holds half of the words is taken, and the one that holds most of their surroundings. None are
    when the words can be found, or when nothing is left of them.
    """
    if any(occurrences(each.words, passage) for passage in passages):
        return set()
    held = [set(words_of(passage)) for passage in passages]
    wanted = set(words_of(each.words))
    found = {
        i for i, words in enumerate(held) if wanted and len(wanted & words) >= len(wanted) * SHARE_OF_WORDS
    }
    around = set(words_of(each.before)) | set(words_of(each.after))
    if len(around) >= FEWEST_SURROUNDING_WORDS and held:
        shares = [len(around & words) / len(around) for words in held]
        best = max(range(len(shares)), key=shares.__getitem__)
        if shares[best] >= SHARE_OF_SURROUNDINGS:
            found.add(best)
    return found
