"""Stories that were told elsewhere before: begun by nobody here, signed by nobody until its author accepts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from firsthand.audience.rung import Rung
from firsthand.people.models import Author
from firsthand.place import changes

from .document.validation import read
from .errors import Blocked
from .models import Byline, Opening, Revision, Story, Tag, Telling
from .models.story import TITLE_LENGTH
from .opening import bring_back, changed, words_of
from .own_conditions import undone_masks
from .writing import add_revision, follow

if TYPE_CHECKING:
    from firsthand.people.models import User


@dataclass(frozen=True)
class PublishedAs:
    """Somebody who signed a story where it was published before, and the name they stood under there."""

    author: Author
    name: str


def begin_imported_story(
    *,
    at: datetime,
    language: str,
    title: str,
    document: dict[str, Any],
    published_as: Iterable[PublishedAs],
    tags: Iterable[str] = (),
    made_at: datetime | None = None,
    told_at: datetime | None = None,
) -> Revision:
    """Begin a story at SELF out of words that were written elsewhere, and return its first revision.

    It has no maker; its bylines wait to be accepted, and say until then under which name it was published. ``told_at``
    is when it was public there, if it was. Raises ``BadDocument``.
    """
    document, title = read(document), title[:TITLE_LENGTH]
    with transaction.atomic():
        story = Story.objects.create(
            telling=Telling.objects.create(),
            language=language,
            origin=Story.Origin.IMPORTED,
            made_at=made_at or at,
            told_at=told_at,
            **words_of(Revision(title=title, document=document)),
        )
        Byline.objects.bulk_create(
            Byline(story=story, author=author, offered_at=at, published_as=name[:120])
            for author, name in {each.author: each.name for each in published_as}.items()
        )
        first = add_revision(
            story,
            number=1,
            by=None,
            at=at,
            title=title,
            document=document,
            after_reading="",
            how="imported",
        )
        if names := list(tags):
            bearing = Story.tags.through
            bearing.objects.bulk_create(bearing(story=story, tag=tag) for tag in tags_named(names))
    return first


def bring_newer_words(story: Story, *, at: datetime, title: str, document: dict[str, Any]) -> Revision:
    """Add words that were changed where the story was published as its newest revision; what is shown stays.

    Only for a story in which nobody has written here; the caller has seen to that. Raises ``BadDocument``.
    """
    document = read(document)
    with transaction.atomic():
        story = Story.objects.select_for_update().get(pk=story.pk)
        newest = story.working_copy
        if newest.title == title[:TITLE_LENGTH] and newest.document == document:
            return newest
        newer = add_revision(
            story,
            number=newest.number + 1,
            by=None,
            at=at,
            title=title[:TITLE_LENGTH],
            document=document,
            after_reading=newest.after_reading,
            before=newest,
            how="imported",
        )
        follow(story, newer)
    return newer


def retag(story: Story, names: Iterable[str]) -> None:
    """Give an imported story the tags it has where it was published. Raises ``Blocked`` as ``set_tags`` does."""
    names = list(names)
    if story.rung > Rung.SELF and story.shown_revision:
        found = undone_masks(story, story.shown_revision, Rung(story.rung), tags=", ".join(names))
        if found:
            raise Blocked(found)
    with transaction.atomic():
        story.tags.set(tags_named(names))
        changed(story)
    changes.wait_out_the_lease()


def no_longer_public(story: Story, *, by: User, at: datetime) -> Opening:
    """Bring a story back to SELF that stood open only because it was public elsewhere, and is not any more."""
    with transaction.atomic():
        locked = Story.objects.select_for_update().get(pk=story.pk)
        opening = bring_back(locked, to=Rung.SELF, by=by, at=at)
    changes.wait_out_the_lease()
    return opening


def tags_named(names: Iterable[str]) -> list[Tag]:
    """Return the tags of these names, made where there are none; one that differs only in its letters' size is used."""
    wanted = {name.casefold(): name for each in names if (name := " ".join(each.split())[:80].strip())}
    found = {tag.name.casefold(): tag for tag in Tag.objects.filter(name__in=wanted.values())}
    for folded, name in wanted.items():
        if folded not in found:
            found[folded] = Tag.objects.filter(name__iexact=name).first() or Tag.objects.create(name=name)
    return list({tag.pk: tag for tag in found.values()}.values())
