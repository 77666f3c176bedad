"""When something was published, out of the three ways in which an export says it."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

from .item import Item

EARLIEST = 1900


def published_at(item: Item, *, zone: tzinfo) -> datetime | None:
    """Return the moment: ``post_date_gmt``, else ``pubDate``, else ``post_date`` on the clocks of ``zone``.

    None when none of them can be read; drafts say 0000-00-00 00:00:00. The blog's own clocks are not in the file.
    """
    return moment(item.date_gmt, UTC) or from_mail(item.published) or moment(item.date, zone)


def moment(written: str, zone: tzinfo) -> datetime | None:
    try:
        found = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return sound(found if found.tzinfo else found.replace(tzinfo=zone))


def from_mail(written: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return moment(written, UTC)
    return sound(found if found.tzinfo else found.replace(tzinfo=UTC))


def sound(found: datetime) -> datetime | None:
    try:
        found = found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if found.year >= EARLIEST else None
