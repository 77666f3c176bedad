"""Which requests the front door answers from its store, and which pages it keeps. Pure.

What is not named here passes by the store: a session, a query, a range, an authorisation, an unknown scheme.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from firsthand.front.keys import HEADER

# A page with more bytes than this is not kept.
MOST_BYTES_OF_A_PAGE = 512 * 1024

MAY_VARY_BY = {"cookie", "accept-encoding"}
NEVER_KEPT_WITH = {"set-cookie", "content-encoding", "content-range", "transfer-encoding"}
NEVER_KEPT_WHEN = {"no-store", "private"}

Environ = Mapping[str, Any]
Headers = list[tuple[str, str]]


class Address(NamedTuple):
    """Under what a page is kept: one path, as one host shows it with or without TLS."""

    host: str
    proto: str
    path: str


def address_of(environ: Environ, *, session_cookie: str) -> Address | None:
    """Return under which address the store may answer; None where only Django may.

    Any mention of the session's cookie counts as a session, wherever in the header it stands.
    """
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or environ.get("QUERY_STRING"):
        return None
    if session_cookie in environ.get("HTTP_COOKIE", ""):
        return None
    if "HTTP_AUTHORIZATION" in environ or "HTTP_RANGE" in environ:
        return None
    host = environ.get("HTTP_HOST")
    proto = environ.get("HTTP_X_FORWARDED_PROTO", "http")
    if not host or (proto != "http" and proto != "https"):
        return None
    return Address(host, proto, environ["PATH_INFO"])


def may_be_kept_from(environ: Environ) -> bool:
    """Say whether the answer to this request may be kept for others: nothing in it can stem from a cookie."""
    return environ["REQUEST_METHOD"] == "GET" and "HTTP_COOKIE" not in environ


def keys_of(headers: Headers) -> frozenset[str]:
    """Return what the page says it was made from; empty for an answer that is no page of ours."""
    return frozenset(
        key for name, value in headers if name.lower() == HEADER.lower() for key in value.split()
    )


def without_keys(headers: Headers) -> Headers:
    """Return the headers as they may leave the house."""
    return [(name, value) for name, value in headers if name.lower() != HEADER.lower()]


def may_be_kept(status: str, headers: Headers) -> bool:
    """Say whether this answer may be kept and given to everyone."""
    said: dict[str, list[str]] = {}
    for name, value in headers:
        said.setdefault(name.lower(), []).extend(word.strip().lower() for word in value.split(","))
    length = (said.get("content-length") or [""])[0]
    return (
        status.split(" ", 1)[0] == "200"
        and "place" in keys_of(headers)
        and NEVER_KEPT_WITH.isdisjoint(said)
        and NEVER_KEPT_WHEN.isdisjoint(said.get("cache-control", []))
        and MAY_VARY_BY.issuperset(said.get("vary", []))
        and length.isdecimal()
        and int(length) <= MOST_BYTES_OF_A_PAGE
    )


def story_named_by(path: str, keys: frozenset[str]) -> str | None:
    """Return the public id of the story whose own page this is; None for a list, whatever stands in it."""
    words = path.split("/")
    for key in keys:
        kind, _, public_id = key.partition(":")
        if kind == "story" and public_id in words:
            return public_id
    return None
