"""Finding a story to link to, by its title: only among those the reader may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from firsthand.stories.document.validation import one_line
from firsthand.stories.models import Revision, Story
from firsthand.stories.seen import Seen, seen_all
from firsthand.stories.visible import asked_of, told_by

from ..mine import signed_by

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from firsthand.audience.reader import Reader

LOOKED_AT = 200  # of the newest whose title seems to fit; a longer title finds the rest
SHOWN = 12


@never_cache
@login_required
@require_safe
def find_story(request: HttpRequest) -> JsonResponse:
    """Return the newest stories in whose title, as this reader reads it, the words stand."""
    words = one_line(request.GET.get("q", ""), most=100)
    reader = request.reader  # type: ignore[attr-defined]
    told = Story.objects.visible_to(reader).told()
    mine = signed_by(reader)
    fitting = Q(title__icontains=words) | Q(pk__in=called(words, reader))
    stories = (told | mine).filter(fitting).select_related("telling").newest_first()[:LOOKED_AT]
    found = [
        seen for seen in seen_all(stories, reader) if seen.title and words.casefold() in seen.title.casefold()
    ]
    return JsonResponse({"stories": [said(seen) for seen in found[:SHOWN]]})


def called(words: str, reader: Reader) -> QuerySet:
    """Return the ids of the stories whose working copy is for ``reader`` and is, or once was, called so."""
    theirs = Q(story__in=told_by(reader)) | Q(story__in=asked_of(reader))
    return Revision.objects.filter(theirs, title__icontains=words).values("story")


def said(seen: Seen) -> dict[str, str]:
    names = ", ".join(str(line.author) for line in seen.bylines)
    return {"id": seen.public_id, "title": seen.title, "who": names}
