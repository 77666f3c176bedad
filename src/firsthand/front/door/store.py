"""What one worker keeps: pages by address, bounded in bytes, dropped when a key they were made from has changed.

A page is kept only when none of its keys changed since before its rendering began. Its tick was read before that, on
the very connection that rendered it, so the page shows every change up to that tick. Changes after it that this worker
has read are remembered here and refuse the page; those it has yet to read will drop it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .day import Day
    from .log import Reading
    from .page import Page
    from .rule import Address

# All the memory that the pages of one worker may take.
MOST_BYTES = 32 * 1024 * 1024

# How many changed keys are remembered; beyond that a page whose rendering began earlier is not kept.
MOST_REMEMBERED = 10_000


class Store:
    """The pages of one worker. Looking up takes no lock; everything that changes them does."""

    def __init__(self, *, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.pages: OrderedDict[Address, Page] = OrderedDict()
        self.made_from: dict[str, set[Address]] = {}
        self.bytes = 0
        self.tick: int | None = None
        """Up to where the change log has been read."""
        self.floor = 0
        """A page made before this tick may lack changes that are not remembered."""
        self.changed_at: dict[str, int] = {}
        self.day: Day | None = None
        self.lock = threading.Lock()

    def find(self, address: Address) -> Page | None:
        """Return the page at ``address``; whoever asks has checked the lease before, not after."""
        page = self.pages.get(address)
        if page is not None:
            try:
                self.pages.move_to_end(address)
            except KeyError:  # dropped this moment; the request was begun before
                return page
        return page

    def apply(self, reading: Reading, day: Day) -> None:
        """Let go of what has changed up to ``reading``, or of everything where that cannot be told."""
        with self.lock:
            if not reading.is_whole:
                self.empty()
                self.changed_at.clear()
                self.floor = reading.tick
            elif day != self.day:
                self.empty()
            for tick, key in reading.changes:
                self.changed_at[key] = tick
                self.drop(address for address in self.made_before(tick, key))
            self.tick, self.day = reading.tick, day
            if len(self.changed_at) > MOST_REMEMBERED:
                self.changed_at.clear()
                self.floor = reading.tick

    def keep(self, address: Address, page: Page) -> bool:
        """Keep the page unless something it was made from has changed meanwhile; say whether it was kept."""
        with self.lock:
            if self.tick is None or self.day is None or not self.is_current(page):
                return False
            self.drop([address])
            self.pages[address] = page
            self.bytes += page.size
            for key in page.keys:
                self.made_from.setdefault(key, set()).add(address)
            while self.bytes > self.most_bytes:
                self.drop([next(iter(self.pages))])
            return address in self.pages

    def is_current(self, page: Page) -> bool:
        assert self.day is not None
        return (
            page.tick >= self.floor
            and page.made_at in self.day
            and all(self.changed_at.get(key, 0) <= page.tick for key in page.keys)
        )

    def made_before(self, tick: int, key: str) -> list[Address]:
        addresses = self.made_from.get(key, ())
        return [address for address in addresses if self.pages[address].tick < tick]

    def drop(self, addresses: Iterable[Address]) -> None:
        for address in addresses:
            page = self.pages.pop(address, None)
            if page is None:
                continue
            self.bytes -= page.size
            for key in page.keys:
                others = self.made_from[key]
                others.discard(address)
                if not others:
                    del self.made_from[key]

    def empty(self) -> None:
        self.pages.clear()
        self.made_from.clear()
        self.bytes = 0
