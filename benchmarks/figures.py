"""A figure: several runs of the same thing, told as their median with the least and the most."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

Clock = Callable[[], float]


@dataclass(frozen=True)
class Figure:
    """What was measured, in which unit, and what each run gave. ``goal`` is what the median shall not exceed."""

    what: str
    unit: str
    runs: list[float]
    goal: float | None = None
    note: str = ""

    @property
    def median(self) -> float:
        return median(self.runs)

    @property
    def spread(self) -> str:
        return f"{short(min(self.runs))} – {short(max(self.runs))}" if len(self.runs) > 1 else ""

    @property
    def verdict(self) -> str:
        """Say how the figure stands to its goal; nothing without one."""
        if self.goal is None:
            return ""
        return f"{'reached' if self.median <= self.goal else 'MISSED'}: at most {short(self.goal)}"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def short(number: float) -> str:
    """Return the number with three digits that count.

    >>> short(0.01234), short(1.234), short(123.4), short(12345.6)
    ('0.0123', '1.23', '123', '12,346')
    """
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"


def seconds_of(act: Callable[[], object], *, clock: Clock = time.perf_counter) -> float:
    """Carry out ``act`` once and return how long it took."""
    begun = clock()
    act()
    return clock() - begun
