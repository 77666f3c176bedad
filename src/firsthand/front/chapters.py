"""The line of one process as one reader finds it: only the stories that exist for them make stops and silences."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from firsthand.audience.reader import Reader
from firsthand.stories.models import Process
from firsthand.stories.seen import Seen, seen_all

from .lists import once_each, told_to
from .ribbon import Silence, Stop, Stretch, ribbon

# A process with more stories than this shows the newest of them on its line; the archive has all.
MOST_ON_A_LINE = 60


def stories_of(process: Process, reader: Reader) -> list[Seen]:
    """Return the told stories of ``process`` that exist for ``reader``, oldest first."""
    found = once_each(told_to(reader).filter(telling__process=process))[:MOST_ON_A_LINE]
    return sorted(seen_all(found, reader), key=lambda seen: seen.happened_on)


def line_of(
    process: Process, reader: Reader, stories: list[Seen], *, here: Seen | None = None
) -> list[Stretch]:
    """Return the ribbon of ``process`` with the given stories on it."""
    today = timezone.localdate(reader.now)
    stops = [
        Stop(
            kind="story",
            on=seen.happened_on,
            phase_id=seen.story.telling.phase_id,
            what=seen,
            here=here is not None and tells_the_same(seen, here),
        )
        for seen in stories
    ]
    stops += [
        Stop(
            kind="event",
            on=event.happened_on or event.due_on,
            phase_id=event.phase_id,
            what=event,
            ahead=event.happened_on is None and event.due_on > today,
        )
        for event in process.events.all()
    ]
    return ribbon(process.phases.all(), stops, today=today)


def neighbours(stories: list[Seen], here: Seen) -> tuple[Seen | None, Seen | None]:
    """Return the chapter before and the one after, among the stories this reader may see."""
    place = next((at for at, seen in enumerate(stories) if tells_the_same(seen, here)), None)
    if place is None:
        return None, None
    return (stories[place - 1] if place else None), (stories[place + 1] if place + 1 < len(stories) else None)


def tells_the_same(one: Seen, other: Seen) -> bool:
    """Say whether they are one story, perhaps in two languages."""
    return one.story.telling_id == other.story.telling_id


# A line with more stops than this cannot be read along the page; it runs down it.
MOST_ALONG_A_PAGE = 14


def is_long(line: list[Stretch]) -> bool:
    """Say whether the line has too many stops to lie along a page."""
    return sum(max(len(stretch.stops), 1) for stretch in line) > MOST_ALONG_A_PAGE


def days_of(line: list[Stretch]) -> tuple[date, date] | None:
    """Return the first and the last day of which the line knows; None when it knows none."""
    days = [stop.on for stretch in line for stop in stretch.stops if not isinstance(stop, Silence)]
    days += [day for each in line if each.phase for day in (each.phase.begins_on, each.phase.ends_on) if day]
    return (min(days), max(days)) if days else None
