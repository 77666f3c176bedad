"""What runs when. Every act here is short and safe to repeat, on several machines at once if need be.

An act is called as ``act(now=…)``. Work that may take long is put in the queue by its act and done by the worker.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True)
class Recurring:
    """An act that is done again and again."""

    name: str
    every: timedelta
    act: str
    """The dotted path of a function that takes ``now``."""

    def carry_out(self, *, now: datetime) -> None:
        import_string(self.act)(now=now)


WHAT_RUNS_WHEN = [
    Recurring("open what is due", every=MINUTE, act="firsthand.stories.plans.open_due"),
    Recurring("send letters that are due", every=MINUTE, act="firsthand.post.tasks.queue_sending"),
    Recurring("forget sessions that ended", every=DAY, act="firsthand.schedule.forget_old_sessions"),
    Recurring("forget old changes", every=DAY, act="firsthand.place.changes.forget_old"),
    Recurring("forget work that is done", every=DAY, act="firsthand.schedule.forget_done_work"),
]


def forget_old_sessions(*, now: datetime) -> None:
    call_command("clearsessions")


def forget_done_work(*, now: datetime) -> None:
    call_command("prune_db_task_results", min_age_days=14, verbosity=0)


def keep_time(
    acts: Iterable[Recurring] = WHAT_RUNS_WHEN,
    *,
    clock: Callable[[], float] = time.monotonic,
    rest: Callable[[float], None] = time.sleep,
) -> None:
    """Carry out each act at once and then whenever its time has come, for ever.

    One that fails is logged and has its turn again; what was missed while the machine slept is done once.
    """
    due = {act: clock() for act in acts}
    while True:
        for act in sorted(due, key=due.__getitem__):
            if due[act] <= clock():
                due[act] = clock() + act.every.total_seconds()
                carry_out(act)
        rest(max(0.0, min(due.values()) - clock()))


def carry_out(act: Recurring) -> None:
    close_old_connections()
    try:
        act.carry_out(now=timezone.now())
    except Exception:
        log.exception("“%s” failed; it is tried again in %s.", act.name, act.every)
    finally:
        close_old_connections()
