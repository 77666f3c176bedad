"""How much a request may carry: a stranger a sheet, somebody signed in a picture. More than that is not even read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

# A reply is far shorter; but a sheet is sent also by a page whose session has ended, and Django tells it so.
MOST_OF_A_STRANGER = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
# More than the heaviest picture, so that one that is a little too heavy is still told so by name.
MOST_OF_AN_ACCOUNT = 32 * 1024 * 1024


class Bodies:
    """Passes on to ``inside`` what carries no more than it may, and says its length before it is read.

    Whoever only says they have a session may send as much as an account: what is read is still bounded.
    """

    def __init__(self, inside: Callable[..., Iterable[bytes]]) -> None:
        self.inside = inside
        self.session_cookie: str = settings.SESSION_COOKIE_NAME

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        refused = self.why_not(environ)
        if refused is None:
            return self.inside(environ, start_response)
        said = f"{refused}\n".encode()
        start_response(
            refused,
            [
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Length", str(len(said))),
                ("Cache-Control", "no-store"),
                ("Connection", "close"),
            ],
        )
        return [said]

    def why_not(self, environ: dict[str, Any]) -> str | None:
        """Return the status with which the request is refused; None when it may be read."""
        length = environ.get("CONTENT_LENGTH") or ""
        if not length:
            return "411 Length Required" if "HTTP_TRANSFER_ENCODING" in environ else None
        has_session = self.session_cookie in environ.get("HTTP_COOKIE", "")
        most = MOST_OF_AN_ACCOUNT if has_session else MOST_OF_A_STRANGER
        if not length.isdecimal() or len(length) > 12 or int(length) > most:
            return "413 Content Too Large"
        return None
