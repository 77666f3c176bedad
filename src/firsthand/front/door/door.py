"""The outermost WSGI callable of a place."""

from __future__ import annotations

import logging
import os
import time
import weakref
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError
from django.http.request import split_domain_port, validate_host

from . import log as change_log
from .counting import Tally
from .lease import Lease
from .page import Answer, Page
from .rule import (
    Address,
    Environ,
    Headers,
    address_of,
    keys_of,
    may_be_kept,
    may_be_kept_from,
    story_named_by,
    without_keys,
)
from .store import Store

log = logging.getLogger(__name__)

StartResponse = Callable[..., Any]
Wsgi = Callable[[Any, StartResponse], Iterable[bytes]]


class Door:
    """Answers from the store of this process while its lease holds, and asks ``inside`` for everything else.

    ``inside`` calls ``start_response`` before it returns, and does not use ``write``; Django does so.
    """

    def __init__(
        self,
        inside: Wsgi,
        *,
        tick_now: Callable[[], int] = change_log.tick_now,
        wall: Callable[[], float] = time.time,
        **lease: Any,
    ) -> None:
        self.inside, self.tick_now, self.wall = inside, tick_now, wall
        self.about_lease = lease
        self.session_cookie: str = settings.SESSION_COOKIE_NAME
        self.begin_afresh()
        os.register_at_fork(after_in_child=partial(begin_afresh_in_child, weakref.ref(self)))

    def begin_afresh(self) -> None:
        """Keep nothing, hold no lease. A process that was forked off begins so: locks and threads are its parent's."""
        self.store, self.tally = Store(), Tally()
        self.lease = Lease(self.store, self.tally, wall=self.wall, **self.about_lease)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            address = address_of(environ, session_cookie=self.session_cookie)
            answer = self.answer_from_store(environ, address) if address else None
        except Exception:
            log.exception("The front door failed; Django answers.")
            address = answer = None
        if answer is None:
            return self.ask_inside(environ, start_response, address)
        start_response(answer.status, answer.headers)
        return answer.body

    def answer_from_store(self, environ: Environ, address: Address) -> Answer | None:
        """Return the kept answer. The lease is checked before the page is looked up; ``lease.py`` says why."""
        if not self.lease.holds():
            self.lease.want()
            return None
        self.lease.is_used = True
        page = self.store.find(address)
        if page is None:
            return None
        if page.story is not None:
            self.count(environ, page.story)
        return page.answer_to(environ)

    def ask_inside(
        self, environ: Environ, start_response: StartResponse, address: Address | None
    ) -> Iterable[bytes]:
        """Have Django answer, and keep what it made if that may be given to others."""
        tick = self.tick_or_none() if address is not None and may_be_kept_from(environ) else None
        made_at = self.wall()
        said = Said()
        body = self.inside(environ, said)
        try:
            self.count_what_was_said(environ, said)
            if address is not None and tick is not None and may_be_kept(said.status, said.headers):
                body = gathered(body)
                answer = self.page_of(said, body[0], address, tick, made_at).answer_to(environ)
                start_response(answer.status, answer.headers)
                return answer.body
        except Exception:
            log.exception("The front door failed; what Django answered is passed on.")
        start_response(said.status, without_keys(said.headers))
        return body

    def page_of(self, said: Said, body: bytes, address: Address, tick: int, made_at: float) -> Page:
        """Return what was made as a page, kept if the host is ours and nothing in it has changed meanwhile."""
        keys = keys_of(said.headers)
        story = story_named_by(address.path, keys)
        page = Page(said.headers, body, keys=keys, tick=tick, made_at=made_at, story=story)
        if is_ours(address.host) and says_its_length(said, body):
            self.store.keep(address, page)
        return page

    def tick_or_none(self) -> int | None:
        """Return the tick before a rendering; None when the database does not say, and Django will."""
        try:
            return self.tick_now()
        except DatabaseError:
            return None

    def count_what_was_said(self, environ: Environ, said: Said) -> None:
        is_a_page = said.status.startswith("200") and self.session_cookie not in environ.get(
            "HTTP_COOKIE", ""
        )
        if is_a_page and (keys := keys_of(said.headers)):
            self.count(environ, story_named_by(environ["PATH_INFO"], keys))

    def count(self, environ: Environ, story: str | None) -> None:
        if environ["REQUEST_METHOD"] == "GET":
            self.tally.add(story, environ.get("HTTP_USER_AGENT", ""))


def begin_afresh_in_child(door: weakref.ref[Door]) -> None:
    if (ours := door()) is not None:
        ours.begin_afresh()


class Said:
    """What ``inside`` told ``start_response``, held back until the keys are off it."""

    def __init__(self) -> None:
        self.status, self.headers = "500 Internal Server Error", Headers()

    def __call__(self, status: str, headers: Headers, exc_info: Any = None) -> None:
        self.status, self.headers = status, headers


def gathered(body: Iterable[bytes]) -> list[bytes]:
    """Return the whole body as one piece, and close what it came from."""
    try:
        return [b"".join(body)]
    finally:
        if hasattr(body, "close"):
            body.close()


def says_its_length(said: Said, body: bytes) -> bool:
    return all(value == str(len(body)) for name, value in said.headers if name.lower() == "content-length")


def is_ours(host: str) -> bool:
    return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)
