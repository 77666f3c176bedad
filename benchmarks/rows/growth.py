"""What a place costs that has grown: pages, and an opening, with 1,000 and with 10,000 stories open to everyone.

Two databases stand side by side and take turns, so that both see the same machine. Time is that of the processor.
"""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from ..a_place import tables_here
from ..figures import Figure, seconds_of
from ..stories import add_stories, somebody_and_a_process
from .page_render import ask, browser_on, copied, turn_to

if TYPE_CHECKING:
    from firsthand.people.models import Author
    from firsthand.stories.models import Process

NAME = "growth"
WHAT = "home, archive, story page and an opening, with 1,000 and with 10,000 open stories"
FEW, MANY = 1_000, 10_000
ROUNDS, TIMES = 7, 5
OPENING = "an opening"


def measure() -> list[Figure]:
    few = tables_here() / "firsthand.sqlite3"
    many = few.with_name("many.sqlite3")
    author, process = somebody_and_a_process()
    story = add_stories(FEW, rungs=[4], author=author, process=process, seed=1)[0]
    copied(few, many)
    turn_to(many)
    add_stories(MANY - FEW, rungs=[4], author=author, process=process, seed=2)
    paths = {
        "home": "/it/",
        "archive": "/it/stories/",
        "story page": f"/it/stories/{story.public_id}/{story.slug}",
    }
    times: dict[tuple[str, Path], list[float]] = {
        (what, file): [] for what in [*paths, OPENING] for file in (few, many)
    }
    for number in range(ROUNDS):
        for file in (few, many):
            client = browser_on(file)
            for what, path in paths.items():
                ask(client, path)
                once = [
                    seconds_of(lambda client=client, path=path: ask(client, path), clock=time.process_time)  # type: ignore[misc]
                    for _ in range(TIMES)
                ]
                times[what, file].append(median(once) * 1000)
            times[OPENING, file].append(time_of_an_opening(author, process, seed=100 + number) * 1000)
    figures = []
    for what in [*paths, OPENING]:
        ratios = [b / a for a, b in zip(times[what, few], times[what, many], strict=True)]
        figures += [
            Figure(f"{what}, {FEW:,} open stories", "ms", times[what, few]),
            Figure(f"{what}, {MANY:,} open stories", "ms", times[what, many]),
            Figure(f"{what}: ratio of the two", "×", ratios, goal=1.5),
        ]
    return figures


def time_of_an_opening(author: Author, process: Process, *, seed: int) -> float:
    """Begin some stories, open them to everyone, and return what one opening took; the wait for the lease is no work."""
    from django.utils import timezone

    from firsthand.audience.rung import Rung
    from firsthand.place.changes import waiting_once
    from firsthand.stories.opening import open_story

    assert author.user is not None
    by, now = author.user, timezone.now()
    closed = add_stories(TIMES, rungs=[0], author=author, process=process, seed=seed)
    with waiting_once():
        return median(
            seconds_of(
                lambda story=story: open_story(story, to=Rung.EVERYONE, by=by, at=now),  # type: ignore[misc]
                clock=time.process_time,
            )
            for story in closed
        )
