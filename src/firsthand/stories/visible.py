"""The gate: the one query through which every surface loads what it shows.

It is the rule of ``audience.rule``, said to the database; a test holds the two to the same answer. Whatever is not
granted here is hidden. All relations are subqueries, so that the cost does not grow with what is closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q, QuerySet

from firsthand.audience.rung import Rung

if TYPE_CHECKING:
    from firsthand.audience.reader import Reader


def stories_open_to(reader: Reader) -> Q:
    """Return the condition for the stories that exist for ``reader``."""
    granted = Q(rung__gte=reader.standing)
    if reader.circle_ids:
        granted |= Q(rung__gte=Rung.TEAM, telling__in=tellings_of(reader))
    if reader.author_id is not None:
        granted |= Q(pk__in=told_by(reader))
    if reader.user_id is not None:
        granted |= Q(pk__in=asked_of(reader))
    return granted


def processes_open_to(reader: Reader) -> Q:
    """Return the condition for the processes that exist for ``reader``."""
    granted = Q(rung__gte=reader.standing)
    if reader.circle_ids:
        granted |= Q(rung__gte=Rung.TEAM, pk__in=processes_of(reader))
    return granted


def processes_of(reader: Reader) -> QuerySet:
    """Return the ids of the processes of which one of the reader's circles is a circle."""
    given = apps.get_model("stories", "ProcessCircle").objects.filter(circle__in=reader.circle_ids)
    return given.values("process")


def tellings_of(reader: Reader) -> QuerySet:
    """Return the ids of what is told of those processes."""
    return apps.get_model("stories", "Telling").objects.filter(process__in=processes_of(reader)).values("pk")


def told_by(reader: Reader) -> QuerySet:
    """Return the ids of the stories the reader has signed."""
    accepted = apps.get_model("stories", "Byline").objects.accepted()
    return accepted.filter(author=reader.author_id).values("story")


def asked_of(reader: Reader) -> QuerySet:
    """Return the ids of the stories whose authors ask the reader to read them."""
    current = apps.get_model("stories", "ReadingRequest").objects.current(reader.now)
    return current.filter(reader=reader.user_id).values("story")
