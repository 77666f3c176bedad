"""Addresses around the pages: the root, health, errors, robots."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from cast import client_of
from firsthand.front.views import health

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [("en-GB,en;q=0.9", "/en/"), ("it", "/it/"), ("de, en;q=0.5", "/en/"), ("fr", "/it/")],
)
def test_the_root_leads_to_the_language_of_the_browser(asked, led_to, place):
    answer = client_of(None).get("/", headers={"accept-language": asked})

    assert (answer.status_code, answer["Location"]) == (302, led_to)
    assert "no-store" in answer["Cache-Control"]
    assert "Accept-Language" in answer["Vary"]


def test_a_browser_that_asks_for_nothing_gets_the_language_of_the_place(place):
    place.language = "en"
    place.save()

    assert client_of(None).get("/")["Location"] == "/en/"


@pytest.mark.parametrize("typed", ["/it", "/en/stories", "/it/desk/stories/AAAAAAAAAAAA"])
def test_an_address_typed_without_its_last_stroke_leads_on(typed, place):
    answer = client_of(None).get(typed)

    assert (answer.status_code, answer["Location"]) == (301, f"{typed}/")
    assert client_of(None).get("/it/nothing").status_code == 404


def test_the_place_is_alive_and_ready(place):
    assert client_of(None).get("/healthz").content == b"alive\n"
    assert client_of(None).get("/readyz").status_code == 200
    assert client_of(None).head("/readyz").status_code == 200


def test_a_part_that_cannot_be_reached_is_named_and_nothing_else(place, monkeypatch):
    def unreachable(*args):
        raise OSError("/mnt/secret-path is gone")

    monkeypatch.setattr(default_storage, "exists", unreachable)

    answer = client_of(None).get("/readyz")

    assert answer.status_code == 503
    assert answer.content == b"storage cannot be reached\n"


def test_every_part_is_asked(place):
    assert set(health.PARTS) == {"database", "queue", "storage"}


@pytest.mark.parametrize(
    "address", ["/it/stories/AAAAAAAA/x", "/it/nothing", "/it/people/AAAAAAAA/x", "/it/tags/AAAAAAAA/x"]
)
def test_there_is_nothing_here_looks_the_same_everywhere(address, place):
    answer, other = client_of(None).get(address), client_of(None).get("/it/processes/BBBBBBBB/y")

    assert answer.status_code == other.status_code == 404
    assert answer.content == other.content
    assert dict(answer.headers) == dict(other.headers)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("address", ["/it/stories/AAAAAAAA/x", "/en/stories/AAAAAAAA/x"])
def test_an_error_page_speaks_the_language_of_its_path(address, place):
    assert f'<html lang="{address[1:3]}">' in client_of(None).get(address).content.decode()


def test_what_broke_is_said_without_asking_the_database(place, monkeypatch, django_assert_num_queries):
    from firsthand.front.views import home

    def broken(*args, **kwargs):
        raise RuntimeError("zibellino")

    monkeypatch.setattr(home, "page_of", broken)
    client = Client(raise_request_exception=False)

    with django_assert_num_queries(0):
        answer = client.get(reverse("home"))

    assert answer.status_code == 500
    assert "zibellino" not in answer.content.decode()
    assert "<h1>" in answer.content.decode()


def test_a_form_without_its_token_says_that_nothing_has_changed(luca):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(luca)

    answer = strict.post("/sign-out")

    assert answer.status_code == 403
    assert "<h1>" in answer.content.decode()
    assert strict.get(reverse("desk")).status_code == 200


def test_a_host_that_is_not_ours_gets_a_bad_request(place):
    answer = Client(raise_request_exception=False).get("/it/", headers={"host": "elsewhere.example"})

    assert answer.status_code == 400
    assert "elsewhere" not in answer.content.decode()


def test_robots_are_led_to_the_sitemap_and_away_from_the_desk(read):
    said = read("robots")

    assert "Sitemap: http://testserver/sitemap.xml" in said
    assert "Disallow: /it/desk/" in said
