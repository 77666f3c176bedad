"""The versions of a story in other languages, as far as they exist for one reader; each stands on a rung of its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_info, override

from firsthand.stories.models import Story
from firsthand.stories.seen import Seen, seen_all


@dataclass(frozen=True)
class Version:
    """A story in another language: its name as it calls itself, and its address under that language."""

    language: str
    name: str
    seen: Seen
    address: str


def versions_of(told: Seen) -> list[Version]:
    """Return the other versions that this reader may read."""
    others = Story.objects.visible_to(told.reader).told().filter(telling=told.story.telling_id)
    found = others.exclude(pk=told.story.pk).select_related("telling").defer("document").order_by("language")
    return [
        Version(
            seen.story.language,
            name_of(seen.story.language),
            seen,
            own_address(seen.story.language, seen.public_id, seen.slug),
        )
        for seen in seen_all(found, told.reader)
    ]


def own_address(language: str, public_id: str, slug: str) -> str:
    """Return where a story stands under its own language; under the place's first where the interface has no such."""
    spoken = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(spoken):
        return reverse("story", args=[public_id, slug])


def name_of(language: str) -> str:
    """Return what a language calls itself; its code when Django does not know it."""
    try:
        return str(get_language_info(language)["name_local"]).capitalize()
    except KeyError:
        return language
