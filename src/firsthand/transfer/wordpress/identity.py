"""How a post is known again: by where it was, and how it is called there."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from .item import Channel, Item


def source_of(channel: Channel) -> str:
    """Return the name of the blog: its address without what changes when it moves to https; else its title."""
    return (bare(channel.address) or channel.title.strip())[:200]


def key_of(item: Item, *, source: str) -> str:
    """Return what tells the item from all others of its blog, the same in every export of it."""
    if item.post_id or item.guid:
        named = [item.post_id, bare(item.guid)]
    elif item.link:
        named = ["", "", bare(item.link)]
    else:
        named = ["", "", "", item.title, item.date, item.creator]
    return hashed([source, *named])


def again(key: str, number: int) -> str:
    """Return the key of another post that a file calls by the same name; ``number`` counts them from 2."""
    return hashed([key, number])


def digest_of(item: Item, tags: list[str]) -> str:
    """Return a hash of what the post says, as the file has it."""
    return hashed([item.title, item.content, tags])


def hashed(what: Any) -> str:
    written = json.dumps(what, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def bare(address: str) -> str:
    return re.sub(r"^(?:https?:)?//(?:www\.)?", "", address.strip().lower()).rstrip("/")
