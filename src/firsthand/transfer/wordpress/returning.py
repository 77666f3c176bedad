"""A post that came in before, and is in the file again: what is newer is brought, what people did here is left alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from django.db import transaction

from firsthand.audience.rung import Rung
from firsthand.stories.imported import bring_newer_words, no_longer_public, retag
from firsthand.stories.models import Byline, Opening, Story

from ..models import Brought
from .body import Body
from .state import Arrival, Coming
from .widening import Widening

UNCHANGED = "here already, unchanged"
NEWER = "newer words brought"
OPENED = "opened now"
DELETED = "deleted here; it stays deleted"
THEIRS_CHANGED = "changed in the blog, but written in or signed here since: left as it is"
RESIZED = "changed in the blog, and makes more or fewer stories than before: left as it is"
TAKEN_BACK = "public in the blog, but taken back here: left closed"
WAITING = "here already, closed: was public, and nobody was named with --as to open it"
WITHDRAWN = "no longer public in the blog: taken back here too"
STILL_OPEN = "no longer public in the blog, and still open here: run it again with --as to take it back"
THEIRS_OPEN = "no longer public in the blog, and open here: who signed it decides"


class Returning:
    """One post, the rows of its first coming, and what the file says of it now."""

    def __init__(
        self, rows: list[Brought], arrival: Arrival, widening: Widening, *, digest: str, tags: list[str]
    ) -> None:
        self.rows, self.arrival, self.widening = rows, arrival, widening
        self.digest, self.tags = digest, tags

    def outcome(self, body: Callable[[], Body]) -> str:
        """Do what is to be done and return it in words. ``body`` is asked only when the words are not as they were."""
        if any(row.story is None for row in self.rows):
            return DELETED
        if self.arrival.coming is not Coming.WAS_PUBLIC and self.is_open:
            return self.withdraw()
        said = UNCHANGED
        if self.arrival.coming is not Coming.LEFT_OUT and self.rows[0].digest != self.digest:
            if self.is_theirs:
                return THEIRS_CHANGED
            said = self.renew(body())
        return self.widen(said) if self.arrival.coming is Coming.WAS_PUBLIC else said

    @property
    def stories(self) -> list[Story]:
        return [row.story for row in self.rows if row.story is not None]

    @property
    def is_open(self) -> bool:
        return any(story.rung > Rung.SELF for story in self.stories)

    @cached_property
    def is_theirs(self) -> bool:
        """Whether somebody here has signed it, or written in it."""
        if Byline.objects.filter(story__in=self.stories, accepted_at__isnull=False).exists():
            return True
        return any(row.story and row.story.working_copy.pk != row.revision_id for row in self.rows)

    def renew(self, body: Body) -> str:
        """Bring the words as they are now into the working copies."""
        if len(body.documents) != len(self.rows):
            return RESIZED
        for row, title, document in zip(self.rows, body.titles(), body.documents, strict=True):
            assert row.story is not None
            with transaction.atomic():
                row.revision = bring_newer_words(
                    row.story, at=self.widening.now, title=title, document=document
                )
                row.digest, row.seen_at = self.digest, self.widening.now
                row.save(update_fields=["revision", "digest", "seen_at"])
            if row.story.rung == Rung.SELF or self.widening.by:
                retag(row.story, self.tags)
        return NEWER

    def widen(self, said: str) -> str:
        """Open what was public and is not open here, and show newer words where it is."""
        behind = [
            story
            for story in self.stories
            if story.rung < Rung.EVERYONE or story.working_copy.pk != story.shown_revision_id
        ]
        if not behind or self.is_theirs:
            return said
        if Opening.objects.filter(story__in=behind, kind=Opening.Kind.TAKEN_BACK).exists():
            return TAKEN_BACK
        if self.widening.by is None:
            return WAITING if not self.is_open else f"{said}; they wait for somebody named with --as"
        was_open = self.is_open
        if refused := self.widening.refused(behind):
            return f"{said}; was public; {refused}" if was_open else f"here already, closed: {refused}"
        return f"{said}, and shown" if was_open else OPENED

    def withdraw(self) -> str:
        """Close what stands open only because it was public where it came from."""
        if self.is_theirs:
            return THEIRS_OPEN
        if self.widening.by is None:
            return STILL_OPEN
        for story in self.stories:
            if story.rung > Rung.SELF:
                no_longer_public(story, by=self.widening.by, at=self.widening.now)
        return WITHDRAWN
