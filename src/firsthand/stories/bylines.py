"""Who signs a story. One offers, the other accepts: nobody is made to stand on words they have not agreed to sign."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.people.models import Author
from firsthand.place import changes

from .beside import change_beside
from .document.validation import one_line
from .errors import NotDone, NotTheirs
from .models import Byline, Story
from .opening import changed
from .own_conditions import PARTED

if TYPE_CHECKING:
    from firsthand.people.models import User


LONGEST_PART = 200


class AlreadySigns(NotDone):
    """A byline was offered to somebody who has one on this story already."""


def offer(story: Story, *, to: User, kind: str, part: str, by: User, at: datetime) -> Byline:
    """Offer ``to`` a byline. It gives them nothing, and is shown nowhere, until they accept."""
    if not story.is_told_by(by):
        raise NotTheirs("Only who has signed a story offers a byline on it.")
    with transaction.atomic():
        author, _made = Author.objects.get_or_create(user=to, defaults={"name": to.name})
        byline, made = Byline.objects.get_or_create(
            story=story,
            author=author,
            defaults={"kind": kind, "part": one_line(part, most=LONGEST_PART), "offered_at": at},
        )
    if not made:
        raise AlreadySigns(
            _("%(name)s stands on this story already, or is being asked.") % {"name": author.name}
        )
    return byline


def accept(byline: Byline, *, by: User, at: datetime) -> None:
    """Sign what was offered to ``by``: from now on they stand on the story, read it and write in it.

    Raises ``Blocked`` when what would stand beside their name repeats words that are masked where the story stands.
    """
    refuse_others(byline, by)

    def sign(story: Story) -> None:
        if not Byline.objects.filter(pk=byline.pk, accepted_at=None).update(accepted_at=at):
            raise NotTheirs("The offer was taken back meanwhile.")

    change_beside(byline.story, sign, parts=parts_with(byline.story, {byline.author_id: byline.part}))
    byline.accepted_at = at


def decline(byline: Byline, *, by: User) -> None:
    """Leave what was offered to ``by``; nothing of it stays.

    What was published before keeps the name it stood under: it is then that of an author without an account.
    """
    refuse_others(byline, by)
    with transaction.atomic():
        offered = Byline.objects.filter(pk=byline.pk, accepted_at=None)
        if not byline.published_as:
            offered.delete()
            return
        somebody = Author.objects.filter(user=None, name=byline.published_as)
        author = somebody.exclude(bylines__story=byline.story_id).first()
        offered.update(author=author or Author.objects.create(name=byline.published_as))
        changed(byline.story)
    changes.wait_out_the_lease()


def withdraw(byline: Byline, *, by: User) -> None:
    """Take an offer back before it is answered. What is signed stays signed."""
    if not byline.story.is_told_by(by) or byline.accepted_at is not None:
        raise NotTheirs("Only an offer that waits is taken back, and only by who has signed the story.")
    byline.delete()


def say_part(story: Story, *, kind: str, part: str, by: User) -> None:
    """Say what part ``by`` had in what is told, and how they stand on it. Raises ``Blocked`` as ``accept`` does."""
    mine = story.bylines.filter(author__user=by, accepted_at__isnull=False).first()
    if mine is None or not by.is_active:
        raise NotTheirs("Only who has signed a story says what part they had in it.")
    said = one_line(part, most=LONGEST_PART)

    def say(story: Story) -> None:
        story.bylines.filter(pk=mine.pk).update(kind=kind, part=said)

    change_beside(story, say, parts=parts_with(story, {mine.author_id: said}))


def parts_with(story: Story, said: dict[int, str]) -> str:
    """Return all parts as they would read with what is ``said``, by author."""
    signed = story.bylines.filter(accepted_at__isnull=False).values_list("author_id", "part")
    return PARTED.join(filter(None, {**dict(signed), **said}.values()))


def refuse_others(byline: Byline, user: User) -> None:
    if not user.is_active or byline.author.user_id != user.pk or byline.accepted_at is not None:
        raise NotTheirs("Only the person it is offered to answers an offer, once.")
