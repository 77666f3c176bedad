"""How often each story was fetched, by class of agent, for whoever registers. Nothing of a person is kept.

``readership`` stands below the front, so its two functions are registered in ``front/apps.py``:

    counted(keep, agent_class=agent_class)

``agent_class`` turns a User-Agent into a word; ``keep`` gets ``{(public id, word): number}`` every few seconds. What was
counted since is lost when a worker is killed.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

Counts = Mapping[tuple[str, str], int]


class Counting(NamedTuple):
    """Who wants the numbers, and how agents are told apart."""

    keep: Callable[[Counts], None]
    agent_class: Callable[[str], str]


_registered: list[Counting] = []


def counted(keep: Callable[[Counts], None], *, agent_class: Callable[[str], str]) -> None:
    """Count from now on, and hand the numbers to ``keep``. There is one register; a second call takes its place."""
    _registered[:] = [Counting(keep, agent_class)]


def not_counted() -> None:
    """Count no more."""
    _registered.clear()


class Tally:
    """What one worker has counted and not handed on yet."""

    def __init__(self) -> None:
        self.numbers: Counter[tuple[str, str]] = Counter()
        self.lock = threading.Lock()

    def add(self, story: str | None, user_agent: str) -> None:
        """Count one fetch of ``story``, if anybody wants to know."""
        if story is None or not _registered:
            return
        which = story, _registered[0].agent_class(user_agent)
        with self.lock:
            self.numbers[which] += 1

    def hand_on(self) -> None:
        """Give the numbers to the register; what it could not take is kept for the next time."""
        with self.lock:
            numbers, self.numbers = self.numbers, Counter()
        if not numbers or not _registered:
            return
        try:
            _registered[0].keep(dict(numbers))
        except BaseException:
            with self.lock:
                self.numbers.update(numbers)
            raise
