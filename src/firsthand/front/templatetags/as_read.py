"""A story drawn inside another page: what the story page puts together for itself, for whoever is in front of it."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from firsthand.stories.seen import Seen

from ..body import body
from ..ladder import Step, ladder_of
from ..versions import Version, versions_of

register = template.Library()


@register.simple_tag
def body_of(seen: Seen) -> SafeString:
    """Return the text as this reader reads it."""
    return body(seen)


@register.simple_tag
def steps_of(seen: Seen) -> list[Step]:
    """Return the ladder as this reader finds it under the story."""
    return ladder_of(seen)


@register.simple_tag
def versions_for(seen: Seen) -> list[Version]:
    """Return the versions in other languages that exist for this reader."""
    return versions_of(seen)
