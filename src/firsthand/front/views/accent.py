"""The place's accent as a style sheet: the one colour it chose, made readable on paper and at night."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ..accent import on_night, on_paper
from ..context import the_place
from ..keys import made_from

A_YEAR = 60 * 60 * 24 * 365


@require_safe
def accent(request: HttpRequest) -> HttpResponse:
    """Return the sheet. An address that names the colour holds for good: another colour has another address."""
    chosen = the_place(request).accent
    response = made_from(HttpResponse(sheet(chosen), content_type="text/css; charset=utf-8"))
    if request.META["QUERY_STRING"] == chosen.lstrip("#"):
        response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


def sheet(chosen: str) -> str:
    return (
        "@layer tokens {\n"
        f"  :root {{ --accent-on-paper: {on_paper(chosen)}; --accent-on-night: {on_night(chosen)}; }}\n"
        "}\n"
    )
