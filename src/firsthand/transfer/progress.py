"""How far a long command is: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

A_LINE_EVERY = 10.0  # seconds, where nobody looks at a terminal


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """Show how far ``what`` is on standard error while the block runs; it calls what it gets once for each thing done."""
    if sys.stderr.isatty():
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        ) as bar:
            task = bar.add_task(what, total=total)
            yield lambda: bar.advance(task)
        return
    yield Lines(what, total).tick


class Lines:
    """Says how far it is every few seconds."""

    def __init__(self, what: str, total: int | None) -> None:
        self.what, self.total, self.done = what, total, 0
        self.said_at = time.monotonic()

    def tick(self) -> None:
        self.done += 1
        now = time.monotonic()
        if now - self.said_at >= A_LINE_EVERY:
            self.said_at = now
            of = f" of {self.total}" if self.total else ""
            print(f"{self.what}: {self.done}{of}", file=sys.stderr, flush=True)  # noqa: T201
