"""How a page goes out: a stranger's may be kept by the front door, anybody else's is kept by nobody."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from .keys import made_from


def page(
    request: HttpRequest, template: str, needs: dict[str, Any], *, keys: tuple[str, ...] = ("stories",)
) -> HttpResponse:
    """Return the page drawn with ``needs``; ``keys`` say what it was made from."""
    return going_out(request, render(request, template, needs), *keys)


def going_out(request: HttpRequest, response: HttpResponse, *keys: str) -> HttpResponse:
    """Let the front door keep what a stranger gets; what somebody signed in gets is stored nowhere."""
    if request.reader.is_stranger:  # type: ignore[attr-defined]
        return made_from(response, *keys)
    return unkept(response)


def unkept(response: HttpResponse) -> HttpResponse:
    """Forbid every cache to store ``response``."""
    response.headers.pop("Cache-Control", None)
    patch_cache_control(response, private=True, no_store=True)
    return response


def absolute(request: HttpRequest, path: str) -> str:
    """Return the whole address of a path on this place."""
    scheme = "https" if settings.HTTPS else request.scheme
    return f"{scheme}://{request.get_host()}{path}"
