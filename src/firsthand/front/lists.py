"""Stories for a list: through the gate, with what a card shows, newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.signing import BadSignature, Signer
from django.db.models import Q

from firsthand.audience.reader import Reader
from firsthand.stories.models import Story
from firsthand.stories.models.story import Stories
from firsthand.stories.seen import Seen, seen_all

PAGE = 20


def told_to(reader: Reader) -> Stories:
    """Return the told stories that exist for ``reader``, newest first, with what a card needs."""
    stories: Stories = Story.objects.visible_to(reader).told().newest_first()
    return (
        stories.select_related("telling__phase").prefetch_related("bylines__author", "tags").defer("document")
    )


@dataclass(frozen=True)
class Page:
    """Some stories of a list; ``older`` is the cursor of the next page, empty at the end."""

    stories: list[Seen]
    older: str


def page_of(stories: Stories, reader: Reader, *, cursor: str = "") -> Page:
    """Return the page that begins after ``cursor``. Nothing is counted, so what is hidden cannot be either."""
    after = place_of(cursor)
    if after:
        told_at, pk = after
        stories = stories.filter(Q(told_at__lt=told_at) | Q(told_at=told_at, pk__lt=pk))
    found = list(stories[: PAGE + 1])
    older = cursor_after(found[PAGE - 1]) if len(found) > PAGE else ""
    return Page(seen_all(found[:PAGE], reader), older)


def cursor_after(story: Story) -> str:
    assert story.told_at is not None  # a list holds told stories only
    return Signer(salt="list").sign_object([story.told_at.timestamp(), story.public_id])


def place_of(cursor: str) -> tuple[datetime, int] | None:
    """Return where ``cursor`` points; None for none, or for one that we did not write."""
    try:
        told_at, public_id = Signer(salt="list").unsign_object(cursor) if cursor else (None, None)
    except (BadSignature, ValueError):
        return None
    pk = Story.objects.filter(public_id=public_id).values_list("pk", flat=True).first() if public_id else None
    return (datetime.fromtimestamp(told_at, tz=UTC), pk) if pk is not None else None
