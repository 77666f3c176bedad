"""What runs when: at once and then in its turn, and a failure costs one turn."""

from __future__ import annotations

from datetime import timedelta

import pytest

from firsthand import schedule
from firsthand.schedule import WHAT_RUNS_WHEN, Recurring, keep_time


class Over(Exception):
    pass


class Time:
    """A clock that moves only while somebody rests."""

    def __init__(self, until: float) -> None:
        self.now, self.until = 0.0, until

    def clock(self) -> float:
        return self.now

    def rest(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds
        if self.now > self.until:
            raise Over


def times_of(
    acts: list[Recurring], monkeypatch: pytest.MonkeyPatch, *, until: float
) -> list[tuple[str, float]]:
    time, done = Time(until), []
    monkeypatch.setattr(schedule, "carry_out", lambda act: done.append((act.name, time.now)))
    with pytest.raises(Over):
        keep_time(acts, clock=time.clock, rest=time.rest)
    return done


def test_each_act_has_its_turn(monkeypatch: pytest.MonkeyPatch):
    acts = [
        Recurring("often", timedelta(seconds=20), "x.y"),
        Recurring("seldom", timedelta(seconds=50), "x.y"),
    ]

    done = times_of(acts, monkeypatch, until=60)

    assert done == [
        ("often", 0),
        ("seldom", 0),
        ("often", 20),
        ("often", 40),
        ("seldom", 50),
        ("often", 60),
    ]


@pytest.mark.django_db
def test_an_act_that_fails_is_logged_and_has_its_turn_again(caplog: pytest.LogCaptureFixture):
    schedule.carry_out(Recurring("stumble", timedelta(minutes=1), "firsthand.nowhere.at_all"))

    assert "“stumble” failed; it is tried again in 0:01:00." in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize("act", WHAT_RUNS_WHEN, ids=lambda act: act.name)
def test_every_act_runs_in_a_place_and_may_be_repeated(act: Recurring):
    from django.utils import timezone

    act.carry_out(now=timezone.now())
    act.carry_out(now=timezone.now())


def test_what_authors_wait_for_is_looked_at_every_minute():
    every = {act.name: act.every for act in WHAT_RUNS_WHEN}

    assert every["open what is due"] == every["send letters that are due"] == timedelta(minutes=1)
