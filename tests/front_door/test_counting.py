"""How often a story was fetched is counted for whoever registers, by class of agent and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from toy import ToyPlace, ask, asks

from firsthand.front.door.counting import counted, not_counted
from firsthand.front.door.door import Door

PATH = "/it/stories/a/the-heron"


@pytest.fixture
def register() -> Iterator[list[dict[tuple[str, str], int]]]:
    given: list[dict[tuple[str, str], int]] = []
    counted(
        lambda counts: given.append(dict(counts)),
        agent_class=lambda agent: "bot" if "bot" in agent else "other",
    )
    yield given
    not_counted()


def test_every_fetch_of_a_story_counts_from_store_or_not(register: list, door: Door) -> None:
    for agent in ("Mozilla", "Mozilla", "Somebot/1.0"):
        ask(door, asks(PATH, HTTP_USER_AGENT=agent))
    ask(door, asks(PATH, QUERY_STRING="utm=x", HTTP_USER_AGENT="Mozilla"))
    door.tally.hand_on()
    assert register == [{("a", "other"): 3, ("a", "bot"): 1}]


def test_heads_sessions_lists_and_faults_do_not_count(register: list, door: Door, toy: ToyPlace) -> None:
    ask(door, asks(PATH))
    ask(door, asks(PATH, method="HEAD"))
    ask(door, asks(PATH, HTTP_COOKIE="sessionid=x"))
    ask(door, asks("/it/"))
    toy.status = "404 Not Found"
    ask(door, asks(PATH, QUERY_STRING="x"))
    door.tally.hand_on()
    assert register == [{("a", "other"): 1}]


def test_nothing_is_kept_when_nobody_has_registered(door: Door) -> None:
    ask(door, asks(PATH))
    ask(door, asks(PATH))
    assert not door.tally.numbers


def test_what_could_not_be_handed_on_is_kept(door: Door, register: list) -> None:
    def full(counts: object) -> None:
        raise OSError("no room")

    ask(door, asks(PATH))
    counted(full, agent_class=lambda agent: "other")
    door.lease.hand_on()
    ask(door, asks(PATH))
    assert door.tally.numbers == {("a", "other"): 2}
    counted(lambda counts: register.append(dict(counts)), agent_class=lambda agent: "other")
    door.lease.hand_on()
    assert register == [{("a", "other"): 2}]
    assert not door.tally.numbers
