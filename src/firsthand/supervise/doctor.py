"""``firsthand doctor``: whether everything the place needs is well, one line each. It changes nothing."""

import os
import platform
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from . import folder
from .fault import Fault
from .ready import load_django

LONG_WAIT = timedelta(minutes=10)
"""Work that has waited longer than this has no worker."""


@dataclass(frozen=True)
class Answer:
    """What was found out about one thing."""

    thing: str
    well: bool
    said: str


def examine() -> int:
    """Print every answer; return 1 if something is not well."""
    answers = list(all_answers())
    for answer in answers:
        print(f"{'well' if answer.well else 'BAD '}  {answer.thing}: {answer.said}")
    bad = sum(not answer.well for answer in answers)
    if bad:
        raise Fault(f"{bad} of {len(answers)} things are not well; the lines marked BAD say what to do.")
    return 0


def all_answers() -> Iterator[Answer]:
    yield python()
    kept = data_folder()
    yield kept
    if not kept.well:
        return
    yield free_space()
    load_django()
    for thing, find_out in (("database", database), ("tables", tables), ("queue", queue)):
        answer = asked(thing, find_out)
        yield answer
        if not answer.well:
            return


def asked(thing: str, find_out: Callable[[], tuple[bool, str]]) -> Answer:
    from django.db import DatabaseError

    from .database import fault_of

    try:
        return Answer(thing, *find_out())
    except Fault as fault:
        return Answer(thing, False, str(fault))
    except DatabaseError as refused:
        return Answer(thing, False, str(fault_of(refused)))


def python() -> Answer:
    return Answer(
        "python", sys.version_info >= (3, 11), f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def data_folder() -> Answer:
    data = folder.the_folder()
    try:
        is_there = data.is_dir()
    except OSError as refused:
        return Answer("data folder", False, str(folder.cannot_write(data, refused)))
    if not is_there:
        return Answer(
            "data folder", False, f"{data} is not there. Start firsthand up, or name the folder with --data."
        )
    mode = stat.S_IMODE(data.stat().st_mode)
    if mode & 0o077:
        return Answer(
            "data folder", False, f"{data} is open to other accounts ({mode:o}). Close it: chmod 700 {data}"
        )
    if not os.access(data, os.W_OK | os.X_OK):
        return Answer(
            "data folder", False, f"{data} cannot be written by this account. Give it to the account."
        )
    return Answer("data folder", True, f"{data}, closed to other accounts")


def free_space() -> Answer:
    free = shutil.disk_usage(folder.the_folder()).free
    said = f"{free // 2**20:,} MB"
    return Answer(
        "free space", free >= folder.LEAST_FREE, said if free >= folder.LEAST_FREE else f"{said}. Free some."
    )


def database() -> tuple[bool, str]:
    from django.db import connection

    from .database import name_of_database

    name = name_of_database()
    if connection.vendor == "sqlite" and not os.path.exists(name):  # to connect would make it
        raise Fault(f"{name} is not there. Start firsthand up; it makes it.")
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            return True, f"{name}, PostgreSQL {cursor.fetchone()[0]}"
    with connection.cursor() as cursor:
        found = {
            each: cursor.execute(f"PRAGMA {each}").fetchone()[0] for each in ("journal_mode", "synchronous")
        }
        broken = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
    if broken != "ok":
        return False, f"{name} is damaged ({broken}). Restore a backup."
    durable = found == {"journal_mode": "wal", "synchronous": 2}
    return durable, f"{name}, sound, " + (
        "durable" if durable else f"but not durable: {found}. Keep it on a local disk."
    )


def tables() -> tuple[bool, str]:
    from .database import Plan

    plan = Plan()
    plan.refuse_a_newer_database()
    if plan.missing:
        return False, f"{len(plan.missing)} migrations wait. Start firsthand up; it applies them."
    return True, "those of this version"


def queue() -> tuple[bool, str]:
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.ready()
    late = waiting.filter(enqueued_at__lt=timezone.now() - LONG_WAIT).count()
    if late:
        return False, f"{late} have waited over ten minutes. Is firsthand up running?"
    return True, f"{waiting.count()} waiting"
