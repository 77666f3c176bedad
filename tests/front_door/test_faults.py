"""A fault of the door is Django's turn, never an error to whoever reads."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from toy import ToyPlace, ask, asks

from firsthand.front.door import door as the_door
from firsthand.front.door.door import Door


def broken(*_: Any, **__: Any) -> Any:
    raise ZeroDivisionError


def test_a_store_that_fails_is_passed_by(door: Door, toy: ToyPlace, monkeypatch: Any) -> None:
    ask(door, asks())
    monkeypatch.setattr(door.store, "find", broken)
    got = ask(door, asks())
    assert (got.status, toy.rendered) == ("200 OK", 2)


@pytest.mark.parametrize("fails", ["Page", "keys_of", "may_be_kept", "is_ours"])
def test_a_page_that_cannot_be_kept_is_answered(fails: str, door: Door, monkeypatch: Any) -> None:
    monkeypatch.setattr(the_door, fails, broken)
    got = ask(door, asks())
    assert got.status == "200 OK"
    assert got.body == b"as it was " * 100
    assert got["Firsthand-Keys"] is None
    assert not door.store.pages


def test_without_a_tick_nothing_is_kept(door: Door) -> None:
    def gone() -> int:
        raise OperationalError

    door.tick_now = gone
    assert ask(door, asks()).status == "200 OK"
    assert not door.store.pages


def test_what_was_gathered_is_closed(door: Door, toy: ToyPlace) -> None:
    class Body(list):  # type: ignore[type-arg]
        closed = False

        def close(self) -> None:
            self.closed = True

    body = Body([b"as it ", b"was"])

    def inside(environ: Any, start_response: Any) -> Body:
        start_response("200 OK", [("Content-Length", "9"), ("Firsthand-Keys", "place")])
        return body

    door.inside = inside
    assert ask(door, asks()).body == b"as it was"
    assert body.closed
    assert door.store.pages
