"""How long a worker may answer from its store: a quarter of a second after it last began to read the change log.

The promise, for an act that commits at C and returns at R, and any request begun after R: R ≥ C + lease + margin
(``place.changes.wait_out_the_lease``). The worker checks its lease first and looks the page up after. A lease that
holds at the check was taken at a moment later than check - lease > R - lease > C; the reading that followed saw the
act, and the store had let go of what it changed before the lease was written down. So a page found afterwards is not
of before the act, however long the worker was stopped between any two of these steps: stopped before the check, the
lease has run out; stopped after it, the request was begun, and the worker woken, before the act returned.

The clock counts suspended time where the system has one that does (CLOCK_BOOTTIME on Linux), so a machine that slept
wakes up without a lease. Elsewhere the clock sleeps with the machine, as does the act that waits on it; there only a
place on several hosts could be wrong, for one lease after waking. A virtual machine that is halted without its clocks
moving on cannot know it; do not serve one place from several hosts of which some are halted and resumed.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db import connection

from . import log as change_log
from .counting import Tally
from .day import day_at, zones_of
from .log import Reading
from .store import Store

log = logging.getLogger(__name__)

# How many times the log is read in the time of one lease.
READINGS_A_LEASE = 3

# The least pause between two readings, in seconds.
LEAST_REST = 0.02

# Nobody asked for this long, in seconds: the log is left alone until somebody does.
IDLE_AFTER = 60.0

# How often counted fetches are handed on, in seconds.
HAND_ON_EVERY = 10.0

boottime: int | None = getattr(time, "CLOCK_BOOTTIME", None)
clock: Callable[[], float] = time.monotonic if boottime is None else partial(time.clock_gettime, boottime)


class Lease:
    """The lease of one worker on one store, renewed by a thread that begins when it is first wanted."""

    def __init__(
        self,
        store: Store,
        tally: Tally,
        *,
        read: Callable[[int | None], Reading] = change_log.read,
        clock: Callable[[], float] = clock,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.store, self.tally = store, tally
        self.read, self.clock, self.wall = read, clock, wall
        self.until = 0.0
        self.is_used = False
        self.is_well = True
        self.starting = threading.Lock()
        self.wanted = threading.Event()
        self.thread: threading.Thread | None = None

    def holds(self) -> bool:
        return self.clock() < self.until

    def want(self) -> None:
        """Have the lease renewed from now on. Returns at once; the one who asks goes without."""
        self.is_used = True
        self.wanted.set()
        with self.starting:
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self.keep_renewing, name="front door", daemon=True)
                self.thread.start()

    def renew(self) -> None:
        """Read the log, let go of what changed, and only then take the lease, counted from before the reading.

        It ends at the place's midnight at the latest.
        """
        begun = self.clock()
        reading = self.read(self.store.tick)
        now = self.wall()
        day = day_at(now, zones_of(reading.time_zone))
        self.store.apply(reading, day)
        self.until = begun + min(settings.LEASE, day.ends - now)

    def keep_renewing(self) -> None:
        """Renew while anybody asks; rest when nobody does."""
        handed_on = used = self.clock()
        while True:
            self.wanted.wait()
            self.renew_or_say_why_not()
            now = self.clock()
            if self.is_used:
                self.is_used, used = False, now
            if now - handed_on > HAND_ON_EVERY or now - used > IDLE_AFTER:
                handed_on = now
                self.hand_on()
            if now - used > IDLE_AFTER:
                self.wanted.clear()
                connection.close()
            time.sleep(max(settings.LEASE / READINGS_A_LEASE, LEAST_REST))

    def renew_or_say_why_not(self) -> None:
        try:
            self.renew()
        except Exception:
            connection.close()
            if self.is_well:
                log.exception("The change log cannot be read; until it can, nothing is answered from store.")
            self.is_well = False
        else:
            if not self.is_well:
                log.warning("The change log can be read again.")
            self.is_well = True

    def hand_on(self) -> None:
        try:
            self.tally.hand_on()
        except Exception:
            log.exception("What was counted could not be handed on; it is tried again.")
            connection.close()
