"""The first reading of a file: whether it is whole, and what must be known of it before its posts can be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .item import Channel, Item
from .shortcodes import Shortcodes
from .source import Source
from .wxr import Export

MOST_REUSABLE = 2_000  # blocks, and characters of each, that are kept for the posts that show them
LONGEST_REUSABLE = 100_000


@dataclass
class Survey:
    """A file that was read to its end without a fault."""

    source: Source
    channel: Channel
    items: int = 0
    posts: int = 0
    reusable: dict[str, str] = field(default_factory=dict)


def survey(source: Source, shortcodes: Shortcodes, *, tick: Callable[[], None] = lambda: None) -> Survey:
    """Return what is to be known of the file, and teach ``shortcodes`` its names. Raises ``NotAnExport``."""
    export = Export(source)
    found = Survey(source, export.channel)
    for item in export.items():
        found.items += 1
        found.posts += is_post(item)
        shortcodes.learn(item.content)
        if is_reusable(item) and len(found.reusable) < MOST_REUSABLE:
            found.reusable[item.post_id] = item.content
        tick()
    return found


def is_post(item: Item) -> bool:
    return item.type.strip().lower() in ("post", "")


def is_reusable(item: Item) -> bool:
    """Say whether the item is a block that posts show by its number, and may be shown."""
    shown = item.type == "wp_block" and item.status == "publish" and not item.password
    return shown and len(item.content) < LONGEST_REUSABLE
