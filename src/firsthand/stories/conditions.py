"""What an opening must pass. Upper rooms register their own: the guard its sign-off, dialogue the consent of the named.

A condition is asked with the story, the revision that would be shown and the rung it would reach, and answers with the
reasons why that may not be (yet); none means yes. It is asked outside any transaction and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from firsthand.audience.rung import Rung

    from .models import Revision, Story


@dataclass(frozen=True)
class Blocker:
    """One reason why a story may not go to a rung: a whole sentence to its author. ``code`` is for programs."""

    code: str
    reason: str


Condition = Callable[["Story", "Revision", "Rung"], list[Blocker]]

_conditions: dict[str, Condition] = {}

# The conditions without which no place opens anything; a check at start-up fails when one is missing.
REQUIRED = {"words", "signed", "process", "recurrence"}


def register(name: str) -> Callable[[Condition], Condition]:
    """Ask the decorated function before every opening. Registering a name again puts the new one in its place."""

    def registered(condition: Condition) -> Condition:
        _conditions[name] = condition
        return condition

    return registered


def blockers(story: Story, revision: Revision, rung: Rung) -> list[Blocker]:
    """Return every reason of every condition, in the order in which they were registered."""
    return [blocker for condition in _conditions.values() for blocker in condition(story, revision, rung)]


def missing() -> set[str]:
    """Return the names of required conditions that nobody has registered."""
    return REQUIRED - _conditions.keys()
