"""The one address that negotiates: it leads to the language the reader's browser asks for first."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from firsthand.place.models import Place

from ..answer import unkept


@require_safe
def negotiate(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in a language the browser asks for; in the place's own when it asks for none of ours."""
    asked = "Accept-Language" in request.headers
    language = get_language_from_request(request) if asked else Place.current().language
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    response = unkept(HttpResponseRedirect(f"/{language}/"))
    patch_vary_headers(response, ["Accept-Language"])
    return response
