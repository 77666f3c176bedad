"""The second reading: each post becomes a story, or is found to have become one before.

A post and the note that it came are written in one transaction of their own, so an import that was stopped is completed
by running it again. What goes wrong with one post is told of that post, and the others come.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from django.conf import settings
from django.db import DataError, IntegrityError, transaction

from firsthand.people.models import User
from firsthand.place.changes import waiting_once
from firsthand.stories.document.validation import BadDocument
from firsthand.stories.errors import NotDone
from firsthand.stories.imported import begin_imported_story
from firsthand.stories.models import Story

from ..models import Brought
from .body import Body, body_of
from .dates import published_at
from .identity import again, digest_of, key_of, source_of
from .item import Item
from .people import People
from .returning import Returning
from .shortcodes import Shortcodes
from .state import Arrival, Coming, state_of
from .survey import Survey, is_post
from .tally import Tally
from .terms import language_of, people_of, tags_of
from .widening import Widening
from .words import line, shortened
from .wxr import Export

log = logging.getLogger(__name__)

# What goes wrong with one post; a database that is gone, or a file that is, concerns all of them.
FOR_ONE_POST: tuple[type[Exception], ...] = (
    BadDocument, NotDone, DataError, IntegrityError, ArithmeticError, LookupError, RecursionError, TypeError, ValueError,
    AttributeError, AssertionError,
)  # fmt: skip
WAITS = "was public, and nobody was named with --as to open it"
TWICE = "the same post again in the file"


@dataclass(kw_only=True)
class Import:
    """One run: by whom what was public opens (nobody: nothing does), when, and on whose clocks.

    ``dry`` does everything and takes it back, post by post.
    """

    by: User | None
    now: datetime
    zone: tzinfo
    language: str
    shortcodes: Shortcodes
    dry: bool = False
    tally: Tally = field(default_factory=Tally)
    met: dict[str, list[str]] = field(default_factory=dict)

    def bring(self, found: Survey, *, tick: Callable[[], None] = lambda: None) -> None:
        """Bring in the posts of a file that was surveyed. Raises ``NotAnExport`` if it cannot be read any more."""
        people = People(source_of(found.channel))
        if not self.dry:
            people.meet(found.channel.people.values())
        with waiting_once():
            for item in Export(found.source).items():
                self.one(item, found, people)
                tick()
        self.tally.authors += people.made

    def one(self, item: Item, found: Survey, people: People) -> None:
        """Bring in one item, or tell why not. Only what concerns the whole run is raised."""
        tally = self.tally
        tally.read += 1
        tally.comments += item.comments
        arrival = state_of(item, now=self.now, zone=self.zone)
        if not is_post(item):
            tally.left_out[arrival.because].add(name_of(item))
            return
        try:
            if not self.dry:
                self.come(item, arrival, found, people)
                return
            with transaction.atomic():
                self.come(item, arrival, found, people)
                transaction.set_rollback(True)
            people.known.clear()
        except FOR_ONE_POST as fault:
            log.exception("A post could not be brought in: %s", item.guid or item.link)
            tally.failed[str(fault) or type(fault).__name__].add(name_of(item))

    def come(self, item: Item, arrival: Arrival, found: Survey, people: People) -> None:
        tags = tags_of(item)
        digest = digest_of(item, tags)
        key = self.key_of(item, digest, source=people.source)
        if key is None:
            self.tally.left_out[TWICE].add(name_of(item))
            return
        rows = list(Brought.objects.filter(key=key).select_related("story").order_by("part"))
        widening = Widening(by=self.by, now=self.now, told_at=published_at(item, zone=self.zone))
        if rows:
            returning = Returning(rows, arrival, widening, digest=digest, tags=tags)
            told = returning.outcome(lambda: self.body_of(item, found))
            self.tally.again[told].add(name_of(item))
        elif arrival.coming is Coming.LEFT_OUT:
            self.tally.left_out[arrival.because].add(name_of(item))
        else:
            body = self.body_of(item, found)
            stories = self.begin(item, arrival, body, found, people, key=key, digest=digest, tags=tags)
            self.tally_new(name_of(item), arrival, stories, widening)

    def key_of(self, item: Item, digest: str, *, source: str) -> str | None:
        """Return the key of the post; None for one that the file holds a second time, word for word."""
        key = key_of(item, source=source)
        met = self.met.setdefault(key, [])
        this = f"{digest} {item.status} {bool(item.password)}"
        if this in met:
            return None
        met.append(this)
        return key if len(met) == 1 else again(key, len(met))

    def body_of(self, item: Item, found: Survey) -> Body:
        base = item.link if item.link.startswith("http") else found.channel.address
        body = body_of(item, base=base, shortcodes=self.shortcodes, reusable=found.reusable)
        for change, times in body.changes.items():
            self.tally.changed[change].add(name_of(item), times)
        if item.excerpt.strip():
            self.tally.changed["excerpt"].add(name_of(item))
        self.tally.shortcodes.update(body.shortcodes)
        self.tally.blocks.update(body.blocks)
        return body

    def begin(
        self,
        item: Item,
        arrival: Arrival,
        body: Body,
        found: Survey,
        people: People,
        *,
        key: str,
        digest: str,
        tags: list[str],
    ) -> list[Story]:
        """Begin the story of a post, or the stories it makes, and note that it came."""
        language = language_of(item, found.channel, known=dict(settings.LANGUAGES), otherwise=self.language)
        signed = people.published_as(people_of(item, found.channel))
        at = published_at(item, zone=self.zone)
        stories = []
        with transaction.atomic():
            for part, (title, document) in enumerate(zip(body.titles(), body.documents, strict=True)):
                first = begin_imported_story(
                    at=self.now,
                    language=language,
                    title=title,
                    document=document,
                    published_as=signed,
                    tags=tags,
                    made_at=min(at, self.now) if at else None,
                    told_at=at if arrival.coming is Coming.WAS_PUBLIC else None,
                )
                Brought.objects.create(
                    key=key,
                    part=part,
                    story=first.story,
                    revision=first,
                    digest=digest,
                    brought_at=self.now,
                    seen_at=self.now,
                )
                stories.append(first.story)
        return stories

    def tally_new(self, name: str, arrival: Arrival, stories: list[Story], widening: Widening) -> None:
        if arrival.coming is not Coming.WAS_PUBLIC:
            self.tally.closed[arrival.because].add(name)
        elif self.by is None:
            self.tally.closed[WAITS].add(name)
        elif refused := widening.refused(stories):
            self.tally.closed[f"was public; {refused}"].add(name)
        else:
            self.tally.opened += 1


def name_of(item: Item) -> str:
    """Return what the operator knows a post by."""
    return shortened(line(item.title) or item.name or item.guid or item.post_id or "without a title", 60)
