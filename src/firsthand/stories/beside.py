"""Changing what stands beside a story's words (tags, who had which part in it): only as long as it undoes no mask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from firsthand.audience.rung import Rung
from firsthand.place import changes

from .errors import Blocked, ChangedMeanwhile
from .models import Story
from .opening import changed, lock
from .own_conditions import undone_masks

Made = TypeVar("Made")

TRIES = 3


def change_beside(story: Story, change: Callable[[Story], Made], **beside: str) -> Made:
    """Do ``change`` and return what it returns. ``beside`` says how tags or parts would read then.

    Raises ``Blocked`` when words that are masked where the story stands could be read in them. What is looked at is what
    is changed: when somebody acts on the story meanwhile, it is looked at again.
    """
    for left in reversed(range(TRIES)):
        story = Story.objects.get(pk=story.pk)
        if story.rung > Rung.SELF and story.shown_revision:
            found = undone_masks(story, story.shown_revision, Rung(story.rung), **beside)
            if found:
                raise Blocked(found)
        try:
            with transaction.atomic():
                lock(story)
                made = change(story)
                changed(story)
        except ChangedMeanwhile:
            if not left:
                raise
        else:
            changes.wait_out_the_lease()
            return made
    raise AssertionError("the last try returns or raises")
