"""All stories there are for one reader, and those under one word."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from firsthand.stories.models import Tag

from ..answer import page, unkept
from ..lists import page_of, told_to


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    reader = request.reader  # type: ignore[attr-defined]
    found = page_of(told_to(reader), reader, cursor=request.GET.get("after", ""))
    return page(
        request,
        "stories/archive.html",
        {"found": found, "is_first": "after" not in request.GET, "here": "stories"},
    )


@require_safe
def tag(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """Show the stories that bear a tag. It exists for whoever reads it on one of them."""
    reader = request.reader  # type: ignore[attr-defined]
    named = Tag.objects.filter(public_id=public_id).first()
    if named is None:
        raise Http404
    found = page_of(told_to(reader).filter(tags=named), reader, cursor=request.GET.get("after", ""))
    bearing = [seen for seen in found.stories if named in seen.tags]
    if not bearing:
        raise Http404
    if slug != named.slug:
        return unkept(redirect(named))
    found = type(found)(bearing, found.older)
    return page(request, "stories/tag.html", {"tag": named, "found": found, "here": "stories"})
