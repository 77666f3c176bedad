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
    """That between two days nobody told anything."""

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
    """A phase on the line, or the stops that belong to none. ``phase`` is handed through to the page."""

    phase: Any
    stops: list[Stop | Silence] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """How much of the line it takes: a stop counts one, a long silence three; from one to five."""
        counted = sum(3 if isinstance(stop, Silence) and stop.is_long else 1 for stop in self.stops)
        return min(max(counted, 1), 5)

    @property
    def is_ahead(self) -> bool:
        """Say whether nothing has been told or has happened in it yet."""
        return all(stop.ahead for stop in self.stops)


def ribbon(phases: Iterable[Any], stops: Iterable[Stop], *, today: date) -> list[Stretch]:
    """Return the line of a process: its phases in order, each with its stops by date and the silences between them.

    A silence is counted from story to story (and from the last story to today), and stands where it began.
    """
    stretches = {phase.pk: Stretch(phase) for phase in phases}
    loose = Stretch(None)
    last_told: Stop | None = None
    for stop in sorted(stops, key=lambda each: each.on):
        if stop.kind == "story" and last_told and stop.on - last_told.on >= SILENCE:
            stretches.get(last_told.phase_id or 0, loose).stops.append(
                Silence(begins=last_told.on, ends=stop.on)
            )
        if stop.kind == "story":
            last_told = stop
        stretches.get(stop.phase_id or 0, loose).stops.append(stop)
    if last_told and today - last_told.on >= SILENCE:
        stretches.get(last_told.phase_id or 0, loose).stops.append(Silence(begins=last_told.on, ends=today))
    for stretch in [*stretches.values(), loose]:
        stretch.stops.sort(key=lambda each: each.begins if isinstance(each, Silence) else each.on)
    return [*stretches.values(), *([loose] if loose.stops else [])]
