"""What a request may carry, decided before any of it is read."""

from __future__ import annotations

from typing import Any

import pytest

from firsthand.front.door.bodies import Bodies

SIGNED_IN = {"HTTP_COOKIE": "theme=dark; sessionid=abc"}


class NeverRead:
    """A body that fails the test when anybody reads it."""

    def read(self, *_: int) -> bytes:
        raise AssertionError("the body was read")


def answered(environ: dict[str, Any]) -> str:
    """Return the status of the answer; "inside" when the request was passed on."""
    said: list[str] = []

    def inside(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        said.append("inside")
        return []

    request = {"REQUEST_METHOD": "POST", "wsgi.input": NeverRead(), **environ}
    list(Bodies(inside)(request, lambda status, headers: said.append(status)))
    return said[0]


@pytest.mark.parametrize(
    ("environ", "status"),
    [
        ({}, "inside"),
        ({"CONTENT_LENGTH": ""}, "inside"),
        ({"CONTENT_LENGTH": "40000"}, "inside"),
        ({"CONTENT_LENGTH": "4000000"}, "413 Content Too Large"),
        ({"CONTENT_LENGTH": "4000000", **SIGNED_IN}, "inside"),
        ({"CONTENT_LENGTH": str(21 * 1024 * 1024), **SIGNED_IN}, "inside"),
        ({"CONTENT_LENGTH": str(33 * 1024 * 1024), **SIGNED_IN}, "413 Content Too Large"),
        ({"CONTENT_LENGTH": "9" * 5000, **SIGNED_IN}, "413 Content Too Large"),
        ({"CONTENT_LENGTH": "-1", **SIGNED_IN}, "413 Content Too Large"),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, "411 Length Required"),
        ({"HTTP_TRANSFER_ENCODING": "chunked", **SIGNED_IN}, "411 Length Required"),
    ],
)
def test_more_than_anybody_may_send_is_refused_unread(environ: dict[str, str], status: str):
    assert answered(environ) == status
