"""A page made by Django for a stranger, with few and with many closed stories beside it: the ratio shall be near one.

Two databases stand side by side and take turns, so that both see the same machine. Time is that of the processor.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from ..a_place import tables_here
from ..figures import Figure, seconds_of
from ..stories import add_stories, somebody_and_a_process

if TYPE_CHECKING:
    from django.test import Client

NAME = "page-render"
WHAT = "story page, archive and feed as Django makes them, with 100 and with 10,000 closed stories beside"
FEW, MANY, OPEN = 100, 10_000, 200
ROUNDS, REQUESTS = 9, 12


def measure() -> list[Figure]:
    few = tables_here() / "firsthand.sqlite3"
    many = few.with_name("many.sqlite3")
    paths = filled(few, many)
    times: dict[tuple[str, Path], list[float]] = {(what, file): [] for what in paths for file in (few, many)}
    for _ in range(ROUNDS):
        for file in (few, many):
            client = browser_on(file)
            for what, path in paths.items():
                ask(client, path)
                once = [
                    seconds_of(lambda client=client, path=path: ask(client, path), clock=time.process_time)  # type: ignore[misc]
                    for _ in range(REQUESTS)
                ]
                times[what, file].append(median(once) * 1000)
    figures = []
    for what in paths:
        ratios = [b / a for a, b in zip(times[what, few], times[what, many], strict=True)]
        figures += [
            Figure(f"{what}, {FEW} closed stories beside", "ms", times[what, few]),
            Figure(f"{what}, {MANY:,} closed stories beside", "ms", times[what, many]),
            Figure(f"{what}: ratio of the two", "×", ratios, goal=1.5),
        ]
    return figures


def filled(few: Path, many: Path) -> dict[str, str]:
    """Fill both databases; return the addresses to ask for."""
    author, process = somebody_and_a_process()
    stories = add_stories(OPEN, rungs=[4], author=author, process=process, seed=1)
    closed = [0, 1, 2]
    add_stories(FEW, rungs=closed, author=author, process=process, seed=2)
    copied(few, many)
    turn_to(many)
    add_stories(MANY - FEW, rungs=closed, author=author, process=process, seed=3)
    story = stories[0]
    return {
        "story page": f"/it/stories/{story.public_id}/{story.slug}",
        "archive": "/it/stories/",
        "feed": "/it/feed.xml",
    }


def copied(file: Path, to: Path) -> None:
    """Copy the database in use, with all that was written."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    shutil.copyfile(file, to)


def turn_to(file: Path) -> None:
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = str(file)


def browser_on(file: Path) -> Client:
    from django.test import Client

    turn_to(file)
    return Client(SERVER_NAME="localhost")


def ask(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
