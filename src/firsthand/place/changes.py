"""The change log: every act says, in its own transaction, which keys are not as they were.

The clock is one row. An act bumps it with one UPDATE, which keeps the row until the act commits; the next act waits for
it. So ticks are given in the order of the commits, on SQLite (one writer at a time anyway) and on PostgreSQL alike, and
whoever has read up to a tick has missed nothing before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from time import sleep

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Max
from django.utils import timezone

from .models import THE_ONE, Change, ChangeClock

# How long a change is kept in the log, and how many are deleted in one transaction.
KEPT_FOR = timedelta(days=1)
AT_ONCE = 200

# What is added to the lease when an act waits it out, for clocks and schedulers, in seconds.
MARGIN = 0.01

# Whether an act within ``waiting_once`` owes a wait; None outside of it.
_owed: ContextVar[list[bool] | None] = ContextVar("owed", default=None)


def append(keys: Iterable[str]) -> int:
    """Write the keys to the log under the next tick and return it. Only inside the transaction of the act."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A change is logged inside the transaction of its act.")
    if not ChangeClock.objects.filter(pk=THE_ONE).update(tick=F("tick") + 1):
        ChangeClock.objects.get_or_create(pk=THE_ONE)
        ChangeClock.objects.filter(pk=THE_ONE).update(tick=F("tick") + 1)
    tick = ChangeClock.objects.values_list("tick", flat=True).get(pk=THE_ONE)
    now = timezone.now()
    Change.objects.bulk_create([Change(tick=tick, key=key, at=now) for key in dict.fromkeys(keys)])
    return tick


def wait_out_the_lease() -> None:
    """Wait until no worker can answer from what it had stored before. Call it after the commit.

    Inside a larger transaction the wait follows that one's commit, once, however many acts it holds.
    """
    owed = _owed.get()
    if owed is not None:
        owed.append(True)
    elif settings.LEASE and not connection.in_atomic_block:
        sleep_for_one_lease()
    elif settings.LEASE and not is_waited_for_already():
        transaction.on_commit(sleep_for_one_lease)


def sleep_for_one_lease() -> None:
    sleep(settings.LEASE + MARGIN)


def is_waited_for_already() -> bool:
    """Say whether a wait is registered that stands as long as this transaction, or its savepoint, does."""
    ours = set(connection.savepoint_ids)
    return any(act is sleep_for_one_lease and ids <= ours for ids, act, _ in connection.run_on_commit)  # type: ignore[misc]


@contextmanager
def waiting_once() -> Iterator[None]:
    """Let many acts return at once and wait out one lease for all of them at the end, also when one failed.

    Only for a batch that nobody waits for act by act: until its end, what an act closed may still be answered.
    """
    if _owed.get() is not None:
        yield
        return
    owed: list[bool] = []
    token = _owed.set(owed)
    try:
        yield
    finally:
        _owed.reset(token)
        if owed:
            wait_out_the_lease()


def forget_old(*, now: datetime) -> None:
    """Delete what was logged more than ``KEPT_FOR`` ago, oldest first, so that no gap is left.

    A worker that has not read so far finds the next tick missing and empties its store.
    """
    last = Change.objects.filter(at__lt=now - KEPT_FOR).aggregate(last=Max("tick"))["last"]
    while last is not None:
        old = Change.objects.filter(tick__lte=last).order_by("tick")
        few = list(old.values_list("tick", flat=True)[:AT_ONCE])
        if not few:
            return
        Change.objects.filter(tick__lte=few[-1]).delete()
