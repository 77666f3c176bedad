"""A page as it is kept: its bytes plain and packed, each with everything its answer needs, made beforehand."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from .rule import Environ, Headers, without_keys

# Packed only when that saves at least this share of the bytes.
WORTH_PACKING = 0.1
# What a page costs beside its bytes: objects, keys, index. Measured with 1,000 pages, rounded up.
OVERHEAD = 6 * 1024

WRITTEN_ANEW = {"content-length", "etag", "vary", "content-encoding"}
NOT_AT_ALL = re.compile(r"q=0(\.0*)?")
KEPT_WITHOUT_A_BODY = {"etag", "cache-control", "vary", "expires", "content-location"}


class Answer(NamedTuple):
    """What a WSGI callable gives back."""

    status: str
    headers: Headers
    body: list[bytes]


class Variant:
    """The page in one encoding."""

    __slots__ = ("body", "etag", "headers", "headers_if_unchanged")

    def __init__(self, headers: Headers, body: bytes, *, etag: str, encoding: str = "") -> None:
        self.body, self.etag = [body], etag
        self.headers = [
            *((name, value) for name, value in headers if name.lower() not in WRITTEN_ANEW),
            ("Vary", "Accept-Encoding, Cookie"),
            ("ETag", etag),
            ("Content-Length", str(len(body))),
            *([("Content-Encoding", encoding)] if encoding else []),
        ]
        self.headers_if_unchanged = [
            (name, value) for name, value in self.headers if name.lower() in KEPT_WITHOUT_A_BODY
        ]


class Page:
    """One page, and what it was made from, as of which tick and which moment."""

    __slots__ = ("keys", "made_at", "packed", "plain", "size", "story", "tick")

    def __init__(
        self,
        headers: Headers,
        body: bytes,
        *,
        keys: frozenset[str],
        tick: int,
        made_at: float,
        story: str | None = None,
    ) -> None:
        self.keys, self.tick, self.made_at, self.story = keys, tick, made_at, story
        headers = without_keys(headers)
        etag = etag_in(headers) or f'"{blake2b(body, digest_size=12).hexdigest()}"'
        self.plain = Variant(headers, body, etag=etag)
        packed = gzip.compress(body, compresslevel=6, mtime=0)
        if len(packed) < len(body) * (1 - WORTH_PACKING):
            self.packed = Variant(headers, packed, etag=f'{etag[:-1]}-gz"', encoding="gzip")
        else:
            self.packed = self.plain
        self.size = OVERHEAD + len(body) + (len(packed) if self.packed is not self.plain else 0)

    def answer_to(self, environ: Environ) -> Answer:
        """Return the answer to a GET or HEAD."""
        variant = self.packed if takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) else self.plain
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and is_among(variant.etag, known):
            return Answer("304 Not Modified", variant.headers_if_unchanged.copy(), [])
        body = variant.body if environ["REQUEST_METHOD"] == "GET" else []
        return Answer("200 OK", variant.headers.copy(), body)


def etag_in(headers: Headers) -> str | None:
    return next((value for name, value in headers if name.lower() == "etag" and value.endswith('"')), None)


def is_among(etag: str, known: str) -> bool:
    """Compare weakly, as If-None-Match asks (RFC 9110, 13.1.2)."""
    if known == etag or known == "*":
        return True
    tags = (each.strip().removeprefix("W/") for each in known.split(","))
    return etag.removeprefix("W/") in tags


@lru_cache(maxsize=256)
def takes_gzip(accepted: str) -> bool:
    """Say whether an Accept-Encoding allows gzip.

    >>> [takes_gzip(each) for each in ("gzip, br", "br;q=1, gzip;q=0", "gzip;q=0.5", "identity", "*", "")]
    [True, False, True, False, True, False]
    """
    weights = {}
    for each in accepted.lower().split(","):
        coding, _, parameter = each.partition(";")
        weights[coding.strip()] = parameter.replace(" ", "")
    return not NOT_AT_ALL.fullmatch(weights.get("gzip", weights.get("*", "q=0")))
