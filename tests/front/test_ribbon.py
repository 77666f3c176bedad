"""The line of a process, pure: phases in order, stops by day, and silences where nobody told anything."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

from firsthand.front.ribbon import Silence, Stop, ribbon

DAY = date(2026, 3, 2)
PHASES = [SimpleNamespace(pk=1, name="Pianta"), SimpleNamespace(pk=2, name="Prova")]


def story(weeks: int, phase_id: int | None = 1) -> Stop:
    return Stop(kind="story", on=DAY + timedelta(weeks=weeks), phase_id=phase_id)


def event(weeks: int, phase_id: int | None = 1, *, ahead: bool = False) -> Stop:
    return Stop(kind="event", on=DAY + timedelta(weeks=weeks), phase_id=phase_id, ahead=ahead)


def kinds(line):
    return [[stop.kind for stop in stretch.stops] for stretch in line]


def test_stops_stand_in_their_phase_by_day():
    line = ribbon(PHASES, [story(2), event(1), story(3, 2)], today=DAY + timedelta(weeks=4))

    assert [stretch.phase.name for stretch in line] == ["Pianta", "Prova"]
    assert kinds(line) == [["event", "story"], ["story"]]


def test_what_belongs_to_no_phase_stands_at_the_end():
    line = ribbon(PHASES, [story(1, None)], today=DAY + timedelta(weeks=2))

    assert line[-1].phase is None
    assert kinds(line) == [[], [], ["story"]]


def test_six_weeks_without_a_story_are_a_silence_where_it_began():
    line = ribbon(PHASES, [story(0), story(6, 2)], today=DAY + timedelta(weeks=7))

    assert kinds(line) == [["story", "silence"], ["story"]]
    assert line[0].stops[1].weeks == 6
    assert not line[0].stops[1].is_long


def test_five_weeks_are_none_and_an_event_does_not_break_a_silence():
    assert kinds(ribbon(PHASES, [story(0), story(5)], today=DAY + timedelta(weeks=6)))[0] == ["story"] * 2
    assert (
        "silence" in kinds(ribbon(PHASES, [story(0), event(3), story(8)], today=DAY + timedelta(weeks=9)))[0]
    )


def test_the_silence_since_the_last_story_is_counted_to_today():
    line = ribbon(PHASES, [story(0)], today=DAY + timedelta(weeks=12))

    silence = line[0].stops[-1]
    assert isinstance(silence, Silence)
    assert (silence.weeks, silence.is_long) == (12, True)
    assert line[0].weight == 4


def test_before_anything_was_told_there_is_no_silence():
    assert kinds(ribbon(PHASES, [event(0)], today=DAY + timedelta(weeks=50))) == [["event"], []]


def test_phases_to_come_lie_ahead_and_one_that_was_passed_over_does_not():
    told_in_the_second = ribbon(PHASES, [story(0, 2)], today=DAY)
    told_in_the_first = ribbon(PHASES, [story(0), event(9, 2, ahead=True)], today=DAY)

    assert [stretch.ahead for stretch in told_in_the_second] == [False, False]
    assert [stretch.ahead for stretch in told_in_the_first] == [False, True]


def test_on_one_day_the_event_comes_before_the_story_of_it():
    assert kinds(ribbon(PHASES, [story(0), event(0)], today=DAY))[0] == ["event", "story"]
