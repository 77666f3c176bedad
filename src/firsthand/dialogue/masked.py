"""Whether a reply carries words past the mask that keeps them inside its story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from firsthand.audience.rung import Rung
from firsthand.stories.document.folding import occurrences
from firsthand.stories.document.recurrence import recurrences
from firsthand.stories.document.withholding import Withheld, out_of_reach
from firsthand.stories.models import Story, Withholding

if TYPE_CHECKING:
    from .models import Reply


def repeated(
    story: Story,
    replies: Iterable[Reply],
    *,
    rung: Rung,
    document: dict[str, Any] | None = None,
    withheld: Sequence[Withheld] | None = None,
) -> dict[str, str]:
    """Return, by the public id of each reply that repeats them, words that are hidden at ``rung`` in ``story``.

    ``document`` and ``withheld`` are the story's shown ones unless they are at hand already.
    """
    said = {reply.public_id: f"{reply.who}\n{reply.words}" for reply in replies}
    if not said:
        return {}
    document = story.document if document is None else document
    withheld = withheld_now(story, timezone.now()) if withheld is None else withheld
    masked = recurrences(document, rung=rung, elsewhere=said, withheld=withheld)
    found = {again.where: again.words for again in masked if again.where in said}
    for each in out_of_reach(withheld, rung):
        for public_id, text in said.items():
            if occurrences(each.words, text):
                found.setdefault(public_id, each.words)
    return found


def withheld_now(story: Story, now: datetime) -> list[Withheld]:
    return [row.as_withheld() for row in Withholding.objects.in_force(now).filter(story=story)]
