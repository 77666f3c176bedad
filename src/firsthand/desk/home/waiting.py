"""What waits for one person: bylines offered, replies to read, readings asked for, plans that came to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from firsthand.dialogue.models import Reply
from firsthand.stories.models import Byline, PlannedOpening, ReadingRequest, Story
from firsthand.stories.seen import Seen, seen_all

from ..ladder.failed import came_to_nothing
from ..mine import signed_by

if TYPE_CHECKING:
    from firsthand.audience.reader import Reader


@dataclass(frozen=True)
class Waiting:
    """All of it, each list with what has waited longest first."""

    bylines: list[tuple[Byline, Seen | None]]
    replies: list[tuple[Reply, Seen]]
    readings: list[tuple[ReadingRequest, Seen]]
    plans: list[tuple[PlannedOpening, Seen]]

    def __bool__(self) -> bool:
        return bool(self.bylines or self.replies or self.readings or self.plans)


def waiting_for(reader: Reader) -> Waiting:
    """Return what waits for ``reader``. A story is named only where the gate lets it be read."""
    bylines = offered_to(reader)
    replies = list(
        Reply.objects.waiting().filter(story__in=signed_by(reader)).select_related("user", "story")
    )
    readings = asked_of(reader)
    plans = list(came_to_nothing(signed_by(reader)))
    named = titles(reader, {each.story_id for rows in (bylines, replies, readings, plans) for each in rows})
    return Waiting(
        bylines=[(line, named.get(line.story_id)) for line in bylines],
        replies=[(reply, named[reply.story_id]) for reply in replies],
        readings=[(asked, named[asked.story_id]) for asked in readings],
        plans=[(plan, named[plan.story_id]) for plan in plans],
    )


def offered_to(reader: Reader) -> list[Byline]:
    if reader.author_id is None:
        return []
    offered = Byline.objects.filter(author=reader.author_id, accepted_at=None)
    return list(offered.select_related("story__made_by", "author").order_by("offered_at", "pk"))


def asked_of(reader: Reader) -> list[ReadingRequest]:
    if reader.user_id is None:
        return []
    asked = ReadingRequest.objects.current(reader.now).filter(reader=reader.user_id)
    return list(asked.select_related("asked_by").order_by("until", "pk"))


def titles(reader: Reader, story_ids: set[int]) -> dict[int, Seen]:
    stories = Story.objects.visible_to(reader).filter(pk__in=story_ids).select_related("telling")
    return {each.story.pk: each for each in seen_all(stories, reader)}
