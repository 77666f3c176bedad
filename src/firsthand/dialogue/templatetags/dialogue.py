from __future__ import annotations

from typing import Any

from django import template

from firsthand.stories.seen import Seen

from ..under import replies_under

register = template.Library()


@register.inclusion_tag("dialogue/_replies.html")
def replies(seen: Seen) -> dict[str, Any]:
    """Return what ``_replies.html`` needs: the replies this reader finds under the story, and where to write one."""
    return {"replies": replies_under(seen), "seen": seen}
