"""Coming in by a link that works once, and going out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import client_of
from firsthand.people.models import SignInLink
from firsthand.people.signin import make_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(luca):
    return make_link(luca, at=timezone.now())


def test_looking_at_the_link_does_not_use_it_up(link):
    scanner = client_of(None)

    assert "Luca Berti" in scanner.get(link).content.decode()
    assert scanner.head(link).status_code == 200

    assert SignInLink.objects.get().used_at is None
    assert "_auth_user_id" not in scanner.session


def test_the_button_lets_one_in_and_leads_to_the_desk_in_their_language(link, luca):
    luca.language = "en"
    luca.save()
    client = client_of(None)

    entered = client.post(link)

    assert entered.status_code == 302
    assert entered["Location"] == "/en/desk/"
    assert client.session["_auth_user_id"] == str(luca.pk)


def test_a_link_works_once(link):
    client_of(None).post(link)
    second = client_of(None)

    assert second.post(link).status_code == 410
    assert second.get(link).status_code == 410
    assert "_auth_user_id" not in second.session


@pytest.mark.parametrize("wrong", ["/sign-in/nothing-of-the-kind", "old"])
def test_an_unknown_and_an_old_link_let_nobody_in(wrong, luca):
    address = make_link(luca, at=timezone.now() - timedelta(hours=2)) if wrong == "old" else wrong
    client = client_of(None)

    assert client.get(address).status_code == 410
    assert client.post(address).status_code == 410
    assert "Luca" not in client.get(address).content.decode()


def test_an_account_that_ended_is_not_let_in(link, luca, ada):
    luca.end(by=ada, at=timezone.now())

    assert client_of(None).post(link).status_code == 410


def test_the_button_carries_a_token_that_no_other_site_has(link):
    elsewhere = Client(enforce_csrf_checks=True)

    assert elsewhere.post(link).status_code == 403
    assert SignInLink.objects.get().used_at is None


def test_the_page_of_a_link_is_kept_by_nobody(link):
    assert "no-store" in client_of(None).get(link)["Cache-Control"]


def test_going_out_takes_one_press(luca, a_story):
    client = client_of(luca)
    assert client.get("/sign-out").status_code == 405
    assert client.get(reverse("desk")).status_code == 200

    answer = client.post("/sign-out")

    assert answer["Clear-Site-Data"] == '"storage"', "another window may have kept words on the device"
    assert client.get(reverse("desk")).status_code == 302


def test_the_sign_in_page_says_how_and_leads_on_who_is_in(luca, read):
    assert "<form" not in read("sign-in")
    assert client_of(luca).get(reverse("sign-in")).status_code == 302
