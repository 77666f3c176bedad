"""Who tells: everybody of whom this reader can see a story, and one person with their own story and their stories."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from firsthand.stories.models import Byline

from ..answer import page, unkept
from ..lists import page_of, told_to
from ..who import authors_for, reads_own_story_of


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    reader = request.reader  # type: ignore[attr-defined]
    return page(
        request,
        "people/people.html",
        {"authors": authors_for(reader).order_by("name", "pk"), "here": "people"},
    )


@require_safe
def author(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """Show an author who exists for this reader, and the stories they signed that this reader may see."""
    reader = request.reader  # type: ignore[attr-defined]
    found = get_object_or_404(authors_for(reader), public_id=public_id)
    if slug != found.slug:
        return unkept(redirect("author", found.public_id, found.slug))
    signed = Byline.objects.accepted().filter(author=found)
    stories = told_to(reader).filter(pk__in=signed.values("story"))
    listed = page_of(stories, reader, cursor=request.GET.get("after", ""))
    needs = {
        "here": "people",
        "author": found,
        "own_story": reads_own_story_of(found, reader),
        "listed": listed,
        "processes": list(dict.fromkeys(seen.process for seen in listed.stories if seen.process)),
        "is_me": found.pk == reader.author_id,
    }
    return page(request, "people/author.html", needs)
