"""What the place writes to its log: never an address, which holds the title of a story or the secret of a link."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from io import StringIO
from logging.config import dictConfig

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from firsthand.audience.rung import Rung
from firsthand.people.signin import make_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def logged() -> Iterator[Callable[[], str]]:
    """Return what a place of these settings has written to its log."""
    written = StringIO()
    console = {**settings.LOGGING["handlers"]["console"], "stream": written}
    before = logging.root.handlers[:]
    dictConfig({**settings.LOGGING, "handlers": {"console": console}})
    yield written.getvalue
    logging.root.handlers[:] = before


def test_a_sign_in_link_that_is_still_good_is_not_logged(luca, logged):
    link = make_link(luca, at=timezone.now())

    assert Client(enforce_csrf_checks=True).post(link).status_code == 403

    log = logged()
    assert "Forbidden" in log
    assert "sign-in-with" in log
    assert link.rpartition("/")[2] not in log


def test_the_title_of_a_story_that_could_not_be_shown_is_not_logged(a_story, logged, monkeypatch):
    story = a_story("The zebra in the corridor", rung=Rung.EVERYONE)
    monkeypatch.setattr("firsthand.front.views.story.page", lambda *_, **__: 1 / 0)

    answer = Client(raise_request_exception=False).get(story.get_absolute_url())

    log = logged()
    assert answer.status_code == 500
    assert "ZeroDivisionError" in log
    assert "the page “story”" in log
    assert "zebra" not in log
    assert story.public_id not in log


def test_a_stranger_makes_the_log_say_one_short_line(place, logged):
    assert Client().get(reverse("home"), headers={"host": "x" * 5000}).status_code == 400

    log = logged()
    assert "Invalid HTTP_HOST header" in log
    assert log.count("\n") == 1
    assert len(log) < 400
