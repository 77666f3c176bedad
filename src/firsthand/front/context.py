"""What every page knows: the place, whether somebody is signed in, and where the same page stands in other languages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_from_path, get_language_info

from firsthand.place.models import Place


def place(request: HttpRequest) -> dict[str, Any]:
    return {
        "place": the_place(request),
        "signed_in": is_signed_in(request),
        "other_languages": other_languages(request),
    }


def the_place(request: HttpRequest) -> Place:
    """Return the place, looked up once for a request, and only if the page says anything of it."""
    if not hasattr(request, "place"):
        request.place = SimpleLazyObject(Place.current)  # type: ignore[attr-defined]
    return request.place  # type: ignore[attr-defined]


def is_signed_in(request: HttpRequest) -> bool:
    """Say whether an account is reading; False as well where a request was refused before anybody asked."""
    reader = getattr(request, "reader", None)
    return reader is not None and not reader.is_stranger


def other_languages(request: HttpRequest) -> list[dict[str, str]]:
    """Return where this page stands in the other languages of the interface; none for a page without a language."""
    here = get_language_from_path(request.path_info)
    if here is None:
        return []
    rest = request.get_full_path()[len(f"/{here}") :]
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "address": f"/{code}{rest}",
        }
        for code, _name in settings.LANGUAGES
        if code != get_language()
    ]
