"""The place as the hammer's workers run it: the real door, and counts of what passed it on either side.

Beside the pages of the place it has bare ones, ``/bare/ID``: the words of a story through the gate, without a template.
They are cheap enough for ten thousand closings, and made from their story alone, so nobody else's act hides a fault.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from firsthand.audience.reader import Reader
from firsthand.front.door.door import Door
from firsthand.stories.models import Story
from firsthand.stories.seen import seen
from firsthand.wsgi import django

BARE = "/bare/"


def count_in(name: str) -> Any:
    """Return a function that adds one to a count all workers share, and that no kill can undo."""
    file = os.open(os.path.join(os.environ["HAMMER_COUNTS"], name), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    return lambda: os.write(file, b".")


came, went_inside = count_in("came"), count_in("inside")


def inside(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    went_inside()
    return (bare if environ["PATH_INFO"].startswith(BARE) else django)(environ, start_response)


def bare(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    reader = Reader.of(None, now=timezone.now())
    public_id = environ["PATH_INFO"].removeprefix(BARE)
    story = Story.objects.visible_to(reader).select_related("telling").filter(public_id=public_id).first()
    if story is None:
        start_response("404 Not Found", [("Content-Length", "0")])
        return [b""]
    told = seen(story, reader)
    body = f"{told.title}\n{told.text}".encode()
    keys = [("Firsthand-Keys", f"place story:{public_id}")]
    start_response("200 OK", [("Content-Length", str(len(body))), ("Cache-Control", "no-cache"), *keys])
    return [body]


door = Door(inside)


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    came()
    return door(environ, start_response)
