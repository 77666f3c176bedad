"""What a log leaves out: addresses, which hold titles and secrets of links, and most of what strangers make it say."""

from __future__ import annotations

import logging

LONGEST = 200


class NoAddress(logging.Filter):
    """Name the page instead of the address that was asked for; tell what a stranger sent in one line, without its path.

    Django writes ``request.path`` where a request failed or a form was refused. A sign-in link whose form was refused
    is still good.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if path is not None and isinstance(record.args, tuple):
            record.args = tuple(page_of(request) if arg == path else arg for arg in record.args)
        if record.name.startswith("django.security"):
            record.msg, record.args = record.getMessage()[:LONGEST], ()
            record.exc_info = record.exc_text = None
        return True


def page_of(request: object) -> str:
    """Return the name under which ``urls.py`` knows the page."""
    match = getattr(request, "resolver_match", None)
    return f"the page “{match.view_name}”" if match else "no page of ours"
