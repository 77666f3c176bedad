"""Every page answers, for a stranger and for whoever is signed in."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from cast import client_of
from firsthand.audience.rung import Rung

pytestmark = pytest.mark.django_db

LISTS = ["home", "stories", "processes", "people"]


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("name", [*LISTS, "feed", "sign-in"])
def test_a_place_without_stories_says_what_to_do_first(name, language, place, luca):
    with translation.override(language):
        address = reverse(name)
    assert client_of(None).get(address).status_code == 200
    assert client_of(luca).get(address).status_code in (200, 302)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_shows_what_is_open_to_the_reader_and_nothing_else(name, a_story, luca, elena):
    a_story("Airone sul tetto", rung=Rung.COMPANY)
    a_story("Sempre aperto", rung=Rung.EVERYONE)
    a_story("Solo mio", rung=Rung.SELF)
    address = reverse(name)

    inside, outside = (client_of(who).get(address).content.decode() for who in (luca, elena))

    if name in ("home", "stories"):
        assert "Airone sul tetto" in inside
        assert "Sempre aperto" in outside
    assert "Airone" not in outside
    assert "Solo mio" not in inside


def test_a_story_is_read_by_whom_it_is_open_to(a_story, luca, elena):
    story = a_story("Airone sul tetto", rung=Rung.COMPANY, words="Un airone cinerino.")

    read = client_of(luca).get(story.get_absolute_url())

    assert read.status_code == 200
    assert "Un airone cinerino." in read.content.decode()
    assert client_of(elena).get(story.get_absolute_url()).status_code == 404
    assert client_of(None).get(story.get_absolute_url()).status_code == 404
