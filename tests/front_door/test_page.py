"""How a kept page goes out: packed or not, whole, as its head, or as the news that nothing is new."""

from __future__ import annotations

import gzip

import pytest
from toy import ToyPlace, ask, asks

from firsthand.front.door.door import Door
from firsthand.front.door.page import is_among, takes_gzip

GZIP = {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"}


@pytest.fixture(autouse=True)
def kept(door: Door, toy: ToyPlace) -> None:
    ask(door, asks())
    door.inside = None  # type: ignore[assignment]  (whatever is asked now comes from the store)


def test_it_goes_out_packed_to_whoever_takes_that(door: Door) -> None:
    plain, packed = ask(door, asks()), ask(door, asks(**GZIP))
    assert gzip.decompress(packed.body) == plain.body == b"as it was " * 100
    assert packed["Content-Encoding"] == "gzip"
    assert plain["Content-Encoding"] is None
    for each in (plain, packed):
        assert each["Content-Length"] == str(len(each.body))
        assert each["Vary"] == "Accept-Encoding, Cookie"
        assert each["Content-Type"] == "text/html"
    assert plain["ETag"] != packed["ETag"]


@pytest.mark.parametrize("accepted", [{}, GZIP])
def test_who_has_it_is_told_that_nothing_is_new(accepted: dict[str, str], door: Door) -> None:
    first = ask(door, asks(**accepted))
    again = ask(door, asks(HTTP_IF_NONE_MATCH=first["ETag"] or "", **accepted))
    assert (again.status, again.body) == ("304 Not Modified", b"")
    assert again["ETag"] == first["ETag"]
    assert again["Content-Length"] is None
    other = ask(door, asks(HTTP_IF_NONE_MATCH='"something else"', **accepted))
    assert (other.status, other.body) == ("200 OK", first.body)


def test_the_head_is_that_of_the_page(door: Door) -> None:
    page, head = ask(door, asks()), ask(door, asks(method="HEAD"))
    assert head.body == b""
    assert (head.status, head.headers) == (page.status, page.headers)


def test_an_answer_handed_out_cannot_change_the_next(door: Door) -> None:
    first = ask(door, asks())
    first.headers.append(("X-Added", "by a server"))
    assert ask(door, asks())["X-Added"] is None


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ("*", True),
        ('"b"', False),
        ("a", False),
        ('"ab"', False),
    ],
)
def test_tags_are_compared_weakly(known: str, told: bool) -> None:
    assert is_among('"a"', known) is told


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        ("*", True),
        ("GZIP", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("gzip;q=0, *", False),
        ("br", False),
        ("identity", False),
        ("", False),
    ],
)
def test_who_takes_gzip(accepted: str, packed: bool) -> None:
    assert takes_gzip(accepted) is packed
