"""What a page of this place may load and do: nothing but our own files, and no inline script or style at all."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


class ContentSecurityPolicy:
    """Write the policy on every response.

    A writing page carries an import map, which a browser runs only when the policy names its digest: the view puts it
    into ``response.script_hashes``, a list of "sha256-…". A view that sets a policy of its own keeps it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        hashes = getattr(response, "script_hashes", [])
        response.headers.setdefault("Content-Security-Policy", policy(hashes))
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"
        )
        return response


def policy(script_hashes: list[str]) -> str:
    scripts = " ".join([POLICY["script-src"], *(f"'{digest}'" for digest in script_hashes)])
    return "; ".join(f"{name} {value}" for name, value in {**POLICY, "script-src": scripts}.items())
