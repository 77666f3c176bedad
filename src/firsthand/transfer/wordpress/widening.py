"""Opening what was public already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from firsthand.audience.rung import Rung
from firsthand.people.models import User
from firsthand.stories.errors import NotDone
from firsthand.stories.models import Opening, Story
from firsthand.stories.opening import open_story


@dataclass(frozen=True, kw_only=True)
class Widening:
    """Who opens, when, and since when it was public."""

    by: User | None
    now: datetime
    told_at: datetime | None

    def refused(self, stories: list[Story]) -> str:
        """Open the stories to everyone and return why one of them did not open; empty when all did."""
        assert self.by is not None
        for story in stories:
            try:
                open_story(
                    story,
                    to=Rung.EVERYONE,
                    by=self.by,
                    at=self.now,
                    kind=Opening.Kind.ALREADY_PUBLIC,
                    told_at=self.told_at,
                )
            except NotDone as refused:
                return str(refused)
        return ""
