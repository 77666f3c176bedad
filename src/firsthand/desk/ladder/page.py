"""The ladder page itself: everything it shows, put together for one author at one moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from firsthand.audience.rung import Rung
from firsthand.people.models import Standing, User
from firsthand.stories.lifting import may_lift
from firsthand.stories.models import Event, ReadingRequest, Story
from firsthand.stories.seen import seen

from . import words
from .failed import came_to_nothing
from .forms import events_to_wait_for
from .rungs import ladder_of, since_when

A_READING_LASTS = timedelta(days=7)


def page(request: HttpRequest, story: Story, *, status: int = 200, **more: Any) -> HttpResponse:
    """Show the ladder of ``story``. ``more`` is what an act that was refused has to say: forms, ``trouble``, ``chosen``."""
    user, now = request.user, timezone.now()
    assert isinstance(user, User)
    ladder = ladder_of(story, seen_by=user, now=now)
    chosen = more.pop("chosen", None)
    needs = {
        "seen": seen(story, request.reader),  # type: ignore[attr-defined]
        "ladder": ladder,
        "chosen": chosen if chosen is not None else chosen_in(request, ladder.preferred()),
        "since": since_when(story, now=now),
        "events": events_of(story),
        "failed": came_to_nothing(Story.objects.filter(pk=story.pk)),
        "openings": story.openings.select_related("by").reverse(),
        "readings": readings_of(story, now),
        "colleagues": colleagues_known_to(user),
        "a_week_on": timezone.localdate(now + A_READING_LASTS),
        "tomorrow": timezone.localdate(now) + timedelta(days=1),
        "masks": [(span, words.UP_TO[Rung(span.up_to)]) for span in ladder.spans],
        "withheld": [(row, words.UP_TO[Rung(row.up_to)], may_lift(row, user)) for row in ladder.withholdings],
        "up_to": [(rung, rung.label) for rung in Rung if rung < Rung.EVERYONE],
    } | more
    return render(request, "desk/open.html", needs, status=status)


def readings_of(story: Story, now: datetime) -> list[tuple[ReadingRequest, date]]:
    """Return the readings that go on, each with the last day on which it does."""
    asked = (
        ReadingRequest.objects.current(now)
        .filter(story=story)
        .select_related("reader")
        .order_by("until", "pk")
    )
    return [(each, timezone.localdate(each.until - timedelta(seconds=1))) for each in asked]


def chosen_in(request: HttpRequest, otherwise: Rung) -> Rung:
    """Return the rung named in the address (``?to=2``), or the other one."""
    named = request.GET.get("to", "")
    return Rung(int(named)) if named in {"0", "1", "2", "3", "4"} else otherwise


def events_of(story: Story) -> list[Event]:
    return list(events_to_wait_for(story)) if story.telling.process_id else []


def colleagues_known_to(user: User) -> list[User]:
    """Return whom the page may offer by name: colleagues know each other, a partner writes the address."""
    if user.standing != Standing.COLLEAGUE:
        return []
    others = User.objects.filter(standing=Standing.COLLEAGUE, ended_at=None).exclude(pk=user.pk)
    return list(others.order_by("name"))
