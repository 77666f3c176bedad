"""The leak matrix: every address of the place, asked by every kind of reader, in every state of a story.

The rows come from the URL map: an address without a row fails. Beside every absence stands a positive control: the rows
say what must be read where it may be. ``leak_states`` says for whom which words are; ``leak_surfaces`` holds the rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation
from leak_states import READERS, STATES, Told, a_draft
from leak_surfaces import Row, authors, keeps, rows

from firsthand.audience.rung import Rung
from firsthand.dialogue.models import Reply
from firsthand.people.models import Author, Circle, Membership, User
from firsthand.stories import models as stories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LANGUAGES = ("it", "en")
TABLES = [
    *(getattr(stories, name) for name in stories.__all__),
    Reply,
    Author,
    Circle,
    Membership,
    User,
]


class Browser(Client):
    """A client that hands out the bare answer: what a test client keeps of templates and contexts costs a third more.

    All browsers come in by one door: to build it again for each costs as much as thirty answers.
    """

    def __init__(self, door: ClientHandler) -> None:
        super().__init__()
        self.handler = door

    def request(self, **request: Any) -> HttpResponse:
        return self.handler(self._base_environ(**request))


def browser_of(user: User | None, door: ClientHandler | None = None) -> Browser:
    """Return a browser in which ``user`` is signed in; a stranger's when there is none."""
    browser = Browser(door or ClientHandler(enforce_csrf_checks=False))
    if user is not None:
        browser.force_login(user)
    return browser


def addresses(resolver: URLResolver | None = None) -> Iterator[str]:
    """Yield the name of every address of the place; an address without a name by its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield entry.name or str(entry.pattern)
        else:
            yield from addresses(entry)


def test_every_address_has_a_row_and_every_row_an_address():
    assert set(addresses()) == {name for name, _ in rows()}


@pytest.fixture
def told(request, settings, tmp_path, process, marta, luca, elena, teresa, arjun, giulio, nadia, ada) -> Told:
    settings.MEDIA_ROOT = tmp_path
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    users = {
        "stranger": None,
        "marta": marta,
        "luca": luca,
        "elena": elena,
        "teresa": teresa,
        "arjun": arjun,
        "giulio": giulio,
        "nadia": nadia,
        "ada": ada,
    }
    told = a_draft(users, process)
    STATES[request.param](told)
    told.story.refresh_from_db()
    return told


@pytest.mark.parametrize("told", STATES, indirect=True)
def test_nothing_is_read_or_done_by_whom_it_is_not_for(told, request):
    before = everything_there_is()
    door, shown = ClientHandler(enforce_csrf_checks=False), 0
    state = list(STATES).index(request.node.callspec.params["told"])
    for number, reader in enumerate(READERS):
        client = browser_of(told.users[reader], door)
        for name, row, language in asked_of(reader, told, turn=state + number):
            with translation.override(language):
                address = row.at(told)
            for answer in led_on(client, name, client.get(address)):
                where = f"{name} ({address}) for {reader}: {answer.status_code}"
                check_status(told, name, row, reader, answer, where)
                page = everything_in(answer)
                check_hidden(told, row, reader, page, address, where)
                if answer.status_code == 200:
                    shown += check_shown(told, row, reader, page, language, where)
            if row.sends is not None and not row.acts(told, reader):
                answer = post(client, row, told)
                where = f"POST to {name} for {reader}: {answer.status_code}"
                assert is_refused(answer, reader), where
                check_hidden(told, row, reader, everything_in(answer), address, where)
    assert shown, "nothing was shown to anybody: the matrix would pass on a broken place"
    assert everything_there_is() == before


def asked_of(reader: str, told: Told, *, turn: int) -> Iterator[tuple[str, Row, str]]:
    """Yield the rows with the language in which to ask each: one after the other, next turn the other way round.

    So every address meets every reader in both languages, and every state meets every reader in both. Where the story
    is told in two languages, every address is asked in both.
    """
    for number, (name, row) in enumerate(rows(reader)):
        first = (turn + number) % 2
        yield name, row, LANGUAGES[first]
        if told.in_its_place:
            yield name, row, LANGUAGES[1 - first]


def led_on(client: Client, name: str, answer: HttpResponse) -> Iterator[HttpResponse]:
    """Yield the answer; and where the address of a story led to the right slug, the story."""
    yield answer
    if name == "story" and answer.status_code == 302:
        yield client.get(answer.headers["Location"])


def check_status(told: Told, name: str, row: Row, reader: str, answer: HttpResponse, where: str) -> None:
    assert answer.status_code < 500, where
    if name == "story" and row.answers is None:
        expected = {302, 200} if told.exists_for(reader) else {410} if told.gone_for(reader) else {404}
        assert answer.status_code in expected, where
    elif row.answers is not None:
        there = answer.status_code in (200, 301, 302) and not leads_to_sign_in(answer)
        assert there == row.answers(told, reader), where


def check_hidden(told: Told, row: Row, reader: str, page: str, address: str, where: str) -> None:
    """Hold one answer to what its reader may not read. What the reader's own request says is no news to them."""
    eyes = "stranger" if row.as_stranger else reader
    for name, needle in told.needles.items():
        if not needle.may(eyes):
            found = [form for form in needle.forms if form in page and form not in address]
            assert not found, f"{name} {found} leaks at {where}"


def check_shown(told: Told, row: Row, reader: str, page: str, language: str, where: str) -> int:
    """Hold one answer to what its reader must find there; return how many positive controls it passed."""
    eyes = "stranger" if row.as_stranger else reader
    wanted = [name for name in row.must_show(told, reader, language) if name in told.needles]
    found = [name for name in wanted if told.needles[name].may(eyes)]
    for name in found:
        assert any(form in page for form in told.needles[name].forms), f"{name} is missing at {where}"
    return len(found)


def everything_in(answer: HttpResponse) -> str:
    """Return the page with its headers and cookies, and whatever an address in them says."""
    told = (
        answer.content.decode(errors="replace")
        if not answer.streaming
        else b"".join(answer).decode(errors="replace")
    )
    return told + unquote(f"{answer.headers}{answer.cookies}")


def is_refused(answer: HttpResponse, reader: str) -> bool:
    """Say whether the answer is that of an address that never was; a page of a stranger may hear that it is signed out."""
    signed_out = answer.status_code == 403 or leads_to_sign_in(answer)
    return answer.status_code in (404, 410) or (signed_out and reader == "stranger")


def leads_to_sign_in(answer: HttpResponse) -> bool:
    return urlsplit(answer.headers.get("Location", "")).path.endswith("/sign-in")


@pytest.mark.parametrize("told", ["company"], indirect=True)
def test_the_same_posts_act_for_those_whose_they_are(told):
    """The positive control of the test above: each POST does something when one of those sends it."""
    told.ask("arjun")
    told.reply("Anche da noi.", rung=2)
    told.withhold("cinerino", up_to=Rung.TEAM)
    told.story.refresh_from_db()
    STATES["planned"](told)
    STATES["a byline offered"](told)
    acted = set()
    for name, row in rows():
        for reader in ("marta", "luca", "giulio"):
            if row.sends is None or not row.acts(told, reader) or name == "add-picture":
                continue
            client = browser_of(told.users[reader])
            before = everything_there_is()
            with transaction.atomic():
                answer = post(client, row, told)
                assert answer.status_code in (200, 302), f"{name} by {reader}: {answer.status_code}"
                assert everything_there_is() != before, f"{name} by {reader} does nothing"
                transaction.set_rollback(True)
            acted.add(name)
    theirs = {name for name, row in rows() if row.sends and row.acts in (authors, keeps)}
    assert acted >= theirs - {"add-picture"}


def post(client: Client, row: Row, told: Told, *, at: str = "") -> HttpResponse:
    """Send what the row sends; to the address of the story ``at`` instead, when one is named."""
    assert row.sends is not None
    sent, address = row.sends(told), row.at(told)
    if at:
        address = address.replace(told.story.public_id, at)
    if row.as_json:
        return client.post(address, json.dumps(sent), content_type="application/json")
    return client.post(address, sent)


def everything_there_is() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table that an act on a story could change; when somebody last signed in is not one."""
    return {
        table.__name__: [
            {key: value for key, value in row.items() if key != "last_login"}
            for row in table.objects.order_by("pk").values()
        ]
        for table in TABLES
    }


@pytest.mark.parametrize("told", ["draft", "taken back", "company"], indirect=True)
def test_a_stranger_cannot_tell_what_is_hidden_from_what_never_was(told):
    stranger, never = browser_of(None), "AAAAAAAAAAAA"
    for name, row in rows():
        there = row.at(told)
        if told.story.public_id not in there:
            continue
        answers = [stranger.get(there), stranger.get(there.replace(told.story.public_id, never))]
        if row.sends is not None:
            answers += [post(stranger, row, told), post(stranger, row, told, at=never)]
        for answer in answers:
            del answer.headers["Expires"]  # the second in which it was asked
        for hidden, none in zip(answers[::2], answers[1::2], strict=True):
            assert hidden.status_code == none.status_code, name
            assert everything_in(hidden).replace(told.story.public_id, never) == everything_in(none), name


@pytest.mark.parametrize("told", ["everyone"], indirect=True)
def test_a_stranger_can_tell_what_is_open_from_what_never_was(told):
    stranger = browser_of(None)

    assert stranger.get(reverse("story", args=[told.story.public_id, "x"])).status_code == 302
    assert stranger.get(reverse("story", args=["AAAAAAAAAAAA", "x"])).status_code == 404
