import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from .limits import Clock, Deadline
from .refusal import TryLater

LONGEST_WAIT = timedelta(days=1)
MOST_HOSTS_REMEMBERED = 2_000


@dataclass
class Acquaintance:
    """What this process remembers of a host it has asked."""

    next_turn: float = float("-inf")  # monotonic
    under_way: int = 0
    not_before: datetime | None = None


class Manners:
    """How a host is treated: an interval between two requests, few at once, and its Retry-After kept to.

    One object serves a whole process, from any thread. ``interval`` is in seconds.
    """

    def __init__(self, *, interval: float = 1.0, at_once: int = 2) -> None:
        self.interval, self.at_once = interval, at_once
        self.hosts: dict[str, Acquaintance] = {}
        self.lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, deadline: Deadline) -> Iterator[None]:
        """Wait for a turn at ``host`` and hold it. Raises ``TryLater`` when it is too far off."""
        wait = self.take_turn(host, deadline)
        try:
            if wait > 0:
                deadline.clock.sleep(wait)
            yield
        finally:
            with self.lock:
                self.hosts[host].under_way -= 1

    def take_turn(self, host: str, deadline: Deadline) -> float:
        clock, left = deadline.clock, deadline.left()
        with self.lock:
            self.forget_old_hosts(clock)
            known = self.hosts.setdefault(host, Acquaintance())
            if known.not_before and known.not_before > clock.now():
                raise TryLater(f"'{host}' asked not to be asked again yet.", at=known.not_before)
            wait = max(0.0, known.next_turn - clock.monotonic())
            if known.under_way >= self.at_once or wait >= left:
                at = clock.now() + timedelta(seconds=max(wait, self.interval))
                raise TryLater(f"'{host}' is being asked enough already.", at=at)
            known.next_turn = clock.monotonic() + wait + self.interval
            known.under_way += 1
            return wait

    def keep_away(self, host: str, at: datetime) -> None:
        """Remember that ``host`` is not to be asked before ``at``."""
        with self.lock:
            self.hosts.setdefault(host, Acquaintance()).not_before = at

    def forget_old_hosts(self, clock: Clock) -> None:
        if len(self.hosts) < MOST_HOSTS_REMEMBERED:
            return
        now, moment = clock.now(), clock.monotonic()
        self.hosts = {
            host: known
            for host, known in self.hosts.items()
            if known.under_way or known.next_turn > moment or (known.not_before and known.not_before > now)
        }


def retry_after(written: str | None, *, now: datetime) -> datetime | None:
    """Return the moment a Retry-After header names, at most a day away; None when it names none.

    RFC 9110, 10.2.3: a number of seconds or a date.

    >>> retry_after("120", now=datetime(2026, 11, 24, 9, 0, tzinfo=UTC)).isoformat()
    '2026-11-24T09:02:00+00:00'
    """
    written = (written or "").strip()
    if written.isascii() and written.isdecimal():
        return now + min(timedelta(seconds=int(written[:9])), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(written)
    except ValueError:
        return None
    return max(now, min(at if at.tzinfo else at.replace(tzinfo=UTC), now + LONGEST_WAIT))
