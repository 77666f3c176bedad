from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from .reader import Reader


class WhoReads:
    """Set ``request.reader``. Looked up when first used, so that what asks no reader costs no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reader = SimpleLazyObject(lambda: reader_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def reader_of(request: HttpRequest) -> Reader:
    user = request.user
    return Reader.of(user if user.is_authenticated else None, now=timezone.now())
