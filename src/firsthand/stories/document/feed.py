"""A document as the HTML of a feed entry: no classes, no veils, whole addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .html import PictureMarkup, Words, to_html
from .withholding import Withheld


def to_feed(
    document: dict[str, Any],
    *,
    rung: int,
    withheld: Sequence[Withheld] = (),
    story_address: Callable[[str], str | None],
    picture: Callable[[str], PictureMarkup | None],
    words: Words | None = None,
) -> str:
    """Return ``document`` as it is read at ``rung``, for a feed. Both callables return addresses with their host."""
    return to_html(
        document,
        rung=rung,
        withheld=withheld,
        story_address=story_address,
        picture=picture,
        veils=False,
        words=words,
    )
