"""What the door answers from its store, and what it keeps: one table for requests, one for answers."""

from __future__ import annotations

import pytest
from toy import HOST, ToyPlace, ask, asks

from firsthand.front.door.door import Door
from firsthand.front.door.rule import Address, address_of, story_named_by

# request, answered from store, kept when it comes first
REQUESTS = {
    "a stranger's": (asks(), True, True),
    "with an empty cookie header": (asks(HTTP_COOKIE=""), True, False),
    "with an analytics cookie": (asks(HTTP_COOKIE="_ga=1"), True, False),
    "with a form's token": (asks(HTTP_COOKIE="csrftoken=x"), True, False),
    "with a session": (asks(HTTP_COOKIE="sessionid=x"), False, False),
    "with a session among others": (asks(HTTP_COOKIE="csrftoken=x; sessionid=y"), False, False),
    "with a session in a strange place": (asks(HTTP_COOKIE="a=b,sessionid=x"), False, False),
    "with an authorisation": (asks(HTTP_AUTHORIZATION="Basic x"), False, False),
    "for a range": (asks(HTTP_RANGE="bytes=0-1"), False, False),
    "with a query": (asks(QUERY_STRING="utm_source=x"), False, False),
    "for the head": (asks(method="HEAD"), True, False),
    "posting": (asks(method="POST"), False, False),
    "for the options": (asks(method="OPTIONS"), False, False),
    "without a host": ({**asks(), "HTTP_HOST": ""}, False, False),
    "over TLS, before a proxy": (asks(HTTP_X_FORWARDED_PROTO="https"), False, True),
    "over something unknown": (asks(HTTP_X_FORWARDED_PROTO="https, http"), False, False),
    "to another host of ours": ({**asks(), "HTTP_HOST": "127.0.0.1"}, False, True),
    "to a host that is not ours": ({**asks(), "HTTP_HOST": "evil.example"}, False, False),
    "for another page": (asks("/en/"), False, True),
}


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_which_requests_are_answered_from_store(request_: tuple, door: Door, toy: ToyPlace) -> None:
    environ, from_store, _ = request_
    ask(door, asks())
    assert toy.rendered == 1
    ask(door, environ)
    assert toy.rendered == (1 if from_store else 2)


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_from_which_requests_a_page_is_kept(request_: tuple, door: Door) -> None:
    environ, _, kept = request_
    ask(door, environ)
    assert bool(door.store.pages) is kept


ANSWERS = {
    "a page": ([], True),
    "one that sets a cookie": ([("Set-Cookie", "csrftoken=x")], False),
    "one that varies by cookie": ([("Vary", "Cookie")], True),
    "one that varies by cookie and encoding": ([("Vary", "Cookie, accept-encoding")], True),
    "one that varies by language": ([("Vary", "Accept-Language")], False),
    "one that varies in two headers": ([("Vary", "Cookie"), ("Vary", "Accept-Language")], False),
    "one that varies by everything": ([("Vary", "*")], False),
    "a private one": ([("Cache-Control", "no-cache, private")], False),
    "one not to be stored": ([("Cache-Control", "no-store")], False),
    "one to be asked about again": ([("Cache-Control", "no-cache")], True),
    "one that is packed already": ([("Content-Encoding", "br")], False),
    "a part": ([("Content-Range", "bytes 0-1/2")], False),
}


@pytest.mark.parametrize(("headers", "kept"), ANSWERS.values(), ids=ANSWERS)
def test_which_answers_are_kept(headers: list, kept: bool, door: Door, toy: ToyPlace) -> None:
    toy.headers = headers
    ask(door, asks())
    assert bool(door.store.pages) is kept


@pytest.mark.parametrize(
    "status", ["404 Not Found", "410 Gone", "302 Found", "304 Not Modified", "206 Partial", "500 X"]
)
def test_only_what_was_found_is_kept(status: str, door: Door, toy: ToyPlace) -> None:
    ask(door, asks())
    assert door.store.pages
    door.store.empty()
    toy.status = status
    ask(door, asks())
    assert not door.store.pages


@pytest.mark.parametrize(
    ("keys", "kept"), [("place", True), ("place stories", True), ("story:a", False), ("", False)]
)
def test_a_page_that_does_not_say_what_it_was_made_from_is_not_kept(
    keys: str, kept: bool, door: Door, toy: ToyPlace
) -> None:
    toy.keys = keys
    ask(door, asks())
    assert bool(door.store.pages) is kept


def test_a_page_longer_than_it_says_is_not_kept(door: Door) -> None:
    def inside(environ: dict, start_response: object) -> list[bytes]:
        start_response("200 OK", [("Content-Length", length), ("Firsthand-Keys", "place")])  # type: ignore[operator]
        return [b"two"]

    door.inside = inside
    length = "1"
    ask(door, asks())
    assert not door.store.pages
    length = "3"
    ask(door, asks())
    assert door.store.pages


def test_a_page_without_a_length_streams_through(door: Door, toy: ToyPlace) -> None:
    def streamed(environ: dict, start_response: object) -> object:
        start_response("200 OK", [("Firsthand-Keys", "place")])  # type: ignore[operator]
        return (piece for piece in (b"one ", b"by one"))

    door.inside = streamed  # type: ignore[assignment]
    assert ask(door, asks()).body == b"one by one"
    assert not door.store.pages


@pytest.mark.parametrize("cookie", ["", "sessionid=x"])
def test_the_keys_never_leave_the_house(cookie: str, door: Door, toy: ToyPlace) -> None:
    for _ in range(2):
        assert ask(door, asks(**({"HTTP_COOKIE": cookie} if cookie else {})))["Firsthand-Keys"] is None
    toy.status = "404 Not Found"
    got = ask(door, asks("/nowhere"))
    assert got.status == "404 Not Found"
    assert got["Firsthand-Keys"] is None


def test_the_scheme_and_the_host_are_part_of_the_address() -> None:
    assert address_of(asks("/it/"), session_cookie="sessionid") == Address(HOST, "http", "/it/")
    secure = address_of(asks("/it/", HTTP_X_FORWARDED_PROTO="https"), session_cookie="sessionid")
    assert secure == Address(HOST, "https", "/it/")


def test_a_story_is_recognised_by_its_own_address_only() -> None:
    keys = frozenset({"place", "stories", "story:a1b2"})
    assert story_named_by("/it/stories/a1b2/the-heron", keys) == "a1b2"
    assert story_named_by("/it/", keys) is None
