"""The stories one has signed: what the desk acts on. Whatever else there is does not exist here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest

from firsthand.stories.models import Story
from firsthand.stories.visible import told_by

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from firsthand.audience.reader import Reader


def signed_by(reader: Reader) -> QuerySet[Story]:
    """Return the stories whose byline the reader has accepted; none for a stranger. Roles add nothing."""
    if reader.author_id is None:
        return Story.objects.none()
    return Story.objects.visible_to(reader).filter(pk__in=told_by(reader))


def my_story(request: HttpRequest, public_id: str) -> Story:
    """Return the story, if whoever asks has signed it; answer as for one that never was otherwise."""
    story = signed_by(request.reader).select_related("telling__process").filter(public_id=public_id).first()  # type: ignore[attr-defined]
    if story is None:
        raise Http404
    return story
