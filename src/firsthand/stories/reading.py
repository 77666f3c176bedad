"""Asking somebody to read a draft, and ending it."""

from datetime import datetime

from django.db import transaction

from firsthand.audience.rung import Rung
from firsthand.people.models import User

from .errors import Blocked, NotTheirs
from .models import ReadingRequest, Story
from .own_conditions import undone_masks


def ask_for_reading(story: Story, *, reader: User, by: User, at: datetime, until: datetime) -> ReadingRequest:
    """Let ``reader`` read the working copy until ``until``, as the team would. Asking again sets the new end.

    Raises ``NotTheirs``, or ``Blocked`` when words that are masked from the team are told elsewhere in it.
    """
    if not story.is_told_by(by):
        raise NotTheirs("Only who has signed a story asks somebody to read it.")
    found = undone_masks(story, story.working_copy, Rung.TEAM)
    if found:
        raise Blocked(found)
    with transaction.atomic():
        end_reading(story, reader=reader, by=by, at=at)
        return ReadingRequest.objects.create(
            story=story, reader=reader, asked_by=by, asked_at=at, until=until
        )


def end_reading(story: Story, *, reader: User, by: User, at: datetime) -> None:
    """Take the request back: from now on ``reader`` reads what everybody else on their rung reads."""
    if not story.is_told_by(by):
        raise NotTheirs("Only who has signed a story ends a reading.")
    ReadingRequest.objects.filter(story=story, reader=reader, ended_at=None).update(ended_at=at)
