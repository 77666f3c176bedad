"""Why an act on a story did not happen. Nothing fails in silence: each says so to whoever acted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .conditions import Blocker
    from .models import Revision


class NotDone(Exception):
    """An act that was refused; nothing has changed."""


class NotTheirs(NotDone):
    """Somebody acted on a story that they have not signed."""


class NothingToDo(NotDone):
    """The story already stands as asked."""


class ChangedMeanwhile(NotDone):
    """Somebody else acted on the story between the asking and the doing."""


class Superseded(NotDone):
    """A plan is due whose words are older than those that have been shown meanwhile."""


class Blocked(NotDone):
    """Conditions forbid the opening; ``blockers`` says which and why."""

    def __init__(self, blockers: list[Blocker]) -> None:
        super().__init__(" ".join(blocker.reason for blocker in blockers))
        self.blockers = blockers


class Conflict(NotDone):
    """Two windows or two authors wrote at once. ``theirs`` is what stands saved; ``mine`` is kept beside it."""

    def __init__(self, theirs: Revision, mine: dict[str, Any]) -> None:
        super().__init__("The words were saved from another place meanwhile.")
        self.theirs, self.mine = theirs, mine
