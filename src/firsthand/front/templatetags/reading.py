"""Words about a story that a template needs: its days, who reads it, and silences, in the language of the page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import ngettext

from firsthand.audience.rung import Rung
from firsthand.stories.seen import Seen

from .. import days
from ..house_words import READ_BY
from ..ribbon import Silence

register = template.Library()


@register.filter
def read_by(rung: int) -> str:
    """Return who reads what stands on ``rung``."""
    return str(READ_BY[Rung(rung)])


@register.filter
def told_day(seen: Seen) -> str:
    """Return the day it was first told."""
    return days.short(seen.told_on or seen.happened_on, today=timezone.localdate(seen.reader.now))


@register.filter
def happened(seen: Seen) -> str:
    """Return the days on which it happened; "" when nobody has said."""
    telling = seen.story.telling
    return days.span(telling.happened_from, telling.happened_until) if telling.happened_from else ""


@register.filter
def has_face(seen: Seen) -> bool:
    """Say whether one of those who signed has a portrait."""
    return any(line.accepted_at and line.author.portrait for line in seen.bylines)


@register.filter
def short_day(day: date) -> str:
    return days.short(day, today=timezone.localdate())


@register.filter
def phase_months(phase: Any) -> str:
    """Return the months a phase lies in; "" for none."""
    return days.months(phase.begins_on, phase.ends_on, today=timezone.localdate()) if phase else ""


@register.filter
def months_between(first_and_last: tuple[date, date]) -> str:
    return days.months(*first_and_last, today=timezone.localdate())


@register.filter
def days_to(first: date, last: date) -> str:
    """Return the days from ``first`` to ``last``."""
    return days.span(first, last)


@register.filter
def weeks_of_silence(silence: Silence) -> str:
    return ngettext("a week untold", "%(weeks)s weeks untold", silence.weeks) % {"weeks": silence.weeks}


@register.filter
def silence_in_words(silence: Silence) -> str:
    """Return how long, and between which days, lies of which nobody has told anything."""
    said = ngettext(
        "A week of which nobody has told anything: %(days)s.",
        "%(weeks)s weeks of which nobody has told anything: %(days)s.",
        silence.weeks,
    )
    return said % {"weeks": silence.weeks, "days": days.span(silence.begins, silence.ends)}
