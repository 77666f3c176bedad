"""The invented past, counted back from today so that it never grows old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Days:
    """Days and moments as the texts know them: a weekday, so many weeks before the present week."""

    today: date

    def on(self, when: str) -> date:
        """Return the day of ``"thu 28"``, the Thursday 28 weeks ago; ``"mon -2"`` lies two weeks ahead."""
        weekday, weeks = when.split()
        monday = self.today - timedelta(days=self.today.weekday())
        return monday - timedelta(weeks=int(weeks)) + timedelta(days=WEEKDAYS.index(weekday))

    def at(self, when: str, hour: int = 9, minute: int = 0) -> datetime:
        """Return a moment on that day, by the clock of the place."""
        return datetime.combine(self.on(when), time(hour, minute), tzinfo=timezone.get_current_timezone())
