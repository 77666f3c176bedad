"""The ladder under a story: how far it goes, and from where on this reader's words are veiled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from firsthand.audience.rung import Rung
from firsthand.stories.document.reading import as_read
from firsthand.stories.seen import Seen


@dataclass(frozen=True)
class Step:
    """One rung: whether the story is open there, stands there, and whether something this reader reads is veiled there."""

    rung: Rung
    is_open: bool
    is_here: bool
    is_veiled: bool


def ladder_of(told: Seen) -> list[Step]:
    """Return the five steps. A veil is mentioned only to whoever reads inside it."""
    nearest = min(reaches(told), default=Rung.EVERYONE)
    rung = told.story.rung
    return [
        Step(step, is_open=step <= rung, is_here=step == rung, is_veiled=nearest < step <= rung)
        for step in Rung
    ]


def reaches(told: Seen) -> Iterator[int]:
    """Yield up to which rung each veiled passage goes that this reader reads."""
    yield from masks_in(as_read(told.raw_document, rung=told.clearance, withheld=told.withheld))
    yield from (each.up_to for each in told.withheld if told.clearance <= each.up_to)


def masks_in(node: dict[str, Any]) -> Iterator[int]:
    mask = (node.get("attrs") or {}).get("mask")
    if mask:
        yield mask["up_to"]
    for mark in node.get("marks", ()):
        if mark["type"] == "mask":
            yield mark["attrs"]["up_to"]
    for child in node.get("content", ()):
        yield from masks_in(child)
