"""The hammer on the door: four real workers, killed and stopped at random, and not one stale answer.

``HAMMER=10000 bin/test tests/front_door/test_hammer.py`` strikes as often as the promise asks for; without it the
hammer strikes a few hundred times. With FIRSTHAND_DATABASE_URL it strikes on PostgreSQL. What it found is printed.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from strangers import Stranger

from servers import clean_environment, free_port, stop

HERE = Path(__file__).resolve().parent
CLOSINGS = int(os.environ.get("HAMMER", "300"))
WORKERS, STRIKING, STORIES_EACH = 4, 2, 20
SEED = 20261125

# A worker that dies younger than 5.5 s makes Granian end altogether.
GROWN = 6.0


@pytest.fixture
def database() -> Iterator[dict[str, str]]:
    """A database of its own on the engine of this run; SQLite's is a file in the place's data folder."""
    address = os.environ.get("FIRSTHAND_DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield {}
        return
    name = f"hammer_{os.getpid()}_{random.randrange(10**6)}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
        yield {"FIRSTHAND_DATABASE_URL": urlunsplit(urlsplit(address)._replace(path=f"/{name}"))}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]


class Hammer:
    """A hammered place, and whoever hammers on it."""

    def __init__(self, folder: Path, database: dict[str, str]) -> None:
        self.port = free_port()
        counts = folder / "counts"
        counts.mkdir()
        (folder / "static").mkdir()
        self.counts = counts
        self.random = random.Random(SEED)
        self.environment = clean_environment(
            FIRSTHAND_DATA=str(folder), FIRSTHAND_WORKERS=str(WORKERS), HAMMER_COUNTS=str(counts), **database
        )
        self.environment["PYTHONPATH"] += os.pathsep + str(HERE)
        self.done: Counter[str] = Counter()

    def begin(self, *words: object, **more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-P", HERE / "hammer.py", *map(str, words)],
            stdout=subprocess.PIPE,
            text=True,
            env={**self.environment, **more},
        )

    def said(self, process: subprocess.Popen[str]) -> object:
        said, _ = process.communicate()
        assert process.returncode == 0
        return json.loads(said)

    def strike(self, closings: int, **more: str) -> Counter[str]:
        """Close so many times and return what was found."""
        ids = list(enumerate(self.said(self.begin("prepare", STRIKING * STORIES_EACH))))  # type: ignore[call-overload]
        web = self.begin("serve", self.port)
        try:
            self.wait_until_it_answers(web)
            striking = [
                self.begin(
                    "strike",
                    self.port,
                    SEED + part,
                    closings // STRIKING,
                    json.dumps({public_id: number for number, public_id in ids[part::STRIKING]}),
                    **more,
                )
                for part in range(STRIKING)
            ]
            found = self.disturb_until_done(web, striking)
        finally:
            stop(web)
        found["came"], found["inside"] = ((self.counts / name).stat().st_size for name in ("came", "inside"))
        found["from store"] = found["came"] - found["inside"]
        return found + self.done

    def wait_until_it_answers(self, web: subprocess.Popen[str]) -> None:
        stranger, until = Stranger(self.port, SEED), time.monotonic() + 60
        while stranger.get("/bare/x") is None:
            assert web.poll() is None
            assert time.monotonic() < until
            time.sleep(0.05)

    def disturb_until_done(
        self, web: subprocess.Popen[str], striking: list[subprocess.Popen[str]]
    ) -> Counter[str]:
        found: Counter[str] = Counter()
        over = threading.Event()
        disturbing = threading.Thread(target=self.disturb, args=(web, over))
        disturbing.start()
        try:
            for each in striking:
                found.update(self.said(each))  # type: ignore[arg-type]
        finally:
            over.set()
            disturbing.join()
            for each in striking:
                stop(each)
        assert web.poll() is None, "the web server ended while it was hammered"
        return found

    def disturb(self, web: subprocess.Popen[str], over: threading.Event) -> None:
        """Kill a worker, or stop it for a while, again and again."""
        born: dict[int, float] = {}
        while not over.wait(self.random.uniform(0.05, 0.6)):
            workers = children_of(web.pid)
            now = time.monotonic()
            born = {worker: born.get(worker, now) for worker in workers}
            grown = [worker for worker in workers if now - born[worker] > GROWN]
            try:
                if grown and self.random.random() < 0.2:
                    os.kill(self.random.choice(grown), signal.SIGKILL)
                    self.done["kills"] += 1
                elif workers:
                    worker = self.random.choice(workers)
                    os.kill(worker, signal.SIGSTOP)
                    over.wait(self.random.uniform(0.01, 0.7))
                    os.kill(worker, signal.SIGCONT)
                    self.done["stops"] += 1
            except ProcessLookupError:
                continue


def children_of(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.fixture
def hammer(database: dict[str, str]) -> Hammer:
    """Strikes in memory where there is some: the disk's own time would be most of it, and proves nothing here."""
    return Hammer(Path(tempfile.mkdtemp(dir=settings.DATA)), database)


@pytest.mark.slow
def test_no_answer_is_stale(hammer: Hammer, capsys: pytest.CaptureFixture[str]) -> None:
    begun = time.monotonic()
    found = hammer.strike(CLOSINGS)
    with capsys.disabled():
        engine = "PostgreSQL" if "FIRSTHAND_DATABASE_URL" in hammer.environment else "SQLite"
        sys.stdout.write(
            f"\n{engine}, {time.monotonic() - begun:.0f} s: {json.dumps(found, sort_keys=True)}\n"
        )

    assert found["stale"] == 0
    assert found["closings"] >= CLOSINGS
    assert found["looked after a closing"] >= 2 * CLOSINGS
    # Without these it might have found nothing because there was nothing to find.
    assert found["from store"] > CLOSINGS
    assert found["shown while closing"] > 0
    assert found["masked story still shown"] > 0
    assert found["stops"] > 0


@pytest.mark.slow
def test_acts_that_do_not_wait_are_found_out(hammer: Hammer) -> None:
    found = hammer.strike(120, HAMMER_BREAKS="the wait")
    assert found["stale"] > 0
