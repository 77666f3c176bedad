"""A story that was taken back, to those who could have read it: from when to when it was open, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from firsthand.audience.reader import Reader
from firsthand.audience.rung import Rung
from firsthand.people.models import Membership, User
from firsthand.stories.models import Story


def days_open(public_id: str, reader: Reader) -> list[tuple[date, date]]:
    """Return the days between which a story, which the gate has refused, was open to ``reader``; none for a stranger.

    What ended before their account was made, or before they joined the team, was never open to them.
    """
    if reader.is_stranger:  # nothing is looked up: how long the answer takes would tell what is there
        return []
    story = Story.objects.filter(public_id=public_id).select_related("telling").defer("document").first()
    if story is None:
        return []
    openings = list(story.openings.values_list("from_rung", "to_rung", "at"))
    for clearance, since in stands_there(story, reader):
        open_then = [(begins, ends) for begins, ends in stretches(openings, clearance) if ends > since]
        if open_then:
            return [(timezone.localdate(begins), timezone.localdate(ends)) for begins, ends in open_then]
    return []


def stands_there(story: Story, reader: Reader) -> list[tuple[Rung, datetime]]:
    """Return the rungs on which the reader stands before this story, the nearest first, and since when."""
    assert reader.user_id is not None  # a stranger stands nowhere
    made_at = User.objects.values_list("made_at", flat=True).get(pk=reader.user_id)
    joined = (
        Membership.objects.current()
        .filter(user=reader.user_id, circle__processes=story.telling.process_id)
        .order_by("joined_at")
        .values_list("joined_at", flat=True)
        .first()
        if story.telling.process_id
        else None
    )
    return [*([(Rung.TEAM, joined)] if joined else []), (reader.standing, made_at)]


def stretches(
    openings: Iterable[tuple[int, int, datetime]], clearance: int
) -> list[tuple[datetime, datetime]]:
    """Return from when to when somebody at ``clearance`` could read; ``openings`` are (from, to, at) in their order."""
    found: list[tuple[datetime, datetime]] = []
    since: datetime | None = None
    for _from, to, at in openings:
        if to >= clearance and since is None:
            since = at
        elif to < clearance and since is not None:
            found.append((since, at))
            since = None
    return found
