"""What is said beside the sheet: process, phase, events, days, language, tags; and how a story is begun."""

from __future__ import annotations

from datetime import date

import pytest
from sheets import at

from cast import client_of, masked
from firsthand.audience.rung import Rung
from firsthand.stories.models import Event, Phase, Process, Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench(process):
    return Phase.objects.create(process=process, name="Prova a banco", place_in_order=1)


def say(user, story, **said):
    beside = {"process": "", "phase": "", "language": story.language, "tags": "", **said}
    return client_of(user).post(at("about-story", story), beside)


def test_it_takes_what_a_story_tells_of(marta, process, bench, a_story):
    story = a_story()
    Phase.objects.create(process=process, name="Montaggio", place_in_order=0)
    audit = Event.objects.create(process=process, name="Audit", due_on=date(2026, 11, 17))

    answer = say(
        marta,
        story,
        process=process.public_id,
        phase="2",
        events=[audit.public_id],
        happened_from="2026-11-17",
        happened_until="2026-11-18",
        tags="collaudo,  rumore , collaudo",
    )

    assert answer.status_code == 302
    telling = Story.objects.get(pk=story.pk).telling
    assert (telling.process, telling.phase, list(telling.events.all())) == (process, bench, [audit])
    assert (telling.happened_from, telling.happened_until) == (date(2026, 11, 17), date(2026, 11, 18))
    assert {tag.name for tag in story.tags.all()} == {"collaudo", "rumore"}
    page = client_of(marta).get(at("write", story)).content.decode()
    assert '<option value="2" selected>Prova a banco' in page


def test_no_number_of_the_database_stands_in_the_page(marta, process, a_story):
    for _ in range(40):
        Phase.objects.create(process=Process.objects.create(name="Altro"), name="Altrove")
    Phase.objects.create(process=process, name="Qui")

    page = client_of(marta).get(at("write", a_story())).content.decode()

    assert '<option value="1" >Qui</option>' in page


def test_a_phase_goes_with_its_process(marta, process, bench, a_story):
    story = a_story()
    other = Process.objects.create(name="Spedizione")
    Phase.objects.create(process=other, name="Carico")
    say(marta, story, process=process.public_id, phase="1")

    say(marta, story, process=other.public_id, phase="1")

    telling = Story.objects.get(pk=story.pk).telling
    assert (telling.process, telling.phase) == (other, None)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"happened_from": "ieri"}, "happened_from"),
        ({"happened_from": "2026-11-18", "happened_until": "2026-11-17"}, "happened_until"),
        ({"happened_until": "2026-11-17"}, "happened_from"),
        ({"process": "AAAAAAAAAAAA"}, "process"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(marta, process, a_story, said, field):
    story = a_story()

    answer = say(marta, story, **{"process": process.public_id, "tags": "tornio", **said})

    assert answer.status_code == 422
    assert field in answer.context["about"].errors
    assert 'value="tornio"' in answer.content.decode()  # what could be is not asked for twice
    assert Story.objects.get(pk=story.pk).telling.process == process


def test_a_process_that_does_not_exist_for_its_author_is_not_offered(elena, process, a_story):
    inside = Process.objects.create(name="Il reparto chiuso", rung=Rung.COMPANY)
    story = a_story(by=elena, process=process)

    page = client_of(elena).get(at("write", story)).content.decode()

    assert process.name in page
    assert "Il reparto chiuso" not in page
    assert say(elena, story, process=inside.public_id).status_code == 422


def test_a_story_that_is_open_stays_in_its_process(marta, process, a_story):
    story = a_story(rung=Rung.COMPANY)
    other = Process.objects.create(name="Spedizione")

    assert say(marta, story, process=other.public_id).status_code == 422
    assert Story.objects.get(pk=story.pk).telling.process == process
    closed = a_story("Chiuso")
    assert say(marta, closed, process=other.public_id).status_code == 302


def test_a_tag_that_repeats_veiled_words_is_refused(marta, process, a_story):
    words = {
        "type": "doc",
        "content": [masked("Un ", "zibellino", " sul tetto.", up_to=Rung.TEAM, say="animale")],
    }
    story = a_story(words=words, rung=Rung.COMPANY)

    assert say(marta, story, process=process.public_id, tags="zibellino").status_code == 422
    assert say(marta, story, process=process.public_id, tags="tetto").status_code == 302
    assert [tag.name for tag in story.tags.all()] == ["tetto"]


def test_a_story_is_begun_for_a_reason_that_is_asked_once(marta, process):
    client = client_of(marta)
    said = {"process": process.public_id, "language": "it"}

    assert client.post("/it/desk/stories/new", said).status_code == 422
    assert client.post("/it/desk/stories/new", {**said, "origin": "imported"}).status_code == 422
    assert not Story.objects.exists()

    answer = client.post("/it/desk/stories/new", {**said, "origin": "event"})

    story = Story.objects.get()
    assert answer.headers["Location"] == f"/it/desk/stories/{story.public_id}/"
    assert (story.origin, story.rung, story.made_by, story.telling.process) == (
        "event",
        Rung.SELF,
        marta,
        process,
    )
    assert story.is_told_by(marta)

    say(marta, story, process=process.public_id, origin="series")
    story.refresh_from_db()
    assert story.origin == "event"


def test_a_stranger_is_led_to_the_door(place):
    assert client_of(None).get("/it/desk/stories/new").status_code == 302
    assert (
        client_of(None).post("/it/desk/stories/new", {"origin": "event", "language": "it"}).status_code == 302
    )
    assert not Story.objects.exists()
