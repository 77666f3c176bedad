"""A place without Django for the tests of the door: a log, a clock, and an inside that says what it was made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from firsthand.front.door.door import Door
from firsthand.front.door.log import Reading

NOON = 1_795_600_800.0  # 25 November 2026, 11:00 in Rome
HOST = "localhost:8000"


def asks(path: str = "/it/", *, method: str = "GET", **more: str) -> dict[str, Any]:
    """Return the environ of a stranger's request."""
    return {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": HOST, **more}


@dataclass
class Got:
    """What came back."""

    status: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def __call__(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        self.status, self.headers = status, headers

    def __getitem__(self, name: str) -> str | None:
        return next((value for each, value in self.headers if each.lower() == name.lower()), None)


def ask(door: Door, environ: dict[str, Any]) -> Got:
    got = Got()
    got.body = b"".join(door(environ, got))
    return got


class ToyPlace:
    """Pages with a version each. A change bumps the versions and the tick together, as a commit does."""

    def __init__(self) -> None:
        self.now, self.wall = 1000.0, NOON
        self.tick = 0
        self.changes: list[tuple[int, str]] = []
        self.pruned_to = 0
        self.is_readable = True
        self.rendered = 0
        self.headers: list[tuple[str, str]] = []
        self.status = "200 OK"
        self.keys = "place story:a"
        self.words = "as it was "
        self.while_rendering = lambda: None

    def change(self, *keys: str) -> None:
        self.tick += 1
        self.words = f"as of {self.tick} "
        self.changes += [(self.tick, key) for key in keys]

    def read(self, after: int | None) -> Reading:
        if not self.is_readable:
            raise OSError("the database is gone")
        since = [each for each in self.changes if after is not None and each[0] > max(after, self.pruned_to)]
        whole = after is not None and (after == self.tick or bool(since and since[0][0] == after + 1))
        return Reading(self.tick, since, whole, "Europe/Rome")

    def inside(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.rendered += 1
        body = (self.words * 100).encode()
        self.while_rendering()
        told = [("Content-Type", "text/html"), ("Content-Length", str(len(body))), *self.headers]
        start_response(self.status, [*told, *([("Firsthand-Keys", self.keys)] if self.keys else [])])
        return [body]

    def door(self) -> Door:
        """Return a door that holds a lease as of now; ``renew`` is called by the test, not by a thread."""
        door = Door(
            self.inside,
            tick_now=lambda: self.tick,
            wall=lambda: self.wall,
            read=self.read,
            clock=lambda: self.now,
        )
        door.lease.want = lambda: None  # type: ignore[method-assign]
        door.lease.renew()
        return door
