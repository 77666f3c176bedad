"""The pictures: each goes only to those who read a story that shows it, and portraits to those for whom its face exists."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from firsthand.audience.rung import Rung
from firsthand.stories.document.shown import pictures_shown
from firsthand.stories.models import Picture, Story
from firsthand.stories.seen import Seen, seen

from ..answer import going_out
from ..who import authors_for

POLICY = "default-src 'none'; sandbox"
KINDS = {
    b"RIFF": "image/webp",
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


@require_safe
def picture(request: HttpRequest, public_id: str) -> HttpResponse:
    """Return the picture to whoever reads its story and finds it there."""
    reader = request.reader  # type: ignore[attr-defined]
    story = Story.objects.visible_to(reader).filter(pictures__public_id=public_id)
    found = story.select_related("telling").first()
    if found is None:
        raise Http404
    told = seen(found, reader)
    if not shows(told, public_id):
        raise Http404
    kept = Picture.objects.get(public_id=public_id)
    return image(request, kept.file, etag=public_id, keys=("stories", f"story:{told.public_id}"))


def shows(told: Seen, picture: str) -> bool:
    """Say whether this reader finds the picture in the story. Its authors have all that they gave to it at hand."""
    if told.clearance == Rung.SELF:
        return True
    return picture in pictures_shown(told.raw_document, rung=told.clearance, withheld=told.withheld)


@require_safe
def portrait(request: HttpRequest, portrait: str) -> HttpResponse:
    """Return the portrait of an author who exists for this reader."""
    known = authors_for(request.reader).filter(portrait=portrait)  # type: ignore[attr-defined]
    if not portrait or not known.exists():
        raise Http404
    return image(request, f"portraits/{portrait}", etag=portrait, keys=("stories",))


def image(request: HttpRequest, file: str, *, etag: str, keys: tuple[str, ...]) -> HttpResponse:
    """Return a kept file as an image that can do nothing but be looked at. Its bytes never change under one name."""
    try:
        with default_storage.open(file) as kept:
            data = kept.read()
    except OSError:
        raise Http404 from None
    response = HttpResponse(data, content_type=kind_of(data))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["ETag"] = f'"{etag}"'
    going_out(request, response, *keys)
    return get_conditional_response(request, etag=response["ETag"], response=response)  # type: ignore[return-value]


def kind_of(data: bytes) -> str:
    """Return the kind of image by how it begins; what is none of ours is not called one."""
    return next(
        (kind for begins, kind in KINDS.items() if data.startswith(begins)), "application/octet-stream"
    )
