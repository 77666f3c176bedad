"""Eight people write at the same moment: no error, and nothing is lost. On both engines."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from cast import doc, somebody
from firsthand.audience.rung import Rung
from firsthand.people.models import Author, User
from firsthand.stories.document.plain import plain_text
from firsthand.stories.errors import ChangedMeanwhile, Conflict, NothingToDo
from firsthand.stories.models import Byline, Opening, Process, Story
from firsthand.stories.opening import open_story, take_back
from firsthand.stories.writing import Version, begin_story, save_working_copy

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WRITERS, TIMES = 8, 12


def at_once(act: Callable[[int], None]) -> list[BaseException]:
    """Carry out ``act`` with eight numbers in eight threads, each with a connection of its own; return what failed."""
    failed: list[BaseException] = []
    together = threading.Barrier(WRITERS)

    def run(number: int) -> None:
        try:
            together.wait()
            act(number)
        except BaseException as fault:
            failed.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def save(story: Story, user: User, words: str, *, apart: bool = False) -> None:
    newest = story.working_copy
    save_working_copy(
        story,
        by=user,
        at=timezone.now(),
        base=Version.of(newest),
        title=newest.title,
        document=doc(*paragraphs(newest.document), words),
        after_reading="",
        apart=apart,
    )


def paragraphs(document: dict) -> list[str]:
    return [line for line in plain_text(document, rung=Rung.SELF).text.split("\n") if line]


def test_eight_authors_each_save_their_own_story(process: Process):
    users = [somebody(f"Autore {number}") for number in range(WRITERS)]
    stories = [
        begin_story(by=user, at=timezone.now(), origin="impulse", language="it", title="T", document=doc("0"))
        for user in users
    ]

    def write(number: int) -> None:
        for time in range(1, TIMES):
            save(stories[number], users[number], str(time), apart=time % 3 == 0)

    assert at_once(write) == []
    for story in stories:
        assert paragraphs(story.working_copy.document) == [str(time) for time in range(TIMES)]


def test_eight_windows_save_the_same_story_and_every_word_stays(marta: User, a_story):
    """Who saves on older words is told so with both texts, and tries again on the newer ones."""
    story = a_story(words=doc("begin"))
    conflicts: list[int] = []

    def write(number: int) -> None:
        for time in range(TIMES):
            while True:
                try:
                    save(story, marta, f"{number}.{time}")
                    break
                except Conflict:
                    conflicts.append(number)

    assert at_once(write) == []
    kept = paragraphs(story.working_copy.document)
    assert sorted(kept) == sorted(["begin", *(f"{n}.{t}" for n in range(WRITERS) for t in range(TIMES))])
    numbers = list(story.revisions.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_eight_authors_open_and_take_back_while_they_write(marta: User, process: Process):
    users = [somebody(f"Autrice {number}") for number in range(WRITERS)]
    stories = [
        begin_story(
            by=user,
            at=timezone.now(),
            origin="impulse",
            language="it",
            title="Racconto",
            document=doc("begin"),
            process=process,
        )
        for user in users
    ]

    def act(number: int) -> None:
        story, user = stories[number], users[number]
        for time in range(TIMES):
            save(story, user, str(time))
            open_story(story, to=Rung.EVERYONE, by=user, at=timezone.now())
            take_back(story, to=Rung.SELF, by=user, at=timezone.now())

    assert at_once(act) == []
    for story in stories:
        assert story.openings.count() == 2 * TIMES
        assert Story.objects.get(pk=story.pk).rung == Rung.SELF


def test_eight_authors_of_one_story_open_it_and_take_it_back(marta: User, a_story):
    """Every act is either a record or a refusal to its author; rung and records agree at the end."""
    story = a_story("Uno per tutti")
    users = [somebody(f"Firma {number}") for number in range(WRITERS)]
    for user in users:
        author = Author.objects.create(user=user, name=user.name)
        now = timezone.now()
        Byline.objects.create(story=story, author=author, offered_at=now, accepted_at=now)
    done: list[str] = []

    def act(number: int) -> None:
        for _ in range(TIMES):
            for one in (
                lambda: open_story(story, to=Rung.EVERYONE, by=users[number], at=timezone.now()),
                lambda: take_back(story, to=Rung.SELF, by=users[number], at=timezone.now()),
            ):
                try:
                    done.append(one().kind)
                except (NothingToDo, ChangedMeanwhile):
                    continue

    assert at_once(act) == []
    records = list(story.openings.order_by("pk").values_list("kind", "from_rung", "to_rung"))
    assert len(records) == len(done) > 0
    stands = Rung.SELF
    for _kind, came_from, went_to in records:
        assert came_from == stands
        stands = went_to
    assert Story.objects.get(pk=story.pk).rung == stands
    assert {kind for kind, _, _ in records} == {Opening.Kind.OPENED, Opening.Kind.TAKEN_BACK}
