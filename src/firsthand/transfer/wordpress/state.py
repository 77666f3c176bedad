"""What becomes of an item: a story that was public, a story that stays closed, or nothing, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import Enum

from .dates import published_at
from .item import Item


class Coming(Enum):
    """How far an item comes in."""

    WAS_PUBLIC = "was public"
    CLOSED = "closed"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class Arrival:
    """The judgement of one item, with its reason in a few words; empty for what was simply public."""

    coming: Coming
    because: str = ""


LEFT_OUT = {
    "trash": "in the trash",
    "auto-draft": "a draft that was never written",
    "request-pending": "a request about personal data",
}
CLOSED = {
    "": "without a state",
    "draft": "a draft",
    "pending": "waiting for review",
    "future": "planned for later",
    "private": "private",
    "inherit": "a revision's state",
}


def state_of(item: Item, *, now: datetime, zone: tzinfo) -> Arrival:
    """Return what becomes of ``item``. Only a published post of the past without a password was public.

    Whatever we do not know for certain is closed. States are compared as they are written: "Publish" is not one.
    """
    kind = item.type.strip().lower()
    if kind not in ("post", ""):
        return Arrival(Coming.LEFT_OUT, f"a '{kind[:40]}', not a post")
    status = item.status.strip().lower()
    if status in LEFT_OUT:
        return Arrival(Coming.LEFT_OUT, LEFT_OUT[status])
    if status != "publish":
        return Arrival(Coming.CLOSED, CLOSED.get(status, f"in the state '{status[:40]}'"))
    if item.password.strip():
        return Arrival(Coming.CLOSED, "with a password")
    at = published_at(item, zone=zone)
    if at is None:
        return Arrival(Coming.CLOSED, "without a date")
    if at > now:
        return Arrival(Coming.CLOSED, "planned for later")
    return Arrival(Coming.WAS_PUBLIC)
