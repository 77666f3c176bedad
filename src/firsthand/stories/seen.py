"""A story as one reader reads it: the right words, at the reader's clearance, and nothing of the rest.

Pages, lists, feeds and mails take their words from here and never from ``Story`` itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import OuterRef, Subquery, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from firsthand.audience.rule import Standpoint, clearance, may_see, reads_working_copy
from firsthand.audience.rung import Rung

from .document.plain import plain_text
from .document.recurrence import hidden_words
from .document.withholding import Withheld, withhold_text
from .models import Byline, Phase, Process, ProcessCircle, ReadingRequest, Revision, Story, Tag, Withholding
from .slug import slug_of

if TYPE_CHECKING:
    from firsthand.audience.reader import Reader

CARD_LENGTH = 220

T = TypeVar("T")


class Seen:
    """One story in front of one reader.

    ``clearance`` is the rung at whose words it is read. ``is_working_copy`` says that these are the newest words,
    which only its authors and those they asked get.
    """

    def __init__(
        self,
        story: Story,
        *,
        reader: Reader,
        standpoint: Standpoint,
        withheld: tuple[Withheld, ...],
        newest: Revision | None,
        around: Around,
    ) -> None:
        assert may_see(reader, standpoint), "a story came past the gate"
        self.story, self.reader, self.withheld, self._around = story, reader, withheld, around
        self.clearance: Rung = clearance(reader, standpoint)
        self.is_working_copy = newest is not None
        if newest is not None:
            self.withheld = (*withheld, *masked_from(self.clearance, newest))
        self._words: Story | Revision = newest or story

    def __str__(self) -> str:
        return self.title

    @property
    def public_id(self) -> str:
        return self.story.public_id

    @cached_property
    def title(self) -> str:
        return self.said(self._words.title)

    @cached_property
    def after_reading(self) -> str:
        return self.said(self._words.after_reading)

    @cached_property
    def address(self) -> str:
        """The address on this place; its slug is made from the title as this reader reads it."""
        return reverse("story", args=[self.public_id, self.slug])

    @cached_property
    def slug(self) -> str:
        return slug_of(self.title)

    @cached_property
    def tags(self) -> list[Tag]:
        """The tags this reader may read: one whose words are withheld from them is left out."""
        borne = self._around.tags.get(self.story.pk, ())
        return [tag for tag in borne if self.said(tag.name) == tag.name]

    @property
    def process(self) -> Process | None:
        """The process it tells of; None when it has none, or none that exists for this reader."""
        return self._around.processes.get(self.story.telling.process_id or 0)

    @property
    def phase(self) -> Phase | None:
        """Where in the process it happened; None when the process is not for this reader."""
        return self._around.phases.get(self.story.telling.phase_id or 0) if self.process else None

    @property
    def happened_on(self) -> date:
        """The day it began, or was first told when nobody has said."""
        begun: date | None = self.story.telling.happened_from
        return begun or timezone.localdate(self.story.told_at or self.story.made_at)

    @property
    def told_on(self) -> date | None:
        """The day it first went out."""
        return timezone.localdate(self.story.told_at) if self.story.told_at else None

    @property
    def first_byline(self) -> Byline | None:
        return self.bylines[0] if self.bylines else None

    @cached_property
    def begins(self) -> str:
        """Its first words, at most some two hundred characters, cut at a word: what a card says under the title."""
        words = " ".join(self.text[:1000].split())
        return (
            words if len(words) <= CARD_LENGTH else words[:CARD_LENGTH].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
        )

    @cached_property
    def bylines(self) -> list[Byline]:
        """The bylines that are signed, or that stood where the story was published before, as this reader reads them."""
        offered = self._around.bylines.get(self.story.pk, ())
        lines = [line for line in offered if line.accepted_at or line.published_as]
        if not self.withheld:
            return lines
        lines = [copy(line) for line in lines]
        for line in lines:
            line.part, line.published_as = self.said(line.part), self.said(line.published_as)
        return lines

    @property
    def raw_document(self) -> dict[str, Any]:
        """The document before the masks are applied. Hand it only to a renderer, with ``clearance`` and ``withheld``."""
        return self._words.document

    @cached_property
    def text(self) -> str:
        """The words as plain text."""
        return plain_text(self.raw_document, rung=self.clearance, withheld=self.withheld).text

    def said(self, words: str) -> str:
        return withhold_text(words, self.withheld, rung=self.clearance)


class Around:
    """What some stories have around their words: looked up for all of them when first asked for one.

    Of processes it knows those that exist for every one of the ``readers``.
    """

    def __init__(self, stories: list[Story], *readers: Reader) -> None:
        self.stories, self.readers = stories, readers

    @cached_property
    def bylines(self) -> dict[int, list[Byline]]:
        """All bylines, the offered ones too, with their authors."""
        return by_story(Byline.objects.select_related("author").filter(story__in=self.ids), lambda line: line)

    @cached_property
    def tags(self) -> dict[int, list[Tag]]:
        borne = Story.tags.through.objects.filter(story__in=self.ids).select_related("tag")
        return by_story(borne.order_by("tag__name"), lambda bearing: bearing.tag)

    @cached_property
    def processes(self) -> dict[int, Process]:
        """The processes they tell of, as far as they exist for the readers, by key."""
        named = (story.telling.process_id for story in self.stories)
        wanted = {pk for pk in named if pk is not None}
        if not wanted:
            return {}
        found = Process.objects.filter(pk__in=wanted)
        for reader in self.readers:
            found = found.visible_to(reader)
        return {process.pk: process for process in found}

    @cached_property
    def phases(self) -> dict[int, Phase]:
        prefetch_related_objects(self.stories, "telling__phase")
        return {phase.pk: phase for story in self.stories if (phase := story.telling.phase)}

    @property
    def ids(self) -> list[int]:
        return [story.pk for story in self.stories]


def by_story(rows: Iterable[Any], what: Callable[[Any], T]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for row in rows:
        found.setdefault(row.story_id, []).append(what(row))
    return found


def seen(story: Story, reader: Reader) -> Seen:
    """Return ``story``, which came through the gate for ``reader``, as that reader reads it."""
    return seen_all([story], reader)[0]


def seen_all(stories: Iterable[Story], reader: Reader) -> list[Seen]:
    """Return the stories, which came through the gate for ``reader``, as that reader reads them; a few queries in all."""
    stories = list(stories)
    if not stories:
        return []
    prefetch_related_objects(stories, "telling")
    around = Around(stories, reader)
    ids = [story.pk for story in stories]
    telling_process = {story.pk: story.telling.process_id for story in stories}
    process_ids = {pk for pk in telling_process.values() if pk is not None}

    authors: dict[int, set[int]] = {}
    if reader.author_id is not None:
        signed = Byline.objects.accepted().filter(story__in=ids, author=reader.author_id)
        authors = pairs(signed, "author_id")
    asked: dict[int, set[int]] = {}
    if reader.user_id is not None:
        requests = ReadingRequest.objects.current(reader.now).filter(story__in=ids, reader=reader.user_id)
        asked = pairs(requests, "reader_id")
    circles: dict[int, set[int]] = {}
    if reader.circle_ids:
        given = ProcessCircle.objects.filter(process__in=process_ids, circle__in=reader.circle_ids)
        for process_id, circle_id in given.values_list("process_id", "circle_id"):
            circles.setdefault(process_id, set()).add(circle_id)
    withheld: dict[int, list[Withheld]] = {}
    for row in Withholding.objects.in_force(reader.now).filter(story__in=ids):
        withheld.setdefault(row.story_id, []).append(row.as_withheld())

    standpoints = {}
    for story in stories:
        of_process = telling_process[story.pk]
        standpoints[story.pk] = Standpoint(
            rung=Rung(story.rung),
            author_ids=frozenset(authors.get(story.pk, ())),
            circle_ids=frozenset(circles.get(of_process, ()) if of_process else ()),
            asked_user_ids=frozenset(asked.get(story.pk, ())),
        )
    newest = working_copies([pk for pk in ids if reads_working_copy(reader, standpoints[pk])])
    return [
        Seen(
            story,
            reader=reader,
            standpoint=standpoints[story.pk],
            withheld=tuple(withheld.get(story.pk, ())),
            newest=newest.get(story.pk),
            around=around,
        )
        for story in stories
    ]


def working_copies(story_ids: list[int]) -> dict[int, Revision]:
    """Return the newest revision of each story, in one query."""
    if not story_ids:
        return {}
    last = Revision.objects.filter(story=OuterRef("story")).order_by("-number").values("pk")[:1]
    found = Revision.objects.filter(story__in=story_ids, pk=Subquery(last))
    return {revision.story_id: revision for revision in found}


def masked_from(clearance: Rung, newest: Revision) -> Iterator[Withheld]:
    """Yield what masks keep from ``clearance``, so that it is read nowhere else in a working copy or beside it either.

    What is shown has passed the conditions of an opening; a working copy is saved however it stands.
    """
    for words in hidden_words(newest.document, clearance):
        yield Withheld(words=words, up_to=clearance - 1, say="…")


def pairs(rows: Any, of: str) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for story_id, other_id in rows.values_list("story_id", of):
        found.setdefault(story_id, set()).add(other_id)
    return found
