"""No answer to a request begun after an act returned shows what was before the act, in whatever order things happen.

Workers, acts and the clock are moved one small step at a time, in orders that hypothesis makes up: between any two
reads of a clock, a log or a page, everything else may happen. A worker that is not moved is one that was stopped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings as place_settings
from greenlet import getcurrent, greenlet
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from toy import NOON, Got, asks

from firsthand.front.door.day import day_at, zones_of
from firsthand.front.door.door import Door
from firsthand.front.door.lease import Lease
from firsthand.front.door.log import Reading
from firsthand.front.door.store import Store
from firsthand.place.changes import MARGIN

STORIES = ("a", "b")
WORKER, STEPS = st.integers(0, 1), st.sampled_from([1, 2, 4, 20, 20])
ALL = 20
PAGES = {"/a": ("a",), "/b": ("b",), "/both": ("a", "b")}


def meanwhile() -> None:
    """Let everything else happen, if whoever calls is being moved step by step."""
    if getcurrent().parent is not None:
        getcurrent().parent.switch()


@dataclass
class Database:
    """What is committed: each story's version, the tick, and the log."""

    versions: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STORIES, 0))
    tick: int = 0
    changes: list[tuple[int, str]] = field(default_factory=list)

    def commit(self, story: str) -> int:
        self.tick += 1
        self.versions[story] += 1
        self.changes.append((self.tick, f"story:{story}"))
        return self.versions[story]

    def read(self, after: int | None) -> Reading:
        since = [each for each in self.changes if after is not None and each[0] > after]
        whole = after is not None and (after == self.tick or bool(since and since[0][0] == after + 1))
        return Reading(self.tick, since, whole, None)


@dataclass
class Asked:
    """A request under way: what it must show at least, and where it has got to."""

    path: str
    at_least: dict[str, int]
    task: greenlet
    got: Got = field(default_factory=Got)


class Worker:
    """One process: a door whose every look at the world is a step, a thread that answers and one that renews."""

    def __init__(self, world: Interleavings) -> None:
        self.world = world
        self.asked: Asked | None = None
        self.renewing: greenlet | None = None
        self.door = Door(
            self.render, tick_now=self.tick_now, wall=self.wall, read=self.read, clock=self.clock
        )
        self.door.lease.want = lambda: None  # type: ignore[method-assign]
        find = self.door.store.find
        self.door.store.find = lambda address: (meanwhile(), find(address))[1]  # type: ignore[method-assign]
        keep = self.door.store.keep
        self.door.store.keep = lambda *page: (meanwhile(), keep(*page))[1]  # type: ignore[method-assign]
        apply = self.door.store.apply
        self.door.store.apply = lambda *read: (meanwhile(), apply(*read), meanwhile())[1]  # type: ignore[method-assign]

    def clock(self) -> float:
        now = self.world.now
        meanwhile()
        return now

    def wall(self) -> float:
        return NOON

    def tick_now(self) -> int:
        meanwhile()
        tick = self.world.database.tick
        meanwhile()
        return tick

    def read(self, after: int | None) -> Reading:
        meanwhile()
        reading = self.world.database.read(after)
        meanwhile()
        return reading

    def render(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        stories = PAGES[environ["PATH_INFO"]]
        said = []
        for story in stories:
            meanwhile()
            said.append(f"{story}={self.world.database.versions[story]}")
        meanwhile()
        body = " ".join(said).encode()
        keys = " ".join(f"story:{story}" for story in stories)
        start_response("200 OK", [("Content-Length", str(len(body))), ("Firsthand-Keys", f"place {keys}")])
        return [body]


class Interleavings(RuleBasedStateMachine):
    """Everything that may happen, one step at a time."""

    @initialize(workers=st.sampled_from([1, 1, 2]))
    def begin(self, workers: int) -> None:
        self.now = 1000.0
        self.database = Database()
        self.returned = dict.fromkeys(STORIES, 0)
        """The newest version of each story whose act has returned."""
        self.acting: list[tuple[float, str, int]] = []
        self.workers = [Worker(self) for _ in range(workers)]

    def worker(self, number: int) -> Worker:
        return self.workers[number % len(self.workers)]

    @rule(number=WORKER, path=st.sampled_from(sorted(PAGES)), steps=STEPS)
    def ask(self, number: int, path: str, steps: int) -> None:
        worker = self.worker(number)
        if worker.asked is None:
            got = Got()
            task = greenlet(lambda: worker.door(asks(path), got))
            worker.asked = Asked(path, {story: self.returned[story] for story in PAGES[path]}, task, got)
        self.go_on_answering(worker, steps)

    def go_on_answering(self, worker: Worker, steps: int) -> None:
        for _ in range(steps):
            if worker.asked:
                self.move(worker)

    def move(self, worker: Worker) -> None:
        asked = worker.asked
        assert asked is not None
        body = asked.task.switch()
        if not asked.task.dead:
            return
        worker.asked = None
        shown = dict(each.split("=") for each in b"".join(body).decode().split())
        for story, version in asked.at_least.items():
            assert int(shown[story]) >= version, (
                f"stale: {asked.path} shows {shown}, {story} was at {version}"
            )

    @rule(number=WORKER, steps=STEPS)
    def renew(self, number: int, steps: int) -> None:
        worker = self.worker(number)
        for _ in range(steps):
            if worker.renewing is None:
                worker.renewing = greenlet(worker.door.lease.renew)
            worker.renewing.switch()
            if worker.renewing.dead:
                worker.renewing = None
                break

    @rule(story=st.sampled_from(STORIES))
    def act(self, story: str) -> None:
        version = self.database.commit(story)
        self.acting.append((self.now + self.wait(), story, version))

    def wait(self) -> float:
        return place_settings.LEASE + MARGIN

    @precondition(lambda self: self.acting)
    @rule()
    def wait_until_an_act_returns(self) -> None:
        self.pass_time(max(self.acting[0][0] - self.now, 0))

    @rule(seconds=st.sampled_from([0.01, 0.08, 0.125, 0.24]))
    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        for _, story, version in [each for each in self.acting if each[0] <= self.now]:
            self.returned[story] = max(self.returned[story], version)
        self.acting = [each for each in self.acting if each[0] > self.now]

    @rule(forgotten=st.sampled_from([0, 0, 1, 3]))
    def forget_old_changes(self, forgotten: int) -> None:
        ticks = sorted({tick for tick, _ in self.database.changes})[:forgotten]
        self.database.changes = [each for each in self.database.changes if each[0] not in ticks]

    @rule(number=WORKER, dies=st.sampled_from([False, False, False, True]))
    def kill(self, number: int, dies: bool) -> None:
        if dies:
            self.workers[number % len(self.workers)] = Worker(self)

    @invariant()
    def bytes_are_counted(self) -> None:
        for worker in getattr(self, "workers", []):
            store = worker.door.store
            assert store.bytes == sum(page.size for page in store.pages.values())


def explore(examples: int, *, phases: Iterable[Phase] = (Phase.generate, Phase.shrink)) -> None:
    how = settings(
        max_examples=examples,
        stateful_step_count=60,
        deadline=None,
        phases=phases,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Interleavings, settings=how)


def test_no_answer_is_older_than_an_act_that_had_returned() -> None:
    explore(40)


@pytest.mark.slow
def test_no_answer_is_older_than_an_act_that_had_returned_at_length() -> None:
    explore(400)


# A request, a renewal and an act, each stopped after every number of steps. None of them has more than these.
STEPS_OF_AN_ANSWER, STEPS_OF_A_RENEWAL = range(9), range(7)


def every_stop() -> None:
    """One worker: a request is begun, its renewal too; an act commits and returns; then somebody asks again."""
    for rendering in STEPS_OF_AN_ANSWER:
        for before in STEPS_OF_A_RENEWAL:
            for after in STEPS_OF_A_RENEWAL:
                for asking in STEPS_OF_AN_ANSWER:
                    stopped_at(rendering, before, after, asking)


def stopped_at(rendering: int, before: int, after: int, asking: int) -> None:
    world = Interleavings()
    world.begin(workers=1)
    world.renew(0, ALL)
    world.pass_time(0.2)
    world.ask(0, "/a", rendering)
    world.renew(0, before)
    world.act("a")
    world.wait_until_an_act_returns()
    world.renew(0, after)
    world.go_on_answering(world.workers[0], ALL)
    world.ask(0, "/a", asking)
    world.renew(0, ALL)
    world.go_on_answering(world.workers[0], ALL)
    world.ask(0, "/a", ALL)


def test_wherever_a_worker_is_stopped_no_answer_is_stale() -> None:
    every_stop()


def takes_the_lease_after_reading(lease: Lease) -> None:
    reading = lease.read(lease.store.tick)
    lease.store.apply(reading, day_at(NOON, zones_of(None)))
    lease.until = lease.clock() + place_settings.LEASE


def takes_the_lease_before_letting_go(lease: Lease) -> None:
    begun = lease.clock()
    reading = lease.read(lease.store.tick)
    lease.until = begun + place_settings.LEASE
    lease.store.apply(reading, day_at(NOON, zones_of(None)))


def looks_up_before_the_lease(door: Door, environ: Any, address: Any) -> Any:
    page = door.store.find(address)
    return page.answer_to(environ) if page and door.lease.holds() else None


BROKEN = {
    "an act that does not wait": (Interleavings, "wait", lambda machine: 0.0),
    "a lease counted from after the reading": (Lease, "renew", takes_the_lease_after_reading),
    "a lease taken before letting go": (Lease, "renew", takes_the_lease_before_letting_go),
    "a lease checked after looking up": (Door, "answer_from_store", looks_up_before_the_lease),
    "a page kept though it is old": (Store, "is_current", lambda store, page: True),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_found_out(broken: tuple[type, str, Any], monkeypatch: Any) -> None:
    monkeypatch.setattr(*broken)
    with pytest.raises(AssertionError, match="stale"):
        every_stop()
