"""A story told in two languages stands in a list once, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from cast import client_of, doc
from firsthand.audience.rung import Rung
from firsthand.people.models import User
from firsthand.stories.models import Process, Story
from firsthand.stories.opening import open_story
from firsthand.stories.writing import begin_story


@pytest.fixture
def in_two_languages(a_story: Callable[..., Story], marta: User) -> Callable[..., list[Story]]:
    """Return a function that tells of the heron: in Italian to everyone, in English as far as it is told to."""

    def tell(*, english: Rung = Rung.EVERYONE) -> list[Story]:
        now = timezone.now()
        first = a_story("Un airone sul tetto", rung=Rung.EVERYONE)
        second = begin_story(
            by=marta,
            at=now,
            origin="impulse",
            language="en",
            title="A heron on the roof",
            document=doc("It was six."),
            version_of=first,
        )
        open_story(second, to=english, by=marta, at=now)
        return [first, second]

    return tell


@pytest.mark.parametrize("path", ["", "stories/", "feed.xml", "process"])
def test_a_list_has_it_in_the_language_of_the_page(
    path: str, client: Client, in_two_languages: Callable[..., list[Story]], process: Process
) -> None:
    in_two_languages()

    def shown(language: str) -> str:
        address = f"processes/{process.public_id}/{process.slug}" if path == "process" else path
        return client.get(f"/{language}/{address}").content.decode()

    assert "Un airone sul tetto" in shown("it")
    assert "A heron on the roof" not in shown("it")
    assert "A heron on the roof" in shown("en")
    assert "Un airone sul tetto" not in shown("en")


def test_who_may_not_read_the_version_of_the_page_finds_the_other(
    client: Client, in_two_languages: Callable[..., list[Story]], luca: User
) -> None:
    in_two_languages(english=Rung.COMPANY)

    assert "Un airone sul tetto" in client.get("/en/stories/").content.decode()
    assert "A heron on the roof" in client_of(luca).get("/en/stories/").content.decode()
    assert "Un airone sul tetto" not in client_of(luca).get("/en/stories/").content.decode()


def test_the_sitemap_has_both(client: Client, in_two_languages: Callable[..., list[Story]]) -> None:
    stories = in_two_languages()

    sitemap = client.get("/sitemap.xml").content.decode()

    for story in stories:
        assert f"/{story.language}/stories/{story.public_id}/" in sitemap


def test_the_line_has_one_stop_for_it_and_knows_where_we_are(
    client: Client, in_two_languages: Callable[..., list[Story]], a_story: Callable[..., Story]
) -> None:
    _first, english = in_two_languages()
    a_story("Il capitolo dopo", rung=Rung.EVERYONE)

    page = client.get(f"/it/stories/{english.public_id}/a-heron-on-the-roof").content.decode()

    assert page.count('"stop story') == 2
    assert page.count('"stop story here"') == 1
