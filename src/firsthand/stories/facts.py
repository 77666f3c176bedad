"""What is true of a story beside its words: when it happened, and the language it is told in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.place import changes

from .errors import NotDone, NotTheirs
from .models import Story, Telling
from .opening import changed

if TYPE_CHECKING:
    from firsthand.people.models import User


class HasGoneOut(NotDone):
    """Something was to change that stands fast once a story has been opened."""


def say_when(story: Story, *, happened_from: date | None, happened_until: date | None, by: User) -> None:
    """Say when it happened, for all versions of the story. One day alone is a beginning without an end."""
    if not story.is_told_by(by):
        raise NotTheirs("Only who has signed a story says when it happened.")
    with transaction.atomic():
        Telling.objects.filter(pk=story.telling_id).update(
            happened_from=happened_from, happened_until=happened_until
        )
        for version in Story.objects.filter(telling=story.telling_id):
            changed(version)
    changes.wait_out_the_lease()


def say_language(story: Story, *, language: str, by: User) -> None:
    """Say which language the words are in. Its address holds the language, so this ends with the first opening."""
    if not story.is_told_by(by):
        raise NotTheirs("Only who has signed a story says which language it is in.")
    if language == story.language:
        return
    if not Story.objects.filter(pk=story.pk, shown_revision=None).update(language=language):
        raise HasGoneOut(_("The story has been opened in this language; its language stays."))
