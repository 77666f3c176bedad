"""The place's day: stored pages say days, so none outlives the day it was made on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils.timezone import get_default_timezone


@dataclass(frozen=True)
class Day:
    """The time in which every zone that counts has the same date as at one moment; POSIX seconds, half-open."""

    begins: float
    ends: float

    def __contains__(self, moment: float) -> bool:
        return self.begins <= moment < self.ends


def day_at(moment: float, zones: Iterable[tzinfo]) -> Day:
    """Return the day around ``moment``, from the last midnight in any of the zones to the next one."""
    days = [one_day(moment, zone) for zone in zones]
    return Day(max(day.begins for day in days), min(day.ends for day in days))


def one_day(moment: float, zone: tzinfo) -> Day:
    today = datetime.fromtimestamp(moment, tz=UTC).astimezone(zone).date()
    midnights = (datetime.combine(day, time.min, tzinfo=zone) for day in (today, today + timedelta(days=1)))
    return Day(*(midnight.timestamp() for midnight in midnights))


def zones_of(place_zone: str | None) -> list[tzinfo]:
    """Return the zones whose midnight ends the day: that of the settings and that of the place."""
    zones: list[tzinfo] = [get_default_timezone()]
    if place_zone:
        try:
            zones.append(ZoneInfo(place_zone))
        except (KeyError, ValueError, OSError):  # a zone nobody knows is one no page can show
            return zones
    return zones
