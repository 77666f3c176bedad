"""One story, as whoever asks for it reads it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from firsthand.audience.reader import Reader
from firsthand.audience.rung import Rung
from firsthand.stories.models import Story
from firsthand.stories.seen import Seen, seen

from ..answer import absolute, page, unkept
from ..body import body
from ..chapters import is_long, line_of, neighbours, stories_of
from ..gone import days_open
from ..ladder import ladder_of
from ..structured import canonical, structured
from ..versions import versions_of
from .errors import said


@require_safe
def story(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """Show the story. The gate comes first; only then is an old or wrong address led to the right one."""
    reader = request.reader  # type: ignore[attr-defined]
    found = (
        Story.objects.visible_to(reader).filter(public_id=public_id).select_related("telling__phase").first()
    )
    if found is None:
        return taken_back(request, public_id, reader)
    told = seen(found, reader)
    if slug != told.slug:
        return unkept(redirect(told.address))
    own_address = absolute(request, canonical(told))
    needs = {
        "here": "stories",
        "seen": told,
        "body": body(told),
        "steps": ladder_of(told),
        "versions": versions_of(told),
        "canonical": own_address,
        "structured": structured(told, address=own_address, absolute=lambda path: absolute(request, path))
        if reader.is_stranger
        else None,
        "is_mine": told.clearance == Rung.SELF,
        "is_newer": told.is_working_copy and not is_as_shown(told),
        **where_in_its_process(told),
    }
    return page(request, "stories/story.html", needs, keys=("stories", f"story:{told.public_id}"))


def is_as_shown(told: Seen) -> bool:
    """Say whether the newest words are those that others read too."""
    story = told.story
    shown = story.shown_revision_id is not None and told.raw_document == story.document
    return shown and (told.title, told.after_reading) == (
        told.said(story.title),
        told.said(story.after_reading),
    )


def where_in_its_process(told: Seen) -> dict[str, object]:
    """Return the line of its process and the chapters beside it, if the process exists for this reader."""
    if told.process is None:
        return {}
    stories = stories_of(told.process, told.reader)
    line = line_of(told.process, told.reader, stories, here=told)
    before, after = neighbours(stories, told)
    phases = [stretch.phase for stretch in line if stretch.phase]
    number = phases.index(told.phase) + 1 if told.phase in phases else None
    return {
        "line": line,
        "is_long": is_long(line),
        "before": before,
        "after": after,
        "phase_number": number,
        "phases": phases,
    }


def taken_back(request: HttpRequest, public_id: str, reader: Reader) -> HttpResponse:
    """Tell those who could once read it from when to when it was open; anybody else, that there is nothing."""
    days = days_open(public_id, reader)
    if not days:
        raise Http404
    return said(
        request,
        410,
        _("This story was taken back"),
        _("You could read it once. Whoever told it has taken it back, as they may at any time."),
        days=days,
    )
