"""Making a process and keeping it: what it is called, its phases, its events, and which circles take part in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from firsthand.people.models import Circle, User
from firsthand.place import changes
from firsthand.post.letters import write

from .errors import ChangedMeanwhile, NotDone, NotTheirs
from .models import Event, Phase, Process, ProcessCircle
from .models.process import makes_processes

if TYPE_CHECKING:
    from firsthand.audience.reader import Reader


@dataclass(frozen=True)
class Dated:
    """What is said of one event; ``event`` is the one that is changed, None for a new one."""

    name: str
    due_on: date
    happened_on: date | None = None
    event: Event | None = None


class Unclear(NotDone):
    """Phases were renamed, added and taken away in one place at once."""


def kept_by(user: User, reader: Reader) -> QuerySet[Process]:
    """Return the processes ``user`` keeps, among those that exist for them as ``reader``. A role shows no further one."""
    there = Process.objects.visible_to(reader)
    if makes_processes(user):
        return there
    return there.filter(answers_for_it=reader.author_id, answers_for_it__isnull=False)


def circles_known_to(reader: Reader) -> QuerySet[Circle]:
    """Return the circles of processes that exist for ``reader``, those they are in, and those that take part in none."""
    there = ProcessCircle.objects.filter(process__in=Process.objects.visible_to(reader).values("pk"))
    in_none = ~Q(pk__in=ProcessCircle.objects.values("circle"))
    return Circle.objects.filter(
        Q(pk__in=there.values("circle")) | Q(pk__in=reader.circle_ids) | in_none
    ).order_by("name", "pk")


def make_process(
    *, name: str, line: str, phases: list[str], team: str, by: User, at: datetime
) -> tuple[Process, Circle]:
    """Make a process, told at first to the company alone, with a new circle called ``team`` for its team.

    Nobody is in the circle yet: joining is an act of its own. Raises ``NotTheirs``.
    """
    if not makes_processes(by):
        raise NotTheirs(_("Only an editor or an administrator makes a process."))
    with transaction.atomic():
        process = Process.objects.create(name=name, line=line)
        put_in_order(process, phases)
        circle = Circle.objects.create(name=team or name)
        ProcessCircle.objects.create(process=process, circle=circle, is_team=True, given_by=by, given_at=at)
        changes.append(["stories"])
    changes.wait_out_the_lease()
    return process, circle


def state_of(process: Process) -> str:
    """Return all that ``describe`` writes over, in one line, so that what was seen can be told from what is there."""
    events = process.events.values_list("public_id", "name", "due_on", "happened_on")
    phases = process.phases.values_list("name", flat=True)
    return repr((process.name, process.line, list(phases), [tuple(map(str, event)) for event in events]))


def describe(
    process: Process,
    *,
    name: str,
    line: str,
    phases: list[str],
    events: Iterable[Dated],
    seen: str,
    by: User,
) -> None:
    """Say what the process is, its phases in their order, and its events. A phase that is renamed keeps its stories.

    Raises ``NotTheirs``, or ``ChangedMeanwhile`` when it is not any more as it was ``seen``.
    """
    refuse_others(process, by)
    with transaction.atomic():
        process = Process.objects.select_for_update().get(pk=process.pk)
        if state_of(process) != seen:
            raise ChangedMeanwhile(_("Somebody else changed this process just now."))
        process.name, process.line = name, line
        process.save(update_fields=["name", "line"])
        put_in_order(process, phases)
        for said in events:
            event = said.event or Event(process=process)
            event.name, event.due_on, event.happened_on = said.name, said.due_on, said.happened_on
            event.save()
        changes.append(["stories"])
    changes.wait_out_the_lease()


def put_in_order(process: Process, names: list[str]) -> None:
    there = list(process.phases.all())
    places = renamed([phase.name for phase in there], names)
    for place, (name, kept) in enumerate(zip(names, places, strict=True)):
        phase = there[kept] if kept is not None else Phase(process=process)
        phase.name, phase.place_in_order = name, place
        phase.save()
    kept_ones = [there[kept].pk for kept in places if kept is not None]
    process.phases.filter(pk__in=[phase.pk for phase in there]).exclude(pk__in=kept_ones).delete()


def renamed(before: list[str], after: list[str]) -> list[int | None]:
    """Return for each name of ``after`` which of ``before`` it goes on as; None for a new one.

    A name that is there already is itself, wherever it moved to. What stands in the place of another is that one
    with a new name. Raises ``Unclear`` where one could be the new name of several, or several that of one.

    >>> renamed(["Progetto", "Prova"], ["Disegno", "Prova", "Collaudo"])
    [0, 1, None]
    """
    found: list[int | None] = [before.index(name) if name in before else None for name in after]
    free = [place for place, name in enumerate(before) if name not in after]
    as_they_stand = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    for what, start, end, new_start, new_end in as_they_stand:
        if what == "replace":
            left = [place for place in range(start, end) if place in free]
            fresh = [place for place in range(new_start, new_end) if found[place] is None]
            if left and fresh and len(left) != len(fresh):
                raise Unclear(
                    _(
                        "It is not clear what “%(phase)s” is called now. Rename it first, then add or take away others."
                    )
                    % {"phase": before[left[0]]}
                )
            for old, new in zip(left, fresh, strict=False):
                found[new] = old
    return found


def give_to(process: Process, *, circles: Iterable[Circle], team: Circle, by: User, at: datetime) -> None:
    """Let exactly these circles take part, and ``team`` be its team. Whoever takes part already is told of new ones.

    Raises ``NotTheirs``.
    """
    refuse_others(process, by)
    wanted = {circle.pk: circle for circle in [*circles, team]}
    with transaction.atomic():
        process = Process.objects.select_for_update().get(pk=process.pk)
        there = set(process.its_circles.values_list("circle", flat=True))
        process.its_circles.exclude(circle__in=wanted).delete()
        process.its_circles.exclude(circle=team).update(is_team=False)
        for pk, circle in wanted.items():
            if pk not in there:
                given = ProcessCircle.objects.create(process=process, circle=circle, given_by=by, given_at=at)
                announce(given, to_members_of=there, at=at)
        process.its_circles.filter(circle=team).update(is_team=True)


def announce(given: ProcessCircle, *, to_members_of: Iterable[int], at: datetime) -> None:
    """Write to those who took part before that one more circle reads what the team tells."""
    members = User.objects.filter(
        memberships__circle__in=to_members_of, memberships__ended_at=None, ended_at=None
    )
    for member in members.distinct():
        with override(member.language):
            who = given.given_by.name if given.given_by else ""
            about = {"circle": given.circle.name, "process": given.process.name, "who": who}
            write(
                to=member.email,
                language=member.language,
                subject=_("The circle %(circle)s takes part in %(process)s") % about,
                text=_(
                    "%(who)s has let the circle %(circle)s take part in “%(process)s”. Its members can read what the "
                    "team of this process tells among themselves."
                )
                % about,
                key=f"given:{given.pk}:{member.pk}",
                at=at,
                about="circle",
            )


def refuse_others(process: Process, user: User) -> None:
    if not process.is_kept_by(user):
        raise NotTheirs(_("Only who keeps a process changes it."))
