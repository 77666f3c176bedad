"""What a stranger gets may be kept for all strangers: it holds nothing of one reader, and asks nothing of other sites."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from cast import client_of
from firsthand.audience.rung import Rung
from firsthand.front.keys import HEADER
from firsthand.stories.models import Tag
from firsthand.stories.tagging import set_tags

pytestmark = pytest.mark.django_db

NAMES = ["home", "stories", "processes", "people", "feed", "sign-in", "sitemap", "robots", "accent"]


@pytest.fixture
def addresses(a_story, marta, process):
    story = a_story(rung=Rung.EVERYONE)
    set_tags(story, ["notte"], by=marta)
    return {
        **{name: reverse(name) for name in NAMES},
        "story": story.get_absolute_url(),
        "process": process.get_absolute_url(),
        "author": reverse("author", args=[marta.author.public_id, marta.author.slug]),
        "tag": Tag.objects.get().get_absolute_url(),
    }


def test_pages_for_strangers_set_no_cookie_and_hold_no_token(addresses, luca):
    client = client_of(None)
    for name, address in addresses.items():
        answer = client.get(address)

        assert answer.status_code == 200, name
        assert not answer.cookies, name
        assert "csrfmiddlewaretoken" not in answer.content.decode(), name
    assert "csrfmiddlewaretoken" in client_of(luca).get(addresses["home"]).content.decode()


def test_pages_for_strangers_say_what_they_were_made_from(addresses):
    for name, address in addresses.items():
        answer = client_of(None).get(address)
        made_from = answer[HEADER].split()

        assert "place" in made_from, name
        assert answer["Cache-Control"] == "no-cache", name
        assert set(answer.get("Vary", "Cookie").split(", ")) <= {"Cookie", "Accept-Encoding"}, name
        if name not in ("sign-in", "robots", "accent"):
            assert "stories" in made_from, name
    story = addresses["story"].split("/")[3]
    assert f"story:{story}" in client_of(None).get(addresses["story"])[HEADER].split()


def test_pages_of_somebody_signed_in_are_kept_by_nobody(addresses, luca):
    for name, address in addresses.items():
        if name in ("feed", "sitemap", "robots", "accent", "sign-in"):
            continue
        answer = client_of(luca).get(address)

        assert answer.status_code == 200, name
        assert HEADER not in answer, name
        assert answer["Cache-Control"] == "private, no-store", name


def test_two_strangers_get_the_same_bytes(addresses):
    for name, address in addresses.items():
        assert client_of(None).get(address).content == client_of(None).get(address).content, name


def test_no_page_asks_anything_of_another_site(addresses, luca):
    for client in (client_of(None), client_of(luca)):
        for name, address in addresses.items():
            page = client.get(address).content.decode()
            fetched = re.findall(
                r'<(?:img|script|link|iframe|source|form)\b[^>]*?(?:src|href|action)="([^"]*)"', page
            )
            assert all(each.startswith(("/", "?", "http://testserver/")) for each in fetched), (name, fetched)
            assert " style=" not in page, name
            assert "@import" not in page, name


def test_a_page_says_nothing_finer_than_a_day(addresses):
    for name in ("home", "stories", "story", "process", "author", "tag", "sitemap"):
        page = client_of(None).get(addresses[name]).content.decode()
        assert not re.search(r"T\d\d:\d\d|\b\d\d:\d\d\b", page), name
    feed = client_of(None).get(addresses["feed"]).content.decode()
    assert set(re.findall(r"T(\d\d:\d\d:\d\d)", feed)) == {"00:00:00"}


def test_heads_are_answered_as_pages_are(addresses):
    for name, address in addresses.items():
        answer = client_of(None).head(address)
        assert (answer.status_code, answer.content) == (200, b""), name


def test_nothing_is_posted_to_a_page(addresses):
    for name, address in addresses.items():
        assert client_of(None).post(address).status_code == 405, name


def test_pages_need_no_script(addresses):
    for name, address in addresses.items():
        page = client_of(None).get(address).content.decode()
        assert re.findall(r"<script(?! type=\"application/ld\+json\")", page) == [], name
