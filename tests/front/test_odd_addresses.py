"""Addresses that nobody types: what is in them reaches no database, and nothing breaks."""

from __future__ import annotations

import pytest
from django.urls import Resolver404, resolve, reverse

from cast import client_of

pytestmark = pytest.mark.django_db

PLACES = [
    "/it/stories/{}/reply",
    "/it/desk/stories/{}/",
    "/it/desk/stories/{}/open",
    "/it/desk/stories/{}/save",
    "/it/desk/replies/{}",
]


@pytest.mark.parametrize("place", PLACES)
def test_the_name_of_a_thing_is_letters_and_digits_only(place: str):
    assert resolve(place.format("Ab-_09xyz"))
    for odd in ("a\0b", "a b", "a\nb", "\u202e", "a%00"):
        with pytest.raises(Resolver404):
            resolve(place.format(odd))


def test_what_no_database_can_hold_is_looked_for_without_it(luca, marta, a_story):
    a_story("The heron on the roof")
    found = client_of(marta).get(reverse("find-story"), {"q": "her\0on"})
    assert found.status_code == 200
    assert client_of(marta).get(reverse("find-story"), {"q": "heron\0"}).json()["stories"]
