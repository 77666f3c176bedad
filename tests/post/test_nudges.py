"""Nobody is nudged more than once a week."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from firsthand.post.models import Nudge
from firsthand.post.nudges import address_key, may_nudge, note_nudge

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
ANNA, BRUNO = address_key("anna@pompebrenta.example"), address_key("bruno@pompebrenta.example")


def test_one_nudge_a_week_and_one_for_each():
    assert may_nudge(ANNA, now=NOW)
    assert note_nudge(ANNA, now=NOW)

    assert not may_nudge(ANNA, now=NOW)
    assert may_nudge(BRUNO, now=NOW)
    assert not may_nudge(ANNA, now=NOW + WEEK - timedelta(seconds=1))
    assert may_nudge(ANNA, now=NOW + WEEK)


def test_of_two_who_asked_before_either_took_it_one_gets_the_nudge():
    assert may_nudge(ANNA, now=NOW)
    assert may_nudge(ANNA, now=NOW)

    assert [note_nudge(ANNA, now=NOW), note_nudge(ANNA, now=NOW)] == [True, False]
    assert [note_nudge(ANNA, now=NOW + WEEK), note_nudge(ANNA, now=NOW + WEEK)] == [True, False]
    assert Nudge.objects.get().at == NOW + WEEK


def test_a_nudge_whose_letter_could_not_be_written_was_not_taken():
    with transaction.atomic():
        assert note_nudge(ANNA, now=NOW)
        assert not may_nudge(ANNA, now=NOW)
        transaction.set_rollback(True)

    assert may_nudge(ANNA, now=NOW)


def test_an_address_is_remembered_by_a_key_that_does_not_tell_it(settings):
    assert address_key(" Anna@PompeBrenta.example ") == ANNA
    assert "anna" not in ANNA
    settings.SECRET_KEY = "another place"
    assert address_key("anna@pompebrenta.example") != ANNA
