"""Every process as one thin line, for a reader: those told of last come first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from firsthand.audience.reader import Reader
from firsthand.stories.models import Event, Process, Story
from firsthand.stories.seen import Seen, seen_all

from .chapters import line_of
from .lists import once_each, told_to
from .ribbon import Stretch

# Of how many stories the threads of one page are made at most: the newest.
MOST_STORIES = 240


@dataclass(frozen=True)
class Thread:
    """A process, its line, the last story told of it, and what lies ahead: each as this reader finds it."""

    process: Process
    line: list[Stretch]
    last: Seen | None
    next_event: Event | None
    today: date


def threads(reader: Reader, *, most: int | None = None) -> list[Thread]:
    """Return the processes that exist for ``reader``, those told of last first; a few queries, however many there are."""
    newest = Story.objects.visible_to(reader).told().filter(telling__process=OuterRef("pk")).newest_first()
    processes = list(
        Process.objects.visible_to(reader)
        .annotate(last_told_at=Subquery(newest.values("told_at")[:1]))
        .order_by(F("last_told_at").desc(nulls_last=True), "name", "pk")
        .prefetch_related("phases", "events")[:most]
    )
    found = told_to(reader).filter(telling__process__in=[process.pk for process in processes])
    told: dict[int, list[Seen]] = defaultdict(list)
    for seen in seen_all(once_each(found)[:MOST_STORIES], reader):
        told[seen.story.telling.process_id or 0].append(seen)
    # Who told it is said of the last story only, so the authors of the others are not looked up.
    last = seen_all([newest_first[0].story for newest_first in told.values()], reader)
    last_of = {seen.story.telling.process_id: seen for seen in last}
    return [thread_of(each, told[each.pk], last_of.get(each.pk), reader) for each in processes]


def thread_of(process: Process, newest_first: list[Seen], last: Seen | None, reader: Reader) -> Thread:
    today = timezone.localdate(reader.now)
    ahead = [event for event in process.events.all() if event.happened_on is None and event.due_on > today]
    line = line_of(process, reader, newest_first, here=last)
    return Thread(process, line, last, ahead[0] if ahead else None, today)
