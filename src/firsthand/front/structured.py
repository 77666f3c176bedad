"""What a story tells machines about itself. Only from what a stranger reads, and only where a stranger reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from firsthand.stories.seen import Seen

from .versions import own_address

# What could end the script element, or begin a comment in it, is written as JSON writes any character.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def canonical(told: Seen) -> str:
    """Return the one address of the story: under its own language, whatever the language around it."""
    return own_address(told.story.language, told.public_id, told.slug)


def structured(told: Seen, *, address: str, absolute: Callable[[str], str]) -> SafeString:
    """Return the story as a schema.org Article in JSON-LD. ``told`` is how a stranger reads it."""
    assert told.reader.is_stranger, "machines are strangers"
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": told.title,
        "inLanguage": told.story.language,
        "url": address,
        "author": [
            {
                "@type": "Person",
                "name": line.author.name,
                **({"image": portrait(line.author, absolute)} if line.author.portrait else {}),
            }
            for line in told.bylines
            if line.accepted_at
        ],
    }
    if told.after_reading:
        said["description"] = told.after_reading
    if told.told_on:
        said["datePublished"] = told.told_on.isoformat()
    if told.tags:
        said["keywords"] = [tag.name for tag in told.tags]
    return mark_safe(json.dumps(said, ensure_ascii=False).translate(ESCAPES))  # noqa: S308 - escaped just there


def portrait(author: Any, absolute: Callable[[str], str]) -> str:
    return absolute(reverse("portrait", args=[author.portrait]))
