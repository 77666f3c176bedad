"""Whose words these are: a run-length list over a revision's plain text, kept by the server as the words change.

A run is ``[length, how, actor, first revision]``: length in code points of ``plain_text(document, rung=SELF)``; how is
typed, pasted, dictated or imported; actor the public id of an account, "" when there is none. What stands already keeps
its run; what is new belongs to whoever saved it. The browser may hint how new words came; it cannot say whose they are.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, Any

from .document.plain import plain_text

if TYPE_CHECKING:
    from firsthand.people.models import User

    from .models import Revision

Run = list[Any]  # [length: int, how: str, actor: str, first revision: int]

HOWS = {"typed", "pasted", "dictated", "imported"}


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
    pasted = {
        str(hint.get("text", "")): str(hint.get("how")) for hint in hints or [] if hint.get("how") in HOWS
    }
    return shortened(carried(old, new, before.provenance, fresh=(how, actor, number), pasted=pasted))


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


def stretches(old: str, new: str) -> list[tuple[str, int, int, int, int]]:
    """Return how ``new`` came from ``old`` as ``difflib`` does, comparing only what lies between equal ends."""
    most = min(len(old), len(new))
    head = next((i for i in range(most) if old[i] != new[i]), most)
    tail = next((i for i in range(most - head) if old[-1 - i] != new[-1 - i]), most - head)
    old_middle, new_middle = words_in(old[head : len(old) - tail]), words_in(new[head : len(new) - tail])
    found = [("equal", 0, head, 0, head)]
    old_at, new_at = [head], [head]
    for word in old_middle:
        old_at.append(old_at[-1] + len(word))
    for word in new_middle:
        new_at.append(new_at[-1] + len(word))
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old_middle, new_middle, autojunk=False).get_opcodes():
        found.append((kind, old_at[i1], old_at[i2], new_at[j1], new_at[j2]))
    found.append(("equal", len(old) - tail, len(old), len(new) - tail, len(new)))
    return found


def words_in(text: str) -> list[str]:
    """Return the words and the gaps between them, which together are the text again."""
    return ["".join(group) for _, group in groupby(text, key=str.isspace)]


def shortened(runs: list[Run]) -> list[Run]:
    """Return the runs with neighbours of one origin put together and empty ones left out."""
    return [
        [sum(run[0] for run in group), *origin]
        for origin, same in groupby((run for run in runs if run[0]), key=lambda run: tuple(run[1:]))
        if (group := list(same))
    ]
