"""The cast: a name carries a role, so that the body of a test is two lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from firsthand.audience.reader import Reader
from firsthand.audience.rung import Rung
from firsthand.people.models import Author, Circle, Membership, RoleHeld, Standing, User
from firsthand.place.models import Place
from firsthand.stories.models import Process, ProcessCircle, Story
from firsthand.stories.opening import open_story
from firsthand.stories.reading import ask_for_reading
from firsthand.stories.writing import begin_story

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def doc(*paragraphs: str | dict[str, Any]) -> dict[str, Any]:
    """Return a document of paragraphs; a dict stands as it is."""
    return {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": each}]}
            if isinstance(each, str)
            else each
            for each in paragraphs
        ]
        or [{"type": "paragraph"}],
    }


def masked(before: str, words: str, after: str = "", *, up_to: Rung, say: str) -> dict[str, Any]:
    """Return a paragraph in which ``words`` are masked."""
    mask = [{"type": "mask", "attrs": {"up_to": int(up_to), "say": say}}]
    parts = [(before, []), (words, mask), (after, [])]
    content = [
        {"type": "text", "text": text, **({"marks": marks} if marks else {})} for text, marks in parts if text
    ]
    return {"type": "paragraph", "content": content}


def somebody(
    name: str, *, standing: int = Standing.COLLEAGUE, role: str | None = None, **fields: Any
) -> User:
    """Return an account; its address is its name at pompebrenta.example."""
    user = User.objects.create_user(
        f"{name.lower().replace(' ', '.')}@pompebrenta.example", name=name, standing=standing, **fields
    )
    if role:
        RoleHeld.objects.create(user=user, role=role, given_at=NOW)
    return user


def client_of(user: User | None) -> Client:
    """Return a browser in which ``user`` is signed in; a stranger's when there is none."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


@pytest.fixture
def place(db: None) -> Place:
    place = Place.current()
    place.name = "Pompe Brenta, dal vivo"
    place.save()
    return place


@pytest.fixture
def the_team(db: None) -> Circle:
    return Circle.objects.create(name="banco prova")


@pytest.fixture
def marta(place: Place, the_team: Circle) -> User:
    """The author: a colleague, in the team, with a face and a name."""
    user = somebody("Marta Bellandi")
    Author.objects.create(user=user, name="Marta Bellandi", part="responsabile della produzione")
    Membership.objects.create(circle=the_team, user=user, joined_at=NOW)
    return user


@pytest.fixture
def teresa(place: Place, the_team: Circle) -> User:
    """A member of the team."""
    user = somebody("Teresa Lo Cascio")
    Membership.objects.create(circle=the_team, user=user, joined_at=NOW)
    return user


@pytest.fixture
def luca(place: Place) -> User:
    """A colleague, in no circle."""
    return somebody("Luca Berti")


@pytest.fixture
def elena(place: Place) -> User:
    """An invited partner."""
    return somebody("Elena Marchi", standing=Standing.PARTNER)


@pytest.fixture
def arjun(place: Place) -> User:
    """A partner whom authors ask for a reading; ``a_story`` asks him when told to."""
    return somebody("Arjun Sandhu", standing=Standing.PARTNER)


@pytest.fixture
def giulio(place: Place) -> User:
    """The editor."""
    return somebody("Giulio Ferrante", role="editor")


@pytest.fixture
def nadia(place: Place) -> User:
    """The reviewer."""
    return somebody("Nadia El Amrani", role="reviewer")


@pytest.fixture
def ada(place: Place) -> User:
    """The administrator."""
    return somebody("Ada Rossi", role="administrator")


@pytest.fixture
def process(place: Place, the_team: Circle) -> Process:
    """The process all stories of a test tell of, given to the team, open as far as its stories need."""
    process = Process.objects.create(name="Il collaudo finale", rung=Rung.EVERYONE)
    ProcessCircle.objects.create(process=process, circle=the_team, is_team=True)
    return process


@pytest.fixture
def a_story(marta: User, process: Process) -> Callable[..., Story]:
    """Return a function that tells a story of Marta's and opens it as far as ``rung``."""

    def tell(
        title: str = "La pompa che fischiava alle sei",
        *,
        rung: Rung = Rung.SELF,
        words: dict[str, Any] | str = "Alle sei e dieci il banco era già caldo.",
        by: User = marta,
        asked: User | None = None,
        at: datetime | None = None,
        **fields: Any,
    ) -> Story:
        at = at or timezone.now()
        document = doc(words) if isinstance(words, str) else words
        settings = {"process": process, "origin": "impulse", "language": "it", **fields}
        story = begin_story(by=by, at=at, title=title, document=document, **settings)
        if rung > Rung.SELF:
            open_story(story, to=rung, by=by, at=at)
        if asked is not None:
            ask_for_reading(story, reader=asked, by=by, at=at, until=at + timedelta(days=7))
        story.refresh_from_db()
        return story

    return tell


def reader_of(user: User | None, *, now: datetime | None = None) -> Reader:
    return Reader.of(user, now=now or timezone.now())


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)
