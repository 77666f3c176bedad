"""Who signs a story. One offers, the other accepts: nobody is made to stand on words they have not agreed to sign."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.people.models import Author
from firsthand.place import changes

from .errors import NotDone, NotTheirs
from .models import Byline, Story
from .opening import changed

if TYPE_CHECKING:
    from firsthand.people.models import User


class AlreadySigns(NotDone):
    """A byline was offered to somebody who has one on this story already."""


def offer(story: Story, *, to: User, kind: str, part: str, by: User, at: datetime) -> Byline:
    """Offer ``to`` a byline. It gives them nothing, and is shown nowhere, until they accept."""
    if not story.is_told_by(by):
        raise NotTheirs("Only who has signed a story offers a byline on it.")
    with transaction.atomic():
        author, _made = Author.objects.get_or_create(user=to, defaults={"name": to.name})
        byline, made = Byline.objects.get_or_create(
            story=story, author=author, defaults={"kind": kind, "part": part.strip()[:200], "offered_at": at}
        )
    if not made:
        raise AlreadySigns(
            _("%(name)s stands on this story already, or is being asked.") % {"name": author.name}
        )
    return byline


def accept(byline: Byline, *, by: User, at: datetime) -> None:
    """Sign what was offered to ``by``: from now on they stand on the story, read it and write in it."""
    refuse_others(byline, by)
    with transaction.atomic():
        byline.accept(at=at)
        changed(byline.story)
    changes.wait_out_the_lease()


def decline(byline: Byline, *, by: User) -> None:
    """Leave what was offered to ``by``; nothing of it stays."""
    refuse_others(byline, by)
    byline.delete()


def withdraw(byline: Byline, *, by: User) -> None:
    """Take an offer back before it is answered. What is signed stays signed."""
    if not byline.story.is_told_by(by) or byline.accepted_at is not None:
        raise NotTheirs("Only an offer that waits is taken back, and only by who has signed the story.")
    byline.delete()


def say_part(story: Story, *, kind: str, part: str, by: User) -> None:
    """Say what part ``by`` had in what is told, and how they stand on it."""
    with transaction.atomic():
        if not story.bylines.filter(author__user=by, accepted_at__isnull=False).update(
            kind=kind, part=part.strip()[:200]
        ):
            raise NotTheirs("Only who has signed a story says what part they had in it.")
        changed(story)
    changes.wait_out_the_lease()


def refuse_others(byline: Byline, user: User) -> None:
    if byline.author.user_id != user.pk or byline.accepted_at is not None:
        raise NotTheirs("Only the person it is offered to answers an offer, once.")
