"""The text of a story as HTML, with its pictures and its links to other stories, as one reader reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from firsthand.stories.document.feed import to_feed
from firsthand.stories.document.html import PictureMarkup, to_html
from firsthand.stories.document.shown import links_to, pictures_shown
from firsthand.stories.models import Picture, Story
from firsthand.stories.seen import Seen, seen_all

from .house_words import in_a_story

Absolute = Callable[[str], str]


def body(told: Seen) -> SafeString:
    """Return the text for a page. Veils are drawn for whoever reads inside them."""
    shown = shown_in([told])
    drawn = to_html(
        told.raw_document,
        rung=told.clearance,
        withheld=told.withheld,
        story_address=lambda story: shown.address(story, told),
        picture=lambda picture: shown.picture(picture, told),
        veils=not told.reader.is_stranger,
        words=in_a_story(),
    )
    return mark_safe(drawn)  # noqa: S308 - rendered by us from known nodes, every word escaped


def bodies_for_feed(stories: Sequence[Seen], *, absolute: Absolute) -> list[str]:
    """Return the texts for a feed, in their order; ``absolute`` makes a whole address of a path."""
    shown = shown_in(stories, absolute=absolute)
    words = in_a_story()
    return [
        to_feed(
            told.raw_document,
            rung=told.clearance,
            withheld=told.withheld,
            story_address=lambda story, told=told: shown.address(story, told),  # type: ignore[misc]
            picture=lambda picture, told=told: shown.picture(picture, told),  # type: ignore[misc]
            words=words,
        )
        for told in stories
    ]


@dataclass(frozen=True)
class Shown:
    """What some stories show besides their words: the stories they link to (rung, address), and their pictures."""

    linked: dict[str, tuple[int, str]]
    pictures: dict[tuple[int, str], PictureMarkup]

    def address(self, story: str, told: Seen) -> str | None:
        """Return where a linked story stands, if it exists for all who read ``told`` as this reader does."""
        rung, address = self.linked.get(story, (-1, ""))
        return address if rung >= told.clearance else None

    def picture(self, picture: str, told: Seen) -> PictureMarkup | None:
        return self.pictures.get((told.story.pk, picture))


def shown_in(stories: Sequence[Seen], *, absolute: Absolute = str) -> Shown:
    """Look up all that ``stories``, read by one reader, show: in a few queries, however many there are."""
    links, pictures = set(), set()
    for told in stories:
        links |= links_to(told.raw_document, rung=told.clearance, withheld=told.withheld)
        pictures |= pictures_shown(told.raw_document, rung=told.clearance, withheld=told.withheld)
    return Shown(linked_to(stories, links, absolute), pictures_of(stories, pictures, absolute))


def linked_to(stories: Sequence[Seen], wanted: set[str], absolute: Absolute) -> dict[str, tuple[int, str]]:
    if not wanted:
        return {}
    reader = stories[0].reader
    found = Story.objects.visible_to(reader).filter(public_id__in=wanted).select_related("telling")
    targets = seen_all(found.defer("document"), reader)
    return {each.public_id: (each.story.rung, absolute(each.address)) for each in targets}


def pictures_of(
    stories: Sequence[Seen], wanted: set[str], absolute: Absolute
) -> dict[tuple[int, str], PictureMarkup]:
    if not wanted:
        return {}
    found = Picture.objects.filter(public_id__in=wanted, story__in=[told.story.pk for told in stories])
    return {
        (each.story_id, each.public_id): PictureMarkup(
            src=absolute(reverse("picture", args=[each.public_id])), width=each.width, height=each.height
        )
        for each in found
    }
