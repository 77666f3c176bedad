"""Finding a story to link to: only among those the reader may read, by the title as they read it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from cast import client_of
from firsthand.audience.rung import Rung
from firsthand.stories.narrowing import withhold

pytestmark = pytest.mark.django_db


def found_by(user, words=""):
    return [
        each["title"] for each in client_of(user).get("/it/desk/stories/find", {"q": words}).json()["stories"]
    ]


def test_each_finds_what_is_open_to_them(marta, teresa, luca, elena, ada, a_story):
    a_story("Airone per tutti", rung=Rung.EVERYONE)
    a_story("Airone dell’azienda", rung=Rung.COMPANY)
    a_story("Airone della squadra", rung=Rung.TEAM)
    a_story("Airone di Marta")

    assert len(found_by(marta, "airone")) == 4
    assert len(found_by(teresa, "airone")) == 3
    assert found_by(luca, "airone") == found_by(ada, "airone") == ["Airone dell’azienda", "Airone per tutti"]
    assert found_by(elena, "airone") == ["Airone per tutti"]
    assert found_by(luca, "volpe") == []


def test_words_withheld_in_a_title_do_not_find_it(marta, luca, nadia, a_story):
    story = a_story("Il caso Ermellino", rung=Rung.COMPANY)
    assert found_by(luca, "ermellino") == ["Il caso Ermellino"]

    withhold(
        story, words="Ermellino", up_to=Rung.SELF, say="chiuso", because="x", by=nadia, at=timezone.now()
    )

    assert found_by(luca, "ermellino") == []
    assert found_by(luca, "caso") == ["Il caso chiuso"]


def test_a_stranger_finds_nothing(place, a_story):
    a_story("Airone per tutti", rung=Rung.EVERYONE)
    assert client_of(None).get("/it/desk/stories/find").status_code == 302
