"""The leak matrix: every address of the place, asked by every kind of reader, in every state of a story.

The rows come from the URL map: an address without a row here fails. Beside every absence stands a positive control:
the rows say what must be read where it may be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation

from cast import client_of, doc, masked
from firsthand.audience.rung import Rung
from firsthand.people.models import Author, User
from firsthand.stories.models import Byline, Event, Phase, Picture, Process, Story
from firsthand.stories.narrowing import withhold
from firsthand.stories.opening import take_back
from firsthand.stories.plans import plan_opening
from firsthand.stories.tagging import set_tags

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TITLE, BODY, SECRET, HELD, TAG = "Airone sul tetto", "airone cinerino", "zibellino", "ermellino", "voliera"
NEEDLES = {"title": ("Airone sul tetto", "airone-sul-tetto"), "body": (BODY,), "tag": (TAG,)}
READERS = ["stranger", "elena", "luca", "teresa", "arjun", "marta", "giulio", "nadia", "ada"]
STANDS_AT = {
    "stranger": 4,
    "elena": 3,
    "luca": 2,
    "teresa": 1,
    "arjun": 3,
    "marta": 0,
    "giulio": 2,
    "nadia": 2,
    "ada": 2,
}


@dataclass(frozen=True)
class State:
    """A state of the one story: its rung, and what was done to it. ``hides`` is up to where the hidden words go."""

    rung: Rung
    planned: bool = False
    taken_back: bool = False
    hidden: str = ""
    hides: int = 4
    asked: bool = False


STATES = {
    "draft": State(Rung.SELF),
    "draft, asked": State(Rung.SELF, asked=True),
    "team": State(Rung.TEAM),
    "company": State(Rung.COMPANY),
    "partners": State(Rung.PARTNERS),
    "everyone": State(Rung.EVERYONE),
    "planned": State(Rung.SELF, planned=True),
    "taken back": State(Rung.SELF, taken_back=True),
    "masked": State(Rung.EVERYONE, hidden=SECRET, hides=Rung.TEAM),
    "withheld": State(Rung.EVERYONE, hidden=HELD, hides=Rung.COMPANY),
    "masked, asked": State(Rung.SELF, hidden=SECRET, hides=Rung.SELF, asked=True),
}


@dataclass
class Told:
    """What stands in the database when a matrix is run."""

    story: Story
    state: State
    users: dict[str, User | None]
    process: Process
    author: Author
    picture: Picture
    extra: dict[str, str] = field(default_factory=dict)

    def clearance(self, reader: str) -> int:
        if reader == "arjun" and self.state.asked:
            return Rung.TEAM
        return STANDS_AT[reader]

    def exists_for(self, reader: str) -> bool:
        return self.clearance(reader) <= self.state.rung or (reader == "arjun" and self.state.asked)

    def listed_for(self, reader: str) -> bool:
        return self.state.rung >= Rung.TEAM and self.exists_for(reader)


Where = Callable[[Told], str]


@dataclass(frozen=True)
class Surface:
    """One address: how to ask for it, and what it must show to whom (``shows`` of the needles, ``to`` whom)."""

    at: Where
    shows: tuple[str, ...] = ()
    to: str = "nobody"  # nobody · listed · exists · strangers (the open edition, whoever asks) · authors
    method: str = "get"

    def must_show(self, told: Told, reader: str) -> bool:
        return {
            "nobody": False,
            "listed": told.listed_for(reader),
            "exists": told.exists_for(reader),
            "strangers": told.listed_for("stranger"),
            "authors": reader == "marta",
        }[self.to]

    def may_show(self, told: Told, reader: str) -> bool:
        if self.to == "strangers":
            return told.listed_for("stranger")
        return told.exists_for(reader)

    def clearance(self, told: Told, reader: str) -> int:
        return 4 if self.to == "strangers" else told.clearance(reader)


def named(name: str, *args: str) -> Where:
    return lambda told: reverse(name, args=args)


def story_at(name: str, *more: str) -> Where:
    return lambda told: reverse(name, args=[told.story.public_id, *more])


from leak_surfaces import SURFACES  # noqa: E402 - the rows need what is defined above


def addresses(resolver: URLResolver | None = None) -> Iterator[str]:
    """Yield the name of every address of the place; an address without a name by its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield entry.name or str(entry.pattern)
        else:
            yield from addresses(entry)


def test_every_address_has_a_row_and_every_row_an_address():
    assert set(addresses()) == set(SURFACES)


@pytest.fixture
def told(
    request,
    settings,
    tmp_path,
    place,
    marta,
    luca,
    elena,
    teresa,
    arjun,
    giulio,
    nadia,
    ada,
    process,
    a_story,
):
    settings.MEDIA_ROOT = tmp_path
    people = dict(  # noqa: C408
        marta=marta, luca=luca, elena=elena, teresa=teresa, arjun=arjun, giulio=giulio, nadia=nadia, ada=ada
    )
    state: State = STATES[request.param]
    # The hidden words, where a state hides any, stand beside words that are not hidden.
    secret = masked("Sul tetto un ", SECRET, " e un airone cinerino.", up_to=Rung(state.hides), say="animale")
    words = secret if state.hidden == SECRET else f"Sul tetto un {HELD} e un airone cinerino."
    opened = Rung.EVERYONE if state.taken_back else state.rung
    story = a_story(TITLE, rung=Rung.SELF, words=doc(words), asked=arjun if state.asked else None)
    set_tags(story, [TAG], by=marta)
    if opened:
        from firsthand.stories.opening import open_story

        open_story(story, to=opened, by=marta, at=timezone.now())
    if state.hidden == HELD:
        withhold(
            story,
            words=HELD,
            up_to=Rung(state.hides),
            say="animale",
            because="x",
            by=nadia,
            at=timezone.now(),
        )
    if state.taken_back:
        take_back(story, to=Rung.SELF, by=marta, at=timezone.now())
    if state.planned:
        day = timezone.localdate() + timedelta(days=3)
        plan_opening(story, to=Rung.EVERYONE, by=marta, at=timezone.now(), not_before=day)
    (tmp_path / "pictures").mkdir(exist_ok=True)
    picture = Picture.objects.create(story=story, file="pictures/x.jpg", width=4, height=4, added_by=marta)
    # A story that everybody may read keeps the lists, the tag and the author's page in being for every reader.
    a_story("Sempre aperto", rung=Rung.EVERYONE, words="Il cancello.")
    Phase.objects.create(process=process, name="Prova")
    Event.objects.create(process=process, name="Collaudo", due_on=timezone.localdate())
    Byline.objects.create(
        story=Story.objects.get(title="Sempre aperto"),
        author=Author.objects.create(user=luca, name="Luca Berti"),
        offered_at=timezone.now(),
    )
    story.refresh_from_db()
    return Told(story, state, {"stranger": None, **people}, process, marta.author, picture)


@pytest.mark.parametrize("told", STATES, indirect=True)
def test_nothing_is_shown_to_whom_it_does_not_exist_for(told):
    shown = 0
    for reader in READERS:
        client = client_of(told.users[reader])
        for name, surface in SURFACES.items():
            for language in ("it", "en"):
                with translation.override(language):
                    address = surface.at(told)
                answer = getattr(client, surface.method)(address)
                page = answer.content.decode(errors="replace") + str(answer.headers)
                where = f"{name} ({address}) for {reader}: {answer.status_code}"
                assert answer.status_code < 500, where
                shown += check(told, surface, reader, page, where)
                if not address.startswith(f"/{language}/"):
                    break
    assert shown, "no surface showed anything to anybody: the matrix would pass on a broken place"


def check(told: Told, surface: Surface, reader: str, page: str, where: str) -> int:
    """Hold one answer to the matrix; return how many positive controls it passed."""
    passed = 0
    for needle, forms in NEEDLES.items():
        if needle in surface.shows and surface.must_show(told, reader):
            assert any(form in page for form in forms), f"{needle} is missing at {where}"
            passed += 1
        elif not surface.may_show(told, reader):
            assert not any(form in page for form in forms if form not in surface.at(told)), (
                f"{needle} leaks at {where}"
            )
    if told.state.hidden:
        inside = surface.may_show(told, reader) and surface.clearance(told, reader) <= told.state.hides
        if not inside:
            assert told.state.hidden not in page, f"hidden words leak at {where}"
        elif "body" in surface.shows and surface.must_show(told, reader):
            assert told.state.hidden in page, f"hidden words are missing at {where}"
            passed += 1
    return passed


@pytest.mark.parametrize("told", ["draft", "taken back", "company"], indirect=True)
def test_a_stranger_cannot_tell_what_is_hidden_from_what_never_was(told):
    stranger = client_of(None)
    for name in ("story", "reply"):
        args = ["airone"] if name == "story" else []
        hidden = stranger.get(reverse(name, args=[told.story.public_id, *args]))
        never = stranger.get(reverse(name, args=["AAAAAAAAAAAA", *args]))
        assert hidden.status_code == never.status_code == 404
        assert hidden.content == never.content
        assert dict(hidden.headers) == dict(never.headers)
