"""Stories by the thousand, the same each time. They are put into the tables at once, past the acts that tell them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from firsthand.people.models import Author
    from firsthand.stories.models import Process, Story

SYLLABLES = "ba ro ti ne lu ca mo ri sa de po vi ga fe zo nu la pe sti cro gra zel".split()  # noqa: SIM905
PARAGRAPHS, WORDS = 8, 70
AT_ONCE = 500


def some_words(random: Random, count: int) -> str:
    words = ("".join(random.choices(SYLLABLES, k=random.randint(1, 4))) for _ in range(count))
    return " ".join(words).capitalize()


def some_document(random: Random) -> dict[str, Any]:
    """Return a document of about 560 words."""
    return {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": f"{some_words(random, WORDS)}."}]}
            for _ in range(PARAGRAPHS)
        ],
    }


def somebody_and_a_process() -> tuple[Author, Process]:
    """Return an author with an account, and a process with a team, open to everyone."""
    from firsthand.audience.rung import Rung
    from firsthand.people.models import Author, Circle, User
    from firsthand.stories.models import Process, ProcessCircle

    user = User.objects.create_user("marta@pompebrenta.example", name="Marta Bellandi")
    author = Author.objects.create(user=user, name=user.name, part="responsabile della produzione")
    process = Process.objects.create(name="Il collaudo finale", rung=Rung.EVERYONE)
    circle = Circle.objects.create(name="banco prova")
    ProcessCircle.objects.create(process=process, circle=circle, is_team=True)
    return author, process


def add_stories(
    count: int, *, rungs: Sequence[int], author: Author, process: Process, seed: int = 7
) -> list[Story]:
    """Add ``count`` stories, on the given rungs in turn, each a day older than the one before; return them."""
    made: list[Story] = []
    random = Random(seed)
    for begin in range(0, count, AT_ONCE):
        made += add_some(range(begin, min(begin + AT_ONCE, count)), rungs, author, process, random)
    return made


def add_some(
    numbers: range, rungs: Sequence[int], author: Author, process: Process, random: Random
) -> list[Story]:
    from django.db import transaction
    from django.db.models import F, OuterRef, Subquery
    from django.utils import timezone
    from django.utils.text import slugify

    from firsthand.stories.document.schema import NUMBER
    from firsthand.stories.models import Byline, Revision, Story, Telling

    now = timezone.now()
    with transaction.atomic():
        tellings = Telling.objects.bulk_create([Telling(process=process) for _ in numbers])
        stories = Story.objects.bulk_create(
            [
                Story(
                    telling=telling,
                    language="it",
                    title=(title := some_words(random, 6)),
                    slug=slugify(title),
                    document=some_document(random),
                    origin="impulse",
                    made_by=author.user,
                    made_at=now - timedelta(days=number),
                )
                for number, telling in zip(numbers, tellings, strict=True)
            ]
        )
        Revision.objects.bulk_create(
            [
                Revision(
                    story=each,
                    number=1,
                    title=each.title,
                    document=each.document,
                    schema=NUMBER,
                    made_by=author.user,
                )
                for each in stories
            ]
        )
        Byline.objects.bulk_create(
            [Byline(story=each, author=author, offered_at=now, accepted_at=now) for each in stories]
        )
        revision_of_it = Revision.objects.filter(story=OuterRef("pk")).values("pk")[:1]
        for rung in set(rungs) - {0}:
            its = [
                each.pk
                for number, each in zip(numbers, stories, strict=True)
                if rungs[number % len(rungs)] == rung
            ]
            Story.objects.filter(pk__in=its).update(
                rung=rung, told_at=F("made_at"), shown_revision=Subquery(revision_of_it)
            )
    return stories
