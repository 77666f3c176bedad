"""A process drawn as one line: phases, and on them stories, events, and the silences between. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

# From how long on nobody's speaking is a silence, and from how long on a long one.
SILENCE = timedelta(weeks=6)
LONG_SILENCE = timedelta(weeks=10)


@dataclass(frozen=True, kw_only=True)
class Stop:
    """Something on the line: a story or an event. ``what`` is handed through to the page."""

    kind: str
    on: date
    phase_id: int | None
    what: Any = None
    here: bool = False
    ahead: bool = False


@dataclass(frozen=True, kw_only=True)
class Silence:
    """That of what lies between two days nobody has told anything, whenever they might have told it."""

    begins: date
    ends: date
    kind: str = "silence"
    here: bool = False
    ahead: bool = False

    @property
    def weeks(self) -> int:
        return (self.ends - self.begins).days // 7

    @property
    def is_long(self) -> bool:
        return self.ends - self.begins >= LONG_SILENCE


@dataclass
class Stretch:
    """A phase on the line, or the stops that belong to none. ``phase`` is handed through to the page.

    ``ahead`` says that nothing of it has come yet: the line to come is drawn, and no silence is.
    """

    phase: Any
    stops: list[Stop | Silence] = field(default_factory=list)
    ahead: bool = False

    @property
    def weight(self) -> int:
        """How much of the line it takes: a stop counts one, a long silence three; from one to five."""
        counted = sum(3 if isinstance(stop, Silence) and stop.is_long else 1 for stop in self.stops)
        return min(max(counted, 1), 5)


def ribbon(phases: Iterable[Any], stops: Iterable[Stop], *, today: date) -> list[Stretch]:
    """Return the line of a process: its phases in order, each with its stops by date and the silences between them.

    A silence is counted from story to story (and from the last story to today), and stands where it began. On one day
    what happened comes before what was told of it.
    """
    stretches = {phase.pk: Stretch(phase) for phase in phases}
    loose = Stretch(None)
    last_told: Stop | None = None
    for stop in sorted(stops, key=lambda each: (each.on, each.kind != "event")):
        if stop.kind == "story":
            if last_told and stop.on - last_told.on >= SILENCE:
                home_of(last_told, stretches, loose).append(Silence(begins=last_told.on, ends=stop.on))
            last_told = stop
        home_of(stop, stretches, loose).append(stop)
    if last_told and today - last_told.on >= SILENCE:
        home_of(last_told, stretches, loose).append(Silence(begins=last_told.on, ends=today))
    line = [*stretches.values(), *([loose] if loose.stops else [])]
    for stretch in line:
        stretch.stops.sort(key=place_in_time)
    for stretch in reversed(line):
        if any(not stop.ahead for stop in stretch.stops):
            break
        stretch.ahead = True
    return line


def home_of(stop: Stop, stretches: dict[int, Stretch], loose: Stretch) -> list[Stop | Silence]:
    """Return the stops among which this one belongs."""
    return stretches.get(stop.phase_id or 0, loose).stops


def place_in_time(stop: Stop | Silence) -> tuple[date, int]:
    """Return what sorts stops: by day; on one day the event, then the story, then the silence that began with it."""
    if isinstance(stop, Silence):
        return stop.begins, 2
    return stop.on, int(stop.kind != "event")
