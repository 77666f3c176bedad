"""The replies under a story, as one reader finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .masked import repeated
from .models import Reply

if TYPE_CHECKING:
    from firsthand.stories.seen import Seen


def replies_under(seen: Seen) -> list[Reply]:
    """Return the shown replies within this reader's reach, oldest first.

    One that repeats words masked from the reader is left out, also when the mask is younger than the reply.
    """
    replies = list(seen.story.replies.shown_at(seen.clearance).select_related("user__author"))
    hiding = repeated(
        seen.story, replies, rung=seen.clearance, document=seen.raw_document, withheld=seen.withheld
    )
    return [reply for reply in replies if reply.public_id not in hiding]
