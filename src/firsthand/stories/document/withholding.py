"""Words withheld from a story whatever its revision: found by what they are, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .folding import Folded, occurrences, words_of

# A passage in which the words can no longer be found is taken for the one they stood in when it holds these shares of
# the words themselves (of their number, and of their letters, so that articles alone are not enough), or this share of
# what stood around them.
SHARE_OF_WORDS = 0.5
SHARE_OF_LETTERS = 0.3
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


@dataclass(frozen=True)
class Span:
    """A half-open stretch of a text that is out of reach, and what is said for it; the lowest ``order`` has the word."""

    start: int
    end: int
    say: str
    order: int


def out_of_reach(withheld: Iterable[Withheld], rung: int) -> list[Withheld]:
    """Return those that hide their words from whoever reads at ``rung``, with nothing said that repeats such words."""
    hiding = [each for each in withheld if rung > each.up_to]
    return [
        replace(each, say="") if any(occurrences(other.words, each.say) for other in hiding) else each
        for each in hiding
    ]


def withhold_text(text: str, withheld: Iterable[Withheld], *, rung: int) -> str:
    """Return ``text``, which is not part of the document (a title, a tag), as it is read at ``rung``."""
    return without(text, apart(spans_withheld(text, out_of_reach(withheld, rung))))


def spans_withheld(text: str, hiding: Sequence[Withheld]) -> Iterator[Span]:
    """Yield where the words of ``hiding`` stand in ``text``."""
    if not hiding or not text:
        return
    searched = Folded(text)
    for order, each in enumerate(hiding, start=1):
        for start, end in searched.occurrences(each.words):
            yield Span(start, end, each.say, order)


def apart(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, with those that overlap put together."""
    whole: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        last = whole[-1] if whole else None
        if last and span.start < last.end:
            first = min(last, span, key=lambda each: each.order)
            whole[-1] = Span(last.start, max(last.end, span.end), first.say, first.order)
        else:
            whole.append(span)
    return whole


def without(text: str, spans: Sequence[Span]) -> str:
    for span in reversed(spans):
        text = text[: span.start] + span.say + text[span.end :]
    return text


def whole_passages(each: Withheld, held: Sequence[set[str]]) -> set[int]:
    """Return which passages are withheld whole, when the words stand nowhere as they were. ``held``: the words of each.

    Every passage that holds half of the words is taken, and the one that holds most of their surroundings. None are
    when nothing is left of them.
    """
    wanted = set(words_of(each.words))
    found = {i for i, words in enumerate(held) if wanted and holds_half(words, wanted)}
    around = set(words_of(each.before)) | set(words_of(each.after))
    if len(around) >= FEWEST_SURROUNDING_WORDS and held:
        shares = [len(around & words) / len(around) for words in held]
        best = max(range(len(shares)), key=shares.__getitem__)
        if shares[best] >= SHARE_OF_SURROUNDINGS:
            found.add(best)
    return found


def holds_half(words: set[str], wanted: set[str]) -> bool:
    both = wanted & words
    letters = sum(map(len, both)) / sum(map(len, wanted))
    return len(both) >= len(wanted) * SHARE_OF_WORDS and letters >= SHARE_OF_LETTERS
