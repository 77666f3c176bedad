"""Who stands on each rung of one story, counted and in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from firsthand.audience.rung import Rung
from firsthand.people.models import Circle, Standing, User
from firsthand.stories.models import Story

NAMED_AT_MOST = 5


@dataclass(frozen=True)
class OnRung:
    """The people a rung adds to those nearer in. ``count`` is None where nobody can count them."""

    said: str
    count: int | None


def who_stands(story: Story, *, seen_by: User, now: datetime) -> dict[Rung, OnRung]:
    """Return who stands on each rung of ``story``, told to one of its authors."""
    return {
        Rung.SELF: authors(story, seen_by=seen_by),
        Rung.TEAM: team(story),
        Rung.COMPANY: colleagues(),
        Rung.PARTNERS: partners(),
        Rung.EVERYONE: OnRung(_("Anybody, without asking anyone. Search engines too."), None),
    }


def authors(story: Story, *, seen_by: User) -> OnRung:
    signed = [line.author for line in story.bylines.accepted().select_related("author")]  # type: ignore[attr-defined]
    others = [author.name for author in signed if author.user_id != seen_by.pk]
    if not others:
        return OnRung(_("%(name)s, you.") % {"name": seen_by.name}, len(signed))
    return OnRung(_("You and %(names)s.") % {"names": listed(others)}, len(signed))


def team(story: Story) -> OnRung:
    process = story.telling.process
    if process is None:
        return OnRung(_("Nobody yet: the story belongs to no process."), 0)
    circles = list(Circle.objects.filter(processes=process).order_by("name"))
    members = User.objects.filter(memberships__circle__in=circles, memberships__ended_at=None, ended_at=None)
    count = members.distinct().count()
    if not count:
        return OnRung(_("Nobody yet: no circle takes part in “%(process)s”.") % {"process": process.name}, 0)
    said = ngettext(
        "One person of “%(process)s”: %(circles)s.", "%(count)s people of “%(process)s”: %(circles)s.", count
    )
    names = listed([circle.name for circle in circles])
    return OnRung(said % {"count": count, "process": process.name, "circles": names}, count)


def colleagues() -> OnRung:
    count = User.objects.filter(standing=Standing.COLLEAGUE, ended_at=None).count()
    said = ngettext(
        "One colleague who comes in with their name.",
        "The %(count)s colleagues who come in with their name.",
        count,
    )
    return OnRung(said % {"count": count}, count)


def partners() -> OnRung:
    invited = User.objects.filter(standing=Standing.PARTNER, ended_at=None).order_by("name")
    count = invited.count()
    if not count:
        return OnRung(_("Nobody has been invited yet."), 0)
    if count <= NAMED_AT_MOST:
        return OnRung(_("Invited: %(names)s.") % {"names": listed([user.name for user in invited])}, count)
    return OnRung(_("%(count)s invited people: clients and suppliers.") % {"count": count}, count)


def listed(names: list[str]) -> str:
    """Return the names as one reads them out: «a, b and c»."""
    if len(names) < 2:
        return "".join(names)
    return _("%(several)s and %(last)s") % {"several": ", ".join(names[:-1]), "last": names[-1]}
