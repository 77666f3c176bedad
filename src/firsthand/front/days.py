"""Days in words, as one says them in the language of the page."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import pgettext


def span(first: date, last: date | None = None) -> str:
    """Return the days from ``first`` to ``last``, saying month and year once where they are the same."""
    if last is None or last == first:
        return date_format(first, "DATE_FORMAT")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_format(last, 'DATE_FORMAT')}"
    begins = date_format(first, day_and_month() if first.year == last.year else "DATE_FORMAT")
    return f"{begins} – {date_format(last, 'DATE_FORMAT')}"


def short(day: date, *, today: date) -> str:
    """Return the day and its month, and the year where it is not this one."""
    return date_format(day, day_and_month() if day.year == today.year else "DATE_FORMAT")


def months(first: date | None, last: date | None) -> str:
    """Return the months a phase lies in; "" when nobody has said."""
    if first is None:
        return ""
    begins = date_format(first, "F Y")
    if last is None or (first.year, first.month) == (last.year, last.month):
        return begins
    return f"{date_format(first, 'F') if first.year == last.year else begins} – {date_format(last, 'F Y')}"


def day_and_month() -> str:
    return pgettext("format of a day without its year", "F j")
