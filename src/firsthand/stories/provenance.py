"""Whose words these are: a run-length list over a revision's plain text, kept by the server as the words change.

A run is ``[length, how, actor, first revision]``: length in code points of ``plain_text(document, rung=SELF)``; how is
typed, pasted, dictated or imported; actor the public id of an account, "" when there is none. What stands already keeps
its run; what is new belongs to whoever saved it. The browser may hint how new words came; it cannot say whose they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import Match, SequenceMatcher
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any

from .document.plain import plain_text

if TYPE_CHECKING:
    from firsthand.people.models import User

    from .models import Revision

Run = list[Any]  # [length: int, how: str, actor: str, first revision: int]

HINTS = {
    "typed",
    "pasted",
    "dictated",
}  # what a browser may say; that words were imported only an import knows

Stretch = tuple[
    str, int, int, int, int
]  # what became of it, and its half-open spans in the old and the new text

LINES = re.compile(r"[^\n]*\n|[^\n]+")
WORDS = re.compile(r"\S+\s*|\s+")
MOST_COMPARISONS = 2_000_000  # a second or two at the very worst; a story of ten thousand words needs a tenth


def followed(
    before: Revision | None,
    document: dict[str, Any],
    *,
    by: User | None,
    number: int,
    how: str = "typed",
    hints: list[dict[str, Any]] | None = None,
) -> list[Run]:
    """Return the runs of ``document``, whose words follow those of ``before``."""
    new = plain_text(document, rung=0).text
    actor = by.public_id if by else ""
    if before is None or not before.provenance:
        return [[len(new), how, actor, number]] if new else []
    old = plain_text(before.document, rung=0).text
    pasted = dict(filter(None, map(hinted, hints or [])))
    return shortened(carried(old, new, before.provenance, fresh=(how, actor, number), pasted=pasted))


def hinted(hint: Any) -> tuple[str, str] | None:
    """Return the words a hint is about and how they came; None for what says neither."""
    text, how = (hint.get("text"), hint.get("how")) if isinstance(hint, dict) else (None, None)
    return (text.strip(), how) if isinstance(text, str) and isinstance(how, str) and how in HINTS else None


def carried(
    old: str, new: str, runs: list[Run], *, fresh: tuple[str, str, int], pasted: dict[str, str]
) -> list[Run]:
    """Return one run per stretch of ``new``, taking over those of the stretches that stood in ``old``."""
    of_character = [tuple(run[1:]) for run in runs for _ in range(run[0])]
    told: list[Run] = []
    for kind, old_start, old_end, new_start, new_end in stretches(old, new):
        if kind == "equal":
            told += [
                [len(list(group)), *origin] for origin, group in groupby(of_character[old_start:old_end])
            ]
        elif new_end > new_start:
            how = pasted.get(new[new_start:new_end].strip(), fresh[0])
            told.append([new_end - new_start, how, *fresh[1:]])
    return told


def stretches(old: str, new: str) -> Iterator[Stretch]:
    """Yield how ``new`` came from ``old`` as ``difflib`` does: by lines first, and word by word where a line differs.

    Only what lies between equal ends is compared, and only as far as ``MOST_COMPARISONS`` reach for all of it together:
    beyond, it counts as replaced.
    """
    left = [MOST_COMPARISONS]
    most = min(len(old), len(new))
    head = next((i for i in range(most) if old[i] != new[i]), most)
    tail = next((i for i in range(most - head) if old[-1 - i] != new[-1 - i]), most - head)
    yield "equal", 0, head, 0, head
    for stretch in compared(
        old, new, ("replace", head, len(old) - tail, head, len(new) - tail), by=LINES, left=left
    ):
        if stretch[0] == "replace":
            yield from compared(old, new, stretch, by=WORDS, left=left)
        else:
            yield stretch
    yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


def compared(
    old: str, new: str, stretch: Stretch, *, by: re.Pattern[str], left: list[int]
) -> Iterator[Stretch]:
    """Yield the stretches of one stretch, whose parts ``by`` finds, with the comparisons that are ``left``."""
    _, old_start, old_end, new_start, new_end = stretch
    old_parts, new_parts = by.findall(old[old_start:old_end]), by.findall(new[new_start:new_end])
    old_at = list(accumulate(map(len, old_parts), initial=old_start))
    new_at = list(accumulate(map(len, new_parts), initial=new_start))
    for kind, i1, i2, j1, j2 in Bounded(old_parts, new_parts, left=left).get_opcodes():
        yield kind, old_at[i1], old_at[i2], new_at[j1], new_at[j2]


class Bounded(SequenceMatcher[str]):
    """Compares as ``difflib`` does, and finds nothing alike any more when the comparisons that are ``left`` are used up.

    ``difflib`` looks through all that is left between two matches for each match: texts can be written for which that
    takes hours.
    """

    def __init__(self, old: list[str], new: list[str], *, left: list[int]) -> None:
        super().__init__(None, old, new, autojunk=False)
        in_new = Counter(new)
        self.left = left
        self.up_to = list(accumulate((1 + in_new[part] for part in old), initial=0))

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        self.left[0] -= self.up_to[-1 if ahi is None else ahi] - self.up_to[alo]
        if self.left[0] < 0:
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)


def shortened(runs: list[Run]) -> list[Run]:
    """Return the runs with neighbours of one origin put together and empty ones left out."""
    return [
        [sum(run[0] for run in group), *origin]
        for origin, same in groupby((run for run in runs if run[0]), key=lambda run: tuple(run[1:]))
        if (group := list(same))
    ]
