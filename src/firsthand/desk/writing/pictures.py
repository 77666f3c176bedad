"""The pictures a sheet may hold: those that were given to its own story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from firsthand.stories.document.validation import BadDocument
from firsthand.stories.models import Picture, Story


def refuse_foreign_pictures(story: Story, document: dict[str, Any]) -> None:
    """Raise ``BadDocument`` when a figure holds a picture of another story: it stands as far out as that one, not this."""
    wanted = set(pictures_in(document))
    if wanted - set(
        Picture.objects.filter(story=story, public_id__in=wanted).values_list("public_id", flat=True)
    ):
        raise BadDocument(_("a picture belongs to another story; add it again here"), where="figure")


def pictures_in(document: dict[str, Any]) -> Iterator[str]:
    """Yield the ids of the pictures in a document that has not been read yet: anything may stand anywhere."""
    waiting: list[Any] = [document]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, dict):
            continue
        attrs, content = node.get("attrs"), node.get("content")
        if node.get("type") == "figure" and isinstance(attrs, dict) and isinstance(attrs.get("picture"), str):
            yield attrs["picture"]
        if isinstance(content, list):
            waiting.extend(content)
