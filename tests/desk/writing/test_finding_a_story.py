"""A story to link to is found by its title as whoever looks for it reads it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import client_of, doc
from firsthand.audience.rung import Rung
from firsthand.stories.writing import Version, save_working_copy


@pytest.fixture
def renamed(marta, arjun, a_story):
    """A story open to the company whose author has called it differently since, and asked Arjun to read that."""
    story = a_story("L'airone sul tetto", rung=Rung.COMPANY, asked=arjun)
    save_working_copy(
        story,
        by=marta,
        at=timezone.now(),
        base=Version.of(story.working_copy),
        title="La fenice sul molo",
        document=doc("Alle sei."),
        after_reading="",
    )
    return story


def found_by(user, words):
    answer = client_of(user).get(reverse("find-story"), {"q": words})
    return [each["title"] for each in answer.json()["stories"]]


def test_authors_and_whom_they_asked_find_it_by_the_title_they_read(marta, arjun, renamed):
    for user in (marta, arjun):
        assert found_by(user, "fenice") == ["La fenice sul molo"]
        assert found_by(user, "airone") == []


def test_others_find_it_by_the_title_that_is_shown(luca, elena, renamed):
    assert found_by(luca, "AIRONE") == ["L'airone sul tetto"]
    assert found_by(luca, "fenice") == []
    assert found_by(elena, "airone") == []
