"""The text of a story as HTML, with its pictures and its links to other stories, as one reader reads it."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from firsthand.stories.document.feed import to_feed
from firsthand.stories.document.html import PictureMarkup, to_html
from firsthand.stories.document.shown import links_to, pictures_shown
from firsthand.stories.models import Picture, Story
from firsthand.stories.seen import Seen, seen_all

from .house_words import in_a_story


def body(told: Seen) -> SafeString:
    """Return the text for a page. Veils are drawn for whoever reads inside them."""
    drawn = to_html(
        told.raw_document,
        rung=told.clearance,
        withheld=told.withheld,
        story_address=addresses(told).get,
        picture=pictures(told).get,
        veils=not told.reader.is_stranger,
        words=in_a_story(),
    )
    return mark_safe(drawn)  # noqa: S308 - rendered by us from known nodes, every word escaped


def body_for_feed(told: Seen, *, absolute: Callable[[str], str]) -> str:
    """Return the text for a feed; ``absolute`` makes a whole address of a path."""
    linked = {story: absolute(path) for story, path in addresses(told).items()}
    shown = {
        name: PictureMarkup(src=absolute(markup.src), width=markup.width, height=markup.height)
        for name, markup in pictures(told).items()
    }
    return to_feed(
        told.raw_document,
        rung=told.clearance,
        withheld=told.withheld,
        story_address=linked.get,
        picture=shown.get,
        words=in_a_story(),
    )


def addresses(told: Seen) -> dict[str, str]:
    """Return where the stories it links to stand: those that exist for this reader, and for all who read these words."""
    wanted = links_to(told.raw_document, rung=told.clearance, withheld=told.withheld)
    if not wanted:
        return {}
    targets = Story.objects.visible_to(told.reader).filter(public_id__in=wanted, rung__gte=told.clearance)
    found = targets.select_related("telling").defer("document")
    return {target.public_id: target.address for target in seen_all(found, told.reader)}


def pictures(told: Seen) -> dict[str, PictureMarkup]:
    """Return the pictures this reader finds in the story."""
    wanted = pictures_shown(told.raw_document, rung=told.clearance, withheld=told.withheld)
    kept = Picture.objects.filter(story=told.story, public_id__in=wanted) if wanted else []
    return {
        each.public_id: PictureMarkup(
            src=reverse("picture", args=[each.public_id]), width=each.width, height=each.height
        )
        for each in kept
    }
