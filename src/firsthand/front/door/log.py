"""Reading the change log: what changed since a tick, in one statement and therefore of one moment."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

from firsthand.place.models import THE_ONE, Change, ChangeClock, Place

AFTER_EVERYTHING = 2**62


class Reading(NamedTuple):
    """What the log said."""

    tick: int
    """Up to where it was read."""

    changes: list[tuple[int, str]]
    """Tick and key of every change since, in order."""

    is_whole: bool
    """Whether nothing in between is missing: not so at the first reading, after pruning, or if the log went back."""

    time_zone: str | None
    """The place's."""


def read(after: int | None) -> Reading:
    """Read what came after the tick ``after``; without one, only where the log stands."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, [AFTER_EVERYTHING if after is None else after])
        rows = cursor.fetchall()
    if not rows:  # nothing has ever been changed
        return Reading(0, [], after == 0, None)
    tick, time_zone = rows[0][:2]
    changes = [(at, key) for _, _, at, key in rows if at is not None]
    follows = after is not None and (tick == after or (bool(changes) and changes[0][0] == after + 1))
    return Reading(tick, changes, follows, time_zone)


def tick_now() -> int:
    """Return the tick as this thread's connection sees it: what it reads later is no older."""
    return ChangeClock.objects.filter(pk=THE_ONE).values_list("tick", flat=True).first() or 0


STATEMENT = f"""
    SELECT clock.tick, place.time_zone, change.tick, change.key
    FROM {ChangeClock._meta.db_table} clock
    LEFT JOIN {Place._meta.db_table} place ON place.id = {THE_ONE}
    LEFT JOIN {Change._meta.db_table} change ON change.tick > %s
    WHERE clock.id = {THE_ONE}
    ORDER BY change.tick
"""  # noqa: S608 (names of our own tables)
