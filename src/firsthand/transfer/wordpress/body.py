"""What a post says: its title and its words as documents, and what did not come with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from firsthand.stories.models.story import TITLE_LENGTH

from .building import Building
from .fitting import fitted
from .item import Item
from .nodes import Node, words_in
from .shortcodes import Shortcodes
from .words import line, shortened

TITLE_FROM_WORDS = 70  # characters of the first words, when there is no title
ROOM_FOR_NUMBER = 12


@dataclass(kw_only=True)
class Body:
    """The words of a post. ``changes`` counts what is not as it was, by what it is."""

    title: str
    documents: list[dict[str, Any]]
    changes: Counter[str] = field(default_factory=Counter)
    shortcodes: Counter[str] = field(default_factory=Counter)
    blocks: Counter[str] = field(default_factory=Counter)

    def titles(self) -> list[str]:
        """Return the title of each part."""
        if len(self.documents) == 1:
            return [self.title]
        head = shortened(self.title, TITLE_LENGTH - ROOM_FOR_NUMBER)
        return [f"{head} ({number}/{len(self.documents)})" for number in range(1, len(self.documents) + 1)]


def body_of(
    item: Item, *, base: str, shortcodes: Shortcodes, reusable: Mapping[str, str] | None = None
) -> Body:
    """Return the words of ``item``. ``base`` is the address that its links are relative to."""
    footnotes = item.meta.get("footnotes", "")
    building = Building(base=base, shortcodes=shortcodes, reusable=reusable, footnotes=footnotes)
    blocks = building.read(item.content)
    made = fitted(blocks)
    changes = Counter(building.lost)
    if item.meta.get("_thumbnail_id", "") not in ("", "0"):
        changes["pictures"] += 1
    title = title_of(item, blocks, changes)
    changes["simplified"] += made.simplified
    changes["parted"] += len(made.documents) > 1
    return Body(
        title=title,
        documents=made.documents,
        changes=+changes,
        shortcodes=building.shortcodes_seen,
        blocks=building.blocks_seen,
    )


def title_of(item: Item, blocks: list[Node], changes: Counter[str]) -> str:
    title = line(item.title)
    if not title:
        first = next((words for each in blocks if (words := " ".join(words_in(each).split()))), "")
        title = shortened(first, TITLE_FROM_WORDS)
        changes["titled"] += bool(title)
    if len(title) > TITLE_LENGTH:
        changes["title cut"] += 1
    return shortened(title, TITLE_LENGTH)
