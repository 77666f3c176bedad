"""Days in words, as one says them in the language of the page."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_noop

# The names that Django's dates are written with, named here so that our catalogue has them: an Italian month begins
# with a small letter, and Django's own catalogue says otherwise.
MONTHS = (
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
)


def span(first: date, last: date | None = None) -> str:
    """Return the days from ``first`` to ``last``, saying month and year once where they are the same."""
    if last is None or last == first:
        return date_format(first, "DATE_FORMAT")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_format(last, 'DATE_FORMAT')}"
    begins = date_format(first, "MONTH_DAY_FORMAT" if first.year == last.year else "DATE_FORMAT")
    return f"{begins} – {date_format(last, 'DATE_FORMAT')}"


def short(day: date, *, today: date) -> str:
    """Return the day and its month, and the year where it is not this one."""
    return date_format(day, "MONTH_DAY_FORMAT" if day.year == today.year else "DATE_FORMAT")


def months(first: date | None, last: date | None, *, today: date) -> str:
    """Return the months from one day to the other, with the year where it is not this one; "" when nobody has said."""
    if first is None:
        return ""
    last = last or first
    with_year = last.year != today.year or first.year != today.year
    ends = date_format(last, "F Y" if with_year else "F")
    if (first.year, first.month) == (last.year, last.month):
        return ends
    return f"{date_format(first, 'F Y' if first.year != last.year else 'F')} – {ends}"
