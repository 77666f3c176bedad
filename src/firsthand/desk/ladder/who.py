"""Who stands on each rung of one story: counted, and named where its author may know the names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from firsthand.audience.rung import Rung
from firsthand.people.models import Circle, Standing, User
from firsthand.stories.models import Story

if TYPE_CHECKING:
    from django.db.models import QuerySet

NAMED_IN_THE_SENTENCE = 5
NAMED_AT_MOST = 300  # a longer list is read by nobody; the count stands above it


@dataclass(frozen=True)
class OnRung:
    """The people a rung adds to those nearer in. ``count`` is None where nobody can count them.

    ``names`` are those that ``said`` does not name itself: none where they are too many, or not for this author.
    """

    said: str
    count: int | None
    names: tuple[str, ...] = ()


def who_stands(story: Story, *, seen_by: User) -> dict[Rung, OnRung]:
    """Return who stands on each rung of ``story``, told to one of its authors. A guest is told no names of others."""
    named = seen_by.standing == Standing.COLLEAGUE
    return {
        Rung.SELF: authors(story, seen_by=seen_by),
        Rung.TEAM: team(story, named=named),
        Rung.COMPANY: colleagues(),
        Rung.PARTNERS: partners(named=named),
        Rung.EVERYONE: OnRung(_("Anybody, without asking anyone. Search engines too."), None),
    }


def authors(story: Story, *, seen_by: User) -> OnRung:
    signed = [line.author for line in story.bylines.accepted().select_related("author")]
    others = [author.name for author in signed if author.user_id != seen_by.pk]
    if not others:
        return OnRung(_("%(name)s, you.") % {"name": seen_by.name}, len(signed))
    return OnRung(_("You and %(names)s.") % {"names": listed(others)}, len(signed))


def team(story: Story, *, named: bool) -> OnRung:
    process = story.telling.process
    if process is None:
        return OnRung(_("Nobody yet: the story belongs to no process."), 0)
    circles = list(Circle.objects.filter(processes=process).order_by("name"))
    members = User.objects.filter(memberships__circle__in=circles, memberships__ended_at=None, ended_at=None)
    names = names_of(members.distinct())
    if not names:
        return OnRung(_("Nobody yet: no circle takes part in “%(process)s”.") % {"process": process.name}, 0)
    said = ngettext(
        "One person of “%(process)s”: %(circles)s.",
        "%(count)s people of “%(process)s”: %(circles)s.",
        len(names),
    )
    about = {
        "count": len(names),
        "process": process.name,
        "circles": listed([circle.name for circle in circles]),
    }
    return OnRung(said % about, len(names), tuple(names[:NAMED_AT_MOST]) if named else ())


def colleagues() -> OnRung:
    count = User.objects.filter(standing=Standing.COLLEAGUE, ended_at=None).count()
    said = ngettext(
        "One colleague who comes in with their name.",
        "The %(count)s colleagues who come in with their name.",
        count,
    )
    return OnRung(said % {"count": count}, count)


def partners(*, named: bool) -> OnRung:
    names = names_of(User.objects.filter(standing=Standing.PARTNER, ended_at=None))
    if not names:
        return OnRung(_("Nobody has been invited yet."), 0)
    if named and len(names) <= NAMED_IN_THE_SENTENCE:
        return OnRung(_("Invited: %(names)s.") % {"names": listed(names)}, len(names))
    said = ngettext(
        "One invited person, a client or a supplier.",
        "%(count)s invited people: clients and suppliers.",
        len(names),
    )
    return OnRung(said % {"count": len(names)}, len(names), tuple(names[:NAMED_AT_MOST]) if named else ())


def names_of(users: QuerySet[User]) -> list[str]:
    return list(users.order_by("name").values_list("name", flat=True))


def listed(names: list[str]) -> str:
    """Return the names as one reads them out: «a, b and c»."""
    if len(names) < 2:
        return "".join(names)
    return _("%(several)s and %(last)s") % {"several": ", ".join(names[:-1]), "last": names[-1]}
