"""What is said when nothing can be shown. An error page says nothing of what was asked for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ..answer import unkept
from ..context import the_place


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return said(
        request,
        400,
        _("I did not understand that"),
        _("The request came in a form that this place does not read. Go back and try once more."),
    )


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return said(request, 403, _("This is not yours to do"), _("Nothing has changed."))


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    return said(
        request,
        403,
        _("The form has grown old"),
        _(
            "It was open for long, or in another window you signed in or out. Go back, load the page again and send "
            "it once more; nothing has changed."
        ),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer the same for what is not for this reader and for what never was."""
    return said(
        request,
        404,
        _("There is nothing here"),
        _("Nothing that you may read stands at this address. If somebody gave it to you, ask them about it."),
    )


def failed(request: HttpRequest) -> HttpResponse:
    """Say that something broke, in a page that asks the database nothing."""
    words = {
        "heading": _("Something broke on our side"),
        "words": _(
            "It is not your doing, and what was saved is safe. Try again in a minute; if it goes on, tell whoever "
            "runs this place."
        ),
    }
    return unkept(HttpResponse(render_to_string("front/failed.html", words), status=500))


def said(request: HttpRequest, status: int, heading: str, words: str, **more: Any) -> HttpResponse:
    """Return a page with one heading and one sentence. It does not say the address, which would tell pages apart."""
    needs = {"heading": heading, "words": words, "place": the_place(request), **more}
    drawn = render_to_string("front/said.html", {**needs, "other_languages": []}, request)
    return unkept(HttpResponse(drawn, status=status))
