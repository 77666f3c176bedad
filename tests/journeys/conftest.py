"""Somebody at the desk, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page
from writing_desk import Sheet

from browser import LivePlace
from firsthand.people.models import User
from firsthand.stories.models import Story


@pytest.fixture
def marta_signed_in(live_place: LivePlace, context: BrowserContext, marta: User) -> User:
    live_place.sign_in(context, marta)
    return marta


@pytest.fixture
def sheet(page: Page, complaints: list[str], marta_signed_in: User, a_story: Callable[..., Story]) -> Sheet:
    """Marta's sheet, open in her browser."""
    return Sheet(page, a_story()).open()
