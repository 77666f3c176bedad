"""Stories for a list: through the gate, with what a card shows, newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language

from firsthand.audience.reader import Reader
from firsthand.stories.models import Story
from firsthand.stories.models.story import Stories
from firsthand.stories.seen import Seen, seen_all

PAGE = 20


def told_to(reader: Reader) -> Stories:
    """Return the told stories that exist for ``reader``, newest first, with what a card needs."""
    stories: Stories = Story.objects.visible_to(reader).told().newest_first()
    return stories.select_related("telling__phase").defer("document")


def once_each(stories: Stories) -> Stories:
    """Keep one version of each story where there are two: the one in the language of the page, if the list has it."""
    ours = stories.order_by().filter(language=get_language(), telling=OuterRef("telling"))
    return stories.filter(Q(language=get_language()) | ~Exists(ours))


@dataclass(frozen=True)
class Page:
    """Some stories of a list; ``older`` is the cursor of the next page, empty at the end."""

    stories: list[Seen]
    older: str


def page_of(stories: Stories, reader: Reader, *, cursor: str = "", most: int = PAGE) -> Page:
    """Return the page that begins after ``cursor``. Nothing is counted, so what is hidden cannot be either."""
    stories = once_each(stories)
    after = place_of(cursor)
    if after:
        told_at, pk = after
        stories = stories.filter(Q(told_at__lt=told_at) | Q(told_at=told_at, pk__lt=pk))
    found = list(stories[: most + 1])
    older = cursor_after(found[most - 1]) if len(found) > most else ""
    return Page(seen_all(found[:most], reader), older)


def cursor_after(story: Story) -> str:
    """Return the cursor of what comes after ``story``. It names the story and says nothing else, not even when."""
    return Signer(salt="list").sign(story.public_id)


def place_of(cursor: str) -> tuple[datetime, int] | None:
    """Return where ``cursor`` points; None for none, or for one that we did not write."""
    try:
        public_id = Signer(salt="list").unsign(cursor) if cursor else ""
    except BadSignature:
        return None
    story = Story.objects.filter(public_id=public_id).only("told_at").first() if public_id else None
    return (story.told_at, story.pk) if story and story.told_at else None
