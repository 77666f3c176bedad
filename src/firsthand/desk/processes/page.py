"""The page of one process, put together for whoever keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from firsthand.audience.reader import Reader
from firsthand.audience.rung import Rung
from firsthand.people.models import Circle, Standing, User
from firsthand.stories.keeping import state_of
from firsthand.stories.models import Process, Story
from firsthand.stories.seen import Seen, seen_all

from . import words
from .forms import Events, Joining, KeptProcess, TakingPart, mark_of


@dataclass(frozen=True)
class Step:
    """A rung the process could go to: what its button says, what happens, and which stories come back with it."""

    rung: Rung
    button: str
    says: str
    is_further_out: bool
    coming_back: list[Seen]


def page(request: HttpRequest, process: Process, *, status: int = 200, **more: Any) -> HttpResponse:
    """Show the process. ``more`` is what an act that was refused has to say: its form, or ``trouble``."""
    user, reader = request.user, request.reader  # type: ignore[attr-defined]
    assert isinstance(user, User)
    team = Circle.objects.filter(processes=process, pk__in=team_of(process)).first()
    circles = list(process.circles.order_by("name", "pk"))
    taking_part = {
        "circles": [circle.public_id for circle in circles],
        "team": team.public_id if team else None,
    }
    needs = {
        "process": process,
        "form": KeptProcess.of(process),
        "mark": mark_of(state_of(process)),
        "events": Events(process=process, today=timezone.localdate(reader.now)),
        "circles": circles,
        "team": team,
        "taking_part": TakingPart(reader=reader, initial=taking_part),
        "members": members_of(team),
        "joining": Joining(asked_by=user),
        "colleagues": colleagues_known_to(user),
        "steps": steps_of(process, reader),
        "stands_at": words.STANDS_AT[Rung(process.rung)],
        "takes_part": any(circle.pk in reader.circle_ids for circle in circles),
    } | more
    return render(request, "desk/process.html", needs, status=status)


def team_of(process: Process) -> Any:
    return process.its_circles.filter(is_team=True).values("circle")


def members_of(circle: Circle | None) -> list[User]:
    if circle is None:
        return []
    current = User.objects.filter(memberships__circle=circle, memberships__ended_at=None, ended_at=None)
    return list(current.order_by("name", "pk"))


def colleagues_known_to(user: User) -> list[User]:
    if user.standing != Standing.COLLEAGUE:
        return []
    return list(User.objects.filter(standing=Standing.COLLEAGUE, ended_at=None).order_by("name", "pk"))


def steps_of(process: Process, reader: Reader) -> list[Step]:
    """Return the other rungs, nearest first. Only stories the reader may read are named: nothing is counted."""
    visible = Story.objects.visible_to(reader).filter(telling__process=process, rung__gt=Rung.TEAM)
    stories = seen_all(visible.select_related("telling").newest_first(), reader)
    return [
        Step(
            rung,
            button=str((words.OPEN if rung > process.rung else words.BRING_BACK)[rung]),
            says=str((words.WILL_READ if rung > process.rung else words.STAYS_WITH)[rung]),
            is_further_out=rung > process.rung,
            coming_back=[] if rung > process.rung else [seen for seen in stories if seen.story.rung > rung],
        )
        for rung in Rung
        if rung not in (Rung.SELF, process.rung)
    ]
