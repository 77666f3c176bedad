"""The change log: every act says, in its own transaction, which keys are not as they were.

The clock is one row. An act bumps it with one UPDATE, which keeps the row until the act commits; the next act waits for
it. So ticks are given in the order of the commits, on SQLite (one writer at a time anyway) and on PostgreSQL alike, and
whoever has read up to a tick has missed nothing before it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from .models import THE_ONE, Change, ChangeClock

# What is added to the lease when an act waits it out, for clocks and schedulers, in seconds.
MARGIN = 0.01


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
    """Wait until no worker can answer from what it had stored before. Call it after the commit."""
    if settings.LEASE:
        time.sleep(settings.LEASE + MARGIN)
