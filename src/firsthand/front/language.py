"""The language of the interface: from the path where it stands in one, from the browser where a page has none."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language_from_path

from .keys import HEADER


class LanguageOfThePage(LocaleMiddleware):
    """Django's, but a page that may be kept is not said to vary by the browser's language: none is made so.

    A picture or the sitemap has no language in its path and is the same for all.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response = super().process_response(request, response)
        if HEADER in response.headers and "Vary" in response.headers:
            said = [name.strip() for name in response.headers["Vary"].split(",")]
            kept = [name for name in said if name.lower() != "accept-language"]
            if kept:
                response.headers["Vary"] = ", ".join(kept)
            else:
                del response.headers["Vary"]
            if get_language_from_path(request.path_info) is None:
                del response.headers["Content-Language"]
        return response
