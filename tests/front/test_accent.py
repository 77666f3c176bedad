"""Whatever colour a place chooses, it can be read on its papers and at night."""

from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cast import client_of
from firsthand.front.accent import LEAST_CONTRAST, NIGHTS, PAPERS, contrast, on_night, on_paper

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours)
def test_any_accent_can_be_read_on_paper(colour):
    assert min(contrast(on_paper(colour), paper) for paper in PAPERS) >= LEAST_CONTRAST


@given(colours)
def test_any_accent_can_be_read_at_night(colour):
    assert min(contrast(on_night(colour), night) for night in NIGHTS) >= LEAST_CONTRAST


def test_an_accent_that_can_be_read_stays_as_it_is():
    assert on_paper("#0b5a63") == "#0b5a63"
    assert on_paper("#ffee00") != "#ffee00"


@pytest.mark.django_db
def test_the_place_paints_with_its_own_colour_and_the_address_holds_for_good(place):
    place.accent = "#7a1f5c"
    place.save()
    home = client_of(None).get(reverse("home")).content.decode()

    sheet = client_of(None).get("/accent.css?7a1f5c")

    assert 'href="/accent.css?7a1f5c"' in home
    assert sheet.content.decode().count("#7a1f5c") == 1
    assert "immutable" in sheet["Cache-Control"]
    assert "immutable" not in client_of(None).get("/accent.css?0b5a63")["Cache-Control"]
