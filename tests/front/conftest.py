"""What the tests of the pages stand on: one look at a page, and the same in another language."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from django.utils import translation

from cast import client_of
from firsthand.people.models import User


@pytest.fixture(autouse=True)
def in_italian() -> Iterator[None]:
    """Begin each test in one language: a page that was read leaves its own behind in the thread."""
    with translation.override("it"):
        yield


@pytest.fixture
def read(db: None) -> Callable[..., str]:
    """Return a function that gives the page at an address (or of a name) as ``by`` reads it."""

    def page(address: str, *, by: User | None = None) -> str:
        answer = client_of(by).get(address if address.startswith("/") else reverse(address))
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return answer.content.decode()

    return page
