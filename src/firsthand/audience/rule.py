"""Who may see what: the rule of the gate, pure. ``stories.visible`` is the same rule as a query.

Everything is closed unless a line of this page opens it.
"""

from dataclasses import dataclass

from .reader import Reader
from .rung import Rung


@dataclass(frozen=True, kw_only=True)
class Standpoint:
    """What the rule needs to know of one story, at the reader's moment.

    ``author_ids``: authors whose byline is accepted. ``circle_ids``: all circles of the story's process, none when
    it has no process. ``asked_user_ids``: accounts whose reading was asked for and has not ended.
    """

    rung: Rung
    author_ids: frozenset[int] = frozenset()
    circle_ids: frozenset[int] = frozenset()
    asked_user_ids: frozenset[int] = frozenset()


def clearance(reader: Reader, story: Standpoint) -> Rung:
    """Return how near to the story the reader stands: the rung at whose words they read it."""
    if reader.author_id is not None and reader.author_id in story.author_ids:
        return Rung.SELF
    if was_asked(reader, story) or reader.circle_ids & story.circle_ids:
        return Rung.TEAM
    return reader.standing


def may_see(reader: Reader, story: Standpoint) -> bool:
    """Say whether the story exists for the reader at all."""
    return clearance(reader, story) <= story.rung or was_asked(reader, story)


def reads_working_copy(reader: Reader, story: Standpoint) -> bool:
    """Say whether the reader gets the newest words: its authors do, and whom they asked; nobody else."""
    return clearance(reader, story) == Rung.SELF or was_asked(reader, story)


def may_see_process(reader: Reader, *, rung: Rung, circle_ids: frozenset[int]) -> bool:
    """Say whether a process, with its phases and events, exists for the reader."""
    return reader.standing <= rung or (rung >= Rung.TEAM and bool(reader.circle_ids & circle_ids))


def was_asked(reader: Reader, story: Standpoint) -> bool:
    return reader.user_id is not None and reader.user_id in story.asked_user_ids
