"""What an import did, post by post: what came, what changed, what was left out and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

MOST_EXAMPLES = 3


@dataclass
class Group:
    """Posts to which the same happened: how many, how often in them, and the names of a few."""

    posts: int = 0
    times: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, name: str, times: int = 1) -> None:
        self.posts += 1
        self.times += times
        if name and len(self.examples) < MOST_EXAMPLES:
            self.examples.append(name)


def groups() -> defaultdict[str, Group]:
    return defaultdict(Group)


@dataclass
class Tally:
    """Everything is counted under the words in which it is told."""

    opened: int = 0
    read: int = 0
    authors: int = 0
    closed: defaultdict[str, Group] = field(default_factory=groups)
    again: defaultdict[str, Group] = field(default_factory=groups)
    changed: defaultdict[str, Group] = field(default_factory=groups)
    left_out: defaultdict[str, Group] = field(default_factory=groups)
    failed: defaultdict[str, Group] = field(default_factory=groups)
    comments: int = 0
    shortcodes: Counter[str] = field(default_factory=Counter)
    blocks: Counter[str] = field(default_factory=Counter)

    @property
    def came(self) -> int:
        """How many posts came in."""
        return self.opened + sum(group.posts for group in self.closed.values())
