"""A worker answers from its store only while its lease holds, and without one asks Django."""

from __future__ import annotations

import os
import threading
import time
from typing import Any

import pytest
from toy import NOON, ToyPlace, ask, asks

from firsthand.front.door import lease as the_lease
from firsthand.front.door.day import day_at, zones_of
from firsthand.front.door.door import Door

MIDNIGHT = NOON + 13 * 3600


def test_it_holds_for_a_quarter_of_a_second(door: Door, toy: ToyPlace) -> None:
    ask(door, asks())
    toy.now += 0.249
    ask(door, asks())
    assert toy.rendered == 1
    toy.now += 0.001
    ask(door, asks())
    assert toy.rendered == 2


def test_it_counts_from_before_the_log_was_read(door: Door, toy: ToyPlace) -> None:
    read = door.lease.read

    def slowly(after: int | None) -> Any:
        toy.now += 0.2
        return read(after)

    door.lease.read = slowly
    door.lease.renew()
    toy.now += 0.04
    assert door.lease.holds()
    toy.now += 0.02
    assert not door.lease.holds()


def test_renewed_it_holds_on_and_what_changed_is_gone(door: Door, toy: ToyPlace) -> None:
    ask(door, asks())
    toy.now += 1
    door.lease.renew()
    assert b"as it was" in ask(door, asks()).body
    toy.change("story:a")
    assert b"as it was" in ask(door, asks()).body  # within the lease; the act has not returned yet
    toy.now += 0.1
    door.lease.renew()
    assert b"as of 1" in ask(door, asks()).body


def test_a_log_that_cannot_be_read_gives_no_lease(door: Door, toy: ToyPlace) -> None:
    ask(door, asks())
    toy.is_readable = False
    toy.now += 0.25
    door.lease.renew_or_say_why_not()
    ask(door, asks())
    assert toy.rendered == 2
    toy.is_readable = True
    door.lease.renew_or_say_why_not()
    ask(door, asks())
    assert toy.rendered == 2


def test_a_pruned_log_empties_the_store_of_whoever_slept(door: Door, toy: ToyPlace) -> None:
    ask(door, asks())
    toy.change("story:a")
    toy.change("story:b")
    toy.pruned_to = 1
    door.lease.renew()
    assert not door.store.pages


def test_it_ends_at_midnight(door: Door, toy: ToyPlace) -> None:
    toy.wall = MIDNIGHT - 0.1
    door.lease.renew()
    ask(door, asks())
    toy.now += 0.09
    assert door.lease.holds()
    toy.now += 0.02
    assert not door.lease.holds()
    toy.wall = MIDNIGHT + 0.01
    door.lease.renew()
    assert not door.store.pages


def test_a_clock_set_back_over_midnight_empties_the_store(door: Door, toy: ToyPlace) -> None:
    ask(door, asks())
    assert door.store.pages
    toy.wall -= 86400
    door.lease.renew()
    assert not door.store.pages


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Lima"])
def test_the_day_ends_at_the_midnight_of_the_place_and_of_the_settings(zone: str) -> None:
    rome, both = day_at(NOON, zones_of(None)), day_at(NOON, zones_of(zone))
    assert rome.ends == MIDNIGHT
    assert rome.begins <= both.begins <= NOON < both.ends <= rome.ends
    assert both != rome


def test_a_zone_nobody_knows_is_left_out() -> None:
    assert len(zones_of("Europe/Rome")) == 2
    assert len(zones_of("Nowhere/At all")) == len(zones_of("../../etc/passwd")) == 1


def test_the_day_the_clocks_change_is_longer() -> None:
    october = day_at(NOON - 31 * 86400, zones_of(None))
    assert october.ends - october.begins == 25 * 3600


def test_without_a_lease_nothing_is_answered_from_store(toy: ToyPlace, settings: Any) -> None:
    settings.LEASE = 0
    door = toy.door()
    ask(door, asks())
    ask(door, asks())
    assert toy.rendered == 2


def test_the_clock_counts_what_a_suspended_machine_slept() -> None:
    if hasattr(time, "CLOCK_BOOTTIME"):
        assert the_lease.clock() == pytest.approx(time.clock_gettime(time.CLOCK_BOOTTIME), abs=1)
    else:
        assert the_lease.clock is time.monotonic


class Renewing:
    """A door whose lease is renewed by its own thread, on the clock of the machine."""

    def __init__(self, toy: ToyPlace) -> None:
        self.reads = threading.Semaphore(0)
        self.toy = toy
        self.door = Door(toy.inside, tick_now=lambda: toy.tick, wall=lambda: toy.wall, read=self.read)

    def read(self, after: int | None) -> Any:
        self.reads.release()
        return self.toy.read(after)

    def wait_for_readings(self, number: int) -> bool:
        return all(self.reads.acquire(timeout=10) for _ in range(number))


def test_a_thread_renews_it_from_the_first_request_on(toy: ToyPlace) -> None:
    renewing = Renewing(toy)
    assert renewing.door.lease.thread is None
    ask(renewing.door, asks())
    assert renewing.wait_for_readings(3)
    ask(renewing.door, asks())
    rendered = toy.rendered
    ask(renewing.door, asks())
    assert toy.rendered == rendered


def test_the_thread_goes_on_when_the_log_could_not_be_read(toy: ToyPlace) -> None:
    renewing = Renewing(toy)
    toy.is_readable = False
    ask(renewing.door, asks())
    assert renewing.wait_for_readings(3)
    assert not renewing.door.lease.holds()
    toy.is_readable = True
    assert renewing.wait_for_readings(2)
    assert renewing.door.lease.holds()


def test_the_log_is_left_alone_when_nobody_asks(toy: ToyPlace, monkeypatch: Any) -> None:
    monkeypatch.setattr(the_lease, "IDLE_AFTER", 0.05)
    renewing = Renewing(toy)
    ask(renewing.door, asks())
    assert renewing.wait_for_readings(1)
    while renewing.reads.acquire(timeout=0.5):
        pass
    assert not renewing.door.lease.wanted.is_set()
    ask(renewing.door, asks())
    assert renewing.wait_for_readings(1)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # forking with threads, which is the point
def test_a_process_forked_off_begins_with_nothing(toy: ToyPlace) -> None:
    door = toy.door()
    ask(door, asks())
    with door.store.lock:  # held by a thread the child does not have
        child = os.fork()
        if child == 0:
            empty = not door.store.pages and not door.lease.holds() and door.lease.thread is None
            os._exit(0 if empty and door.store.lock.acquire(timeout=1) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert door.store.pages
