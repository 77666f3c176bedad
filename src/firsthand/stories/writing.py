"""The working copy: saved as one writes, read by nobody but its authors and those they asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from firsthand.audience.rung import Rung
from firsthand.people.models import Author

from .document import EMPTY
from .document.plain import plain_text
from .document.schema import NUMBER
from .document.validation import one_line, read
from .errors import Conflict, NotTheirs
from .models import Byline, Event, Phase, PlannedOpening, Process, Revision, Story, Telling
from .models.story import TITLE_LENGTH
from .opening import changed, of_story, words_of
from .provenance import followed

if TYPE_CHECKING:
    from firsthand.people.models import User

AFTER_READING_LENGTH = 140
# An autosave by the same hand within this time rewrites the newest revision; after it, a new one begins.
ONE_SITTING = timedelta(minutes=10)


@dataclass(frozen=True)
class Version:
    """Which state of the working copy a window holds: the revision's number and how often it was saved."""

    number: int
    saves: int

    @classmethod
    def of(cls, revision: Revision) -> Version:
        return cls(revision.number, revision.saves)


def begin_story(
    *,
    by: User,
    at: datetime,
    origin: str,
    language: str,
    process: Process | None = None,
    phase: Phase | None = None,
    title: str = "",
    document: dict[str, Any] | None = None,
    happened_from: date | None = None,
    happened_until: date | None = None,
    version_of: Story | None = None,
) -> Story:
    """Begin a story at SELF, signed by whoever begins it. Why it was begun is set here, once.

    With ``version_of`` it tells the same in another language: process, phase, events and days are that story's.
    Raises ``NotTheirs`` when ``by`` has not signed that one.
    """
    if version_of is not None and not version_of.is_told_by(by):
        raise NotTheirs("Only who has signed a story begins a version of it.")
    with transaction.atomic():
        author, _made = Author.objects.get_or_create(user=by, defaults={"name": by.name})
        telling = (
            version_of.telling
            if version_of
            else Telling.objects.create(
                process=process, phase=phase, happened_from=happened_from, happened_until=happened_until
            )
        )
        story = Story.objects.create(
            telling=telling, language=language, origin=origin, made_by=by, made_at=at
        )
        Byline.objects.create(story=story, author=author, offered_at=at, accepted_at=at)
        first = add_revision(
            story,
            number=1,
            by=by,
            at=at,
            title=one_line(title, most=TITLE_LENGTH),
            document=read(document or EMPTY),
            after_reading="",
        )
        Story.objects.filter(pk=story.pk).update(**words_of(first))
        story.refresh_from_db()
    return story


def save_working_copy(
    story: Story,
    *,
    by: User,
    at: datetime,
    base: Version,
    title: str,
    document: dict[str, Any] | bytes | str,
    after_reading: str,
    hints: list[dict[str, Any]] | None = None,
    apart: bool = False,
) -> Revision:
    """Save what ``by`` has written on top of ``base`` and return the revision that holds it.

    With ``apart`` it becomes a revision of its own, so that the words of ``base`` stay among the older ones. Raises
    ``BadDocument`` with the reason, ``NotTheirs``, or ``Conflict`` holding both texts when the working copy is not
    ``base`` any more. What is shown to others does not change.
    """
    words: dict[str, Any] = {
        "title": one_line(title, most=TITLE_LENGTH),
        "document": read(document),
        "after_reading": one_line(after_reading, most=AFTER_READING_LENGTH),
    }
    if not story.is_told_by(by):
        raise NotTheirs("Only who has signed a story writes in it.")
    with transaction.atomic():
        story = Story.objects.select_for_update().get(pk=story.pk)
        newest = story.working_copy
        if Version.of(newest) != base:
            raise Conflict(newest, words)
        if all(getattr(newest, name) == value for name, value in words.items()):
            return newest
        if not apart and goes_on(newest, story, by=by, at=at):
            saved = rewrite(newest, by=by, at=at, hints=hints, **words)
        else:
            saved = add_revision(
                story, number=newest.number + 1, by=by, at=at, before=newest, hints=hints, **words
            )
        follow(story, saved)
    return saved


def restore(story: Story, revision: Revision, *, by: User, at: datetime) -> Revision:
    """Make the words of an older ``revision`` the working copy again, as a new revision on top; nothing is lost."""
    if not story.is_told_by(by):
        raise NotTheirs("Only who has signed a story restores its words.")
    with transaction.atomic():
        story = Story.objects.select_for_update().get(pk=story.pk)
        newest, revision = story.working_copy, of_story(story, revision)
        restored = add_revision(
            story,
            number=newest.number + 1,
            by=by,
            at=at,
            before=revision,
            title=revision.title,
            document=revision.document,
            after_reading=revision.after_reading,
        )
        follow(story, restored)
    return restored


def goes_on(newest: Revision, story: Story, *, by: User, at: datetime) -> bool:
    """Say whether the sitting that wrote ``newest`` goes on: same hand, not long ago, shown and planned nowhere."""
    return (
        newest.made_by_id == by.pk
        and at - newest.made_at < ONE_SITTING
        and newest.pk != story.shown_revision_id
        and not newest.openings.exists()
        and not PlannedOpening.objects.filter(revision=newest).exists()
    )


def rewrite(
    newest: Revision, *, by: User, at: datetime, hints: list[dict[str, Any]] | None, **words: Any
) -> Revision:
    provenance = followed(newest, words["document"], by=by, number=newest.number, hints=hints)
    for name, value in words.items():
        setattr(newest, name, value)
    newest.provenance, newest.saved_at, newest.saves = provenance, at, newest.saves + 1
    newest.save()
    return newest


def add_revision(
    story: Story,
    *,
    number: int,
    by: User | None,
    at: datetime,
    title: str,
    document: dict[str, Any],
    after_reading: str,
    before: Revision | None = None,
    how: str = "typed",
    hints: list[dict[str, Any]] | None = None,
) -> Revision:
    """Add the words as the newest revision. The caller holds the story and has read the document."""
    return Revision.objects.create(
        story=story,
        number=number,
        title=title,
        document=document,
        schema=NUMBER,
        after_reading=after_reading,
        provenance=followed(before, document, by=by, number=number, how=how, hints=hints),
        made_by=by,
        made_at=at,
        saved_at=at,
    )


def follow(story: Story, revision: Revision) -> None:
    """Let the shown words follow the working copy, as long as the story was never opened."""
    if story.shown_revision_id is None:
        Story.objects.filter(pk=story.pk).update(**words_of(revision))


def is_empty(revision: Revision) -> bool:
    """Say whether nothing is written yet."""
    return not plain_text(revision.document, rung=0).text.strip()


def place_in_process(
    story: Story, *, process: Process | None, phase: Phase | None, events: list[Event], by: User
) -> None:
    """Say which process, phase and events the story tells of. Only while no version of it stands anywhere further out."""
    if not story.is_told_by(by):
        raise NotTheirs("Only who has signed a story says what it tells of.")
    parts: list[Event | Phase] = [*events, *([phase] if phase else [])]
    if any(part.process_id != (process.pk if process else None) for part in parts):
        raise NotTheirs("A phase and events are those of the story's own process.")
    with transaction.atomic():
        telling = Telling.objects.select_for_update().get(pk=story.telling_id)
        versions = list(telling.stories.select_for_update())
        if telling.process != process and any(version.rung > Rung.SELF for version in versions):
            raise NotTheirs("A story that is open stays in its process; take it back first.")
        telling.process, telling.phase = process, phase
        telling.save(update_fields=["process", "phase"])
        telling.events.set(events)
        for version in versions:
            changed(version)  # an opening that is under way looks at the process again
