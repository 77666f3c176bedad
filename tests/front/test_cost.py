"""What a page costs: a few queries, as many for one story as for twenty, and none for what is closed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import client_of, doc
from firsthand.audience.rung import Rung
from firsthand.people.models import Author
from firsthand.stories.tagging import set_tags

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# The most queries a page may take; the session, the account and the reader's circles are four of them.
MOST = {"home": 30, "stories": 16, "processes": 22, "people": 8, "feed": 14, "sitemap": 12}


def queries(address: str, who=None) -> int:
    client = client_of(who)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.fixture
def many(a_story, marta):
    def tell(count: int, rung: Rung = Rung.EVERYONE) -> None:
        Author.objects.filter(user=marta).update(portrait="marta")
        link = [{"type": "storyLink", "attrs": {"story": a_story("Prima", rung=rung).public_id}}]
        words = {"type": "paragraph", "content": [{"type": "text", "text": "come dissi", "marks": link}]}
        for number in range(count):
            told = a_story(f"Racconto {number}", rung=rung, words=doc(words))
            set_tags(told, [f"parola {number % 3}"], by=marta)

    return tell


@pytest.mark.parametrize("name", MOST)
@pytest.mark.parametrize("who", [None, "luca", "marta"])
def test_a_list_of_many_costs_what_a_list_of_few_does(name, who, many, request, process, luca):
    reader = request.getfixturevalue(who) if who else None
    many(2)
    few = queries(reverse(name), reader)

    many(6)

    assert queries(reverse(name), reader) == few
    assert few <= MOST[name]


@pytest.mark.parametrize("who", [None, "luca", "marta"])
def test_a_story_costs_the_same_whatever_is_told_beside_it(who, many, request, a_story):
    reader = request.getfixturevalue(who) if who else None
    address = a_story("Il banco canta", rung=Rung.EVERYONE).get_absolute_url()
    many(2)
    few = queries(address, reader)

    many(6)

    assert queries(address, reader) == few
    assert few <= 30


@pytest.mark.parametrize("name", MOST)
def test_what_is_closed_costs_nothing(name, many, luca):
    many(2)
    before = queries(reverse(name))

    many(6, Rung.COMPANY)

    assert queries(reverse(name)) == before


def test_the_place_is_asked_for_once_a_page(read, many):
    many(2)
    with CaptureQueriesContext(connection) as asked:
        read("home")
    assert sum("place_place" in query["sql"] for query in asked) == 1
