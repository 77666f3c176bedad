"""The change log as a worker reads it, on the engine the tests run on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from firsthand.front.door.log import read, tick_now
from firsthand.place import changes
from firsthand.place.models import Change, Place


def act(*keys: str) -> int:
    with transaction.atomic():
        return changes.append(keys)


def in_a_thread(do: Callable[[], Any]) -> threading.Thread:
    """Do it on a connection of its own."""

    def run() -> None:
        try:
            do()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.fixture
def place(db: None) -> Place:
    return Place.current()


def test_before_anything_changed_the_log_stands_at_nought(db: None) -> None:
    assert read(None).tick == tick_now() == 0
    assert read(0).is_whole
    act("place")
    assert read(0) == (1, [(1, "place")], True, None)


def test_it_says_what_changed_since(place: Place) -> None:
    first = act("story:a", "stories")
    act("story:b")
    reading = read(first - 1)
    assert reading.is_whole
    assert sorted(reading.changes) == [(first, "stories"), (first, "story:a"), (first + 1, "story:b")]
    assert reading.tick == tick_now() == first + 1
    assert reading.time_zone == "Europe/Rome"
    assert read(first + 1) == (first + 1, [], True, "Europe/Rome")


def test_the_first_reading_brings_nothing_and_vouches_for_nothing(place: Place) -> None:
    last = act("story:a")
    assert read(None) == (last, [], False, "Europe/Rome")


def test_a_log_that_went_back_is_not_whole(place: Place) -> None:
    last = act("story:a")
    assert not read(last + 5).is_whole


def test_what_is_old_is_forgotten_and_whoever_missed_it_is_told(place: Place) -> None:
    now = timezone.now()
    first = act("story:a")
    for _ in range(changes.AT_ONCE + 1):
        act("story:b", "stories")
    Change.objects.update(at=now - timedelta(days=2))
    last = act("story:c")

    changes.forget_old(now=now)

    assert list(Change.objects.values_list("tick", "key")) == [(last, "story:c")]
    assert read(last - 1) == (last, [(last, "story:c")], True, "Europe/Rome")
    assert not read(first).is_whole
    changes.forget_old(now=now + timedelta(days=2))
    assert not Change.objects.exists()
    assert not read(last - 1).is_whole
    assert read(last).is_whole


@pytest.mark.django_db(transaction=True)
def test_what_is_not_committed_is_not_read_and_nothing_overtakes_it() -> None:
    begun = act("place")
    appended, commit = threading.Event(), threading.Event()

    def slowly() -> None:
        with transaction.atomic():
            changes.append(["story:slow"])
            appended.set()
            commit.wait(10)

    slow = in_a_thread(slowly)
    assert appended.wait(10)
    quick = in_a_thread(lambda: act("story:quick"))
    quick.join(0.1)
    assert quick.is_alive()  # it waits its turn
    assert read(begun) == (begun, [], True, None)
    assert tick_now() == begun
    commit.set()
    slow.join(10)
    quick.join(10)
    assert read(begun).changes == [(begun + 1, "story:slow"), (begun + 2, "story:quick")]


class Slept:
    """What was slept, and whether a transaction was open then."""

    def __init__(self) -> None:
        self.times: list[tuple[float, bool]] = []

    def __call__(self, seconds: float) -> None:
        self.times.append((seconds, connection.in_atomic_block))


@pytest.fixture
def slept(monkeypatch: Any) -> Slept:
    slept = Slept()
    monkeypatch.setattr(changes, "sleep", slept)
    return slept


@pytest.mark.django_db(transaction=True)
def test_an_act_waits_for_one_lease_and_a_margin(slept: Slept, lease: float) -> None:
    act("place")
    changes.wait_out_the_lease()
    assert slept.times == [(lease + changes.MARGIN, False)]


@pytest.mark.django_db(transaction=True)
def test_inside_a_larger_transaction_it_waits_once_after_that_has_committed(slept: Slept) -> None:
    with transaction.atomic():
        for _ in range(3):
            act("place")
            changes.wait_out_the_lease()
        assert not slept.times
    assert [inside for _, inside in slept.times] == [False]


@pytest.mark.django_db(transaction=True)
def test_a_wait_is_not_lost_with_a_savepoint_that_is_undone(slept: Slept) -> None:
    def undone() -> None:
        with transaction.atomic():
            act("place")
            changes.wait_out_the_lease()
            raise ZeroDivisionError

    with transaction.atomic():
        with pytest.raises(ZeroDivisionError):
            undone()
        act("place")
        changes.wait_out_the_lease()
    assert len(slept.times) == 1
