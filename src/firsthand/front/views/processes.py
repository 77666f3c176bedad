"""The processes that are told: all of them, and one with its line and its chapters."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from firsthand.stories.models import Process

from ..answer import page, unkept
from ..chapters import MOST_ON_A_LINE, days_of, is_long, line_of
from ..lists import page_of, told_to
from ..threads import threads
from ..who import authors_for


@require_safe
def processes(request: HttpRequest) -> HttpResponse:
    reader = request.reader  # type: ignore[attr-defined]
    return page(request, "processes/all.html", {"threads": threads(reader), "here": "processes"})


@require_safe
def process(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """Show a process that exists for this reader: its phases and events, and the stories of it that they may read."""
    reader = request.reader  # type: ignore[attr-defined]
    visible = Process.objects.visible_to(reader).select_related("answers_for_it")
    found = get_object_or_404(visible.prefetch_related("phases", "events"), public_id=public_id)
    if slug != found.slug:
        return unkept(redirect(found))
    stories = told_to(reader).filter(telling__process=found)
    listed = page_of(stories, reader, cursor=request.GET.get("after", ""), most=MOST_ON_A_LINE)
    line = line_of(found, reader, listed.stories)
    answers = found.answers_for_it
    needs = {
        "here": "processes",
        "process": found,
        "listed": listed,
        "line": line,
        "is_long": is_long(line),
        "days": days_of(line),
        "has_page": answers is not None and authors_for(reader).filter(pk=answers.pk).exists(),
    }
    return page(request, "processes/process.html", needs)
