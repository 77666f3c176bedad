"""A real browser for journeys: Debian's Chromium, driven by Playwright, cut off from everything but the place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, sync_playwright

from cast import client_of
from firsthand.people.models import User

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
]


def chromium() -> str | None:
    """Return the path of the browser on this machine; None without one."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    return None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in this thread; Django would take every query of the test for one from async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        args = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
        launched = playwright.chromium.launch(executable_path=chromium(), args=args)
        yield launched
        launched.close()


@dataclass
class LivePlace:
    """The place as a browser reaches it, on a port of its own."""

    address: str

    def at(self, path: str) -> str:
        return f"{self.address}{path}"

    def sign_in(self, context: BrowserContext, user: User) -> None:
        """Give the browser the session of ``user``."""
        session = client_of(user).cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": session.key, "value": session.value, "url": self.address}])


@pytest.fixture
def live_place(live_server: Any) -> LivePlace:
    """The place, answering in a thread of the test; what the test writes through the models is there at once."""
    return LivePlace(live_server.url)


@pytest.fixture
def context(browser: Browser, live_place: LivePlace) -> Iterator[BrowserContext]:
    """A fresh browser profile. A request to anywhere but the place is stopped, and fails the test."""
    outside: list[str] = []
    home = urlsplit(live_place.address).netloc

    def let_through(route: Route, request: Request) -> None:
        if urlsplit(request.url).netloc == home:
            route.continue_()
        else:
            outside.append(request.url)
            route.abort()

    fresh = browser.new_context(locale="it-IT", base_url=live_place.address)
    fresh.set_default_timeout(10_000)
    fresh.route("http*://**/*", let_through)
    yield fresh
    fresh.close()
    assert not outside, f"the page asked somebody else: {outside}"


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page of that profile."""
    return context.new_page()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of on ``page``: errors of scripts, and what the content policy refused."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda line: heard.append(line.text) if line.type == "error" else None)
    return heard
