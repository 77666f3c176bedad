"""The versions: each sitting leaves one, and any of them can come back."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from sheets import at, words

from cast import client_of, doc
from firsthand.audience.rung import Rung
from firsthand.stories.writing import Version, save_working_copy

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(marta, a_story):
    """A story of two sittings."""
    story = a_story("Titolo", words="Prima.", at=timezone.now() - timedelta(days=1))
    save_working_copy(
        story,
        by=marta,
        at=timezone.now(),
        base=Version.of(story.working_copy),
        title="Titolo",
        document=doc("Dopo."),
        after_reading="",
    )
    return story


def test_they_are_listed_with_how_they_begin(marta, story):
    page = client_of(marta).get(at("versions", story)).content.decode()

    assert "Prima." in page
    assert "Dopo." in page


def test_an_older_one_comes_back_on_top_and_none_is_lost(marta, story):
    answer = client_of(marta).post(at("versions", story), {"number": "1"})

    assert answer.status_code == 302
    assert "Prima." in str(story.working_copy.document)
    assert [each.number for each in story.revisions.all()] == [1, 2, 3]


def test_bringing_back_changes_nothing_that_others_read(marta, luca, a_story):
    story = a_story("Titolo", words="Prima.", rung=Rung.COMPANY)
    client = client_of(marta)
    body = json.dumps(words(story, document=doc("Dopo.")))
    client.post(at("save", story), body, content_type="application/json")

    client.post(at("versions", story), {"number": "2"})

    assert "Prima." in client_of(luca).get(story.get_absolute_url()).content.decode()


@pytest.mark.parametrize("number", ["", "0", "9", "-1", "1 OR 1", "²", "99999999999999999999"])
def test_a_version_that_is_none_does_not_exist(marta, story, number):
    assert client_of(marta).post(at("versions", story), {"number": number}).status_code == 404
    assert story.revisions.count() == 2


def test_a_version_of_another_story_does_not_come_here(marta, story, a_story):
    other = a_story("Altro", words="Altrove.")
    assert client_of(marta).post(at("versions", other), {"number": "2"}).status_code == 404
    assert client_of(marta).post(at("versions", other), {"number": "1"}).status_code == 302
    assert "Altrove." in str(other.working_copy.document)
