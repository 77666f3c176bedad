"""Letting words be read again that were withheld. It widens, so the conditions of opening are asked first."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.audience.rung import Rung
from firsthand.people.models import RoleHeld
from firsthand.place import changes

from .conditions import blockers
from .errors import Blocked, NothingToDo, NotTheirs
from .models import Story, Withholding
from .models.withholding import as_if_lifted
from .opening import changed, lock

if TYPE_CHECKING:
    from firsthand.people.models import User


def may_lift(withholding: Withholding, user: User) -> bool:
    """Say whether ``user`` may: an author what an author withheld; a reviewer what a reviewer did, of others' stories."""
    story = withholding.story
    if story.is_told_by(withholding.by):
        return story.is_told_by(user)
    is_reviewer = user.holds(RoleHeld.Role.REVIEWER)
    return is_reviewer and (user == withholding.by or not story.is_told_by(user))


def lift(withholding: Withholding, *, by: User, at: datetime) -> None:
    """Let the words be read again as far as the story stands, at once, and record by whom and when.

    The conditions are asked for the shown words as they would be read without this withholding. Raises ``NotTheirs``,
    ``NothingToDo``, ``Blocked``, or ``ChangedMeanwhile``; then nothing has changed.
    """
    story = Story.objects.get(pk=withholding.story_id)
    if not may_lift(withholding, by):
        raise NotTheirs(
            _("Only who kept these words inside, or a reviewer in a reviewer's place, lets them out.")
        )
    if story.rung > Rung.SELF and story.shown_revision:
        with as_if_lifted(withholding):
            found = blockers(story, story.shown_revision, Rung(story.rung))
        if found:
            raise Blocked(found)
    with transaction.atomic():
        locked = lock(story)
        still = Withholding.objects.filter(pk=withholding.pk, lifted_at=None)
        if not still.update(lifted_at=at, lifted_by=by):
            raise NothingToDo(_("These words have been let out already."))
        changed(locked)
    changes.wait_out_the_lease()
