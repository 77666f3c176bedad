"""Planning an opening on the ladder page, calling it off, and finding a plan that failed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from ladder_page import again, ladder_of, press, sheet

from cast import client_of, doc, masked, tomorrow
from firsthand.audience.rung import Rung
from firsthand.stories.models import Event, PlannedOpening, Process, Story
from firsthand.stories.plans import open_due


def plan(by, story, **sent):
    return client_of(by).post(reverse("plan-opening", args=[story.public_id]), sheet(story, **sent))


@pytest.fixture
def filed(process):
    return Event.objects.create(process=process, name="Deposito del brevetto", due_on=tomorrow())


def test_a_story_goes_out_on_the_planned_day_with_the_words_seen(marta, luca, a_story):
    story = a_story(words="Queste parole.")

    assert plan(marta, story, to=2, not_before=tomorrow().isoformat()).status_code == 302

    again(story, words="Altre parole.", by=marta)
    assert client_of(luca).get(story.get_absolute_url()).status_code == 404
    open_due(now=timezone.now() + timedelta(days=1))
    assert "Queste parole." in client_of(luca).get(story.get_absolute_url()).content.decode()


def test_a_plan_may_wait_for_an_event_and_a_day_both(marta, filed, a_story):
    story = a_story()

    plan(marta, story, to=2, not_before=tomorrow().isoformat(), event=filed.public_id)

    kept = PlannedOpening.objects.get()
    assert (kept.event, kept.not_before, kept.rung) == (filed, tomorrow(), Rung.COMPANY)
    assert "after: Deposito del brevetto" in ladder_of(marta, story)


def test_the_page_says_when_newer_words_would_not_go_out_with_the_plan(marta, a_story):
    story = a_story(words="Queste parole.")
    plan(marta, story, to=2, not_before=tomorrow().isoformat())
    assert "With the words as they were when you planned it." not in ladder_of(marta, story)

    again(story, words="Altre parole.", by=marta)

    assert "With the words as they were when you planned it." in ladder_of(marta, story)


def test_planning_again_replaces_the_plan(marta, a_story):
    story = a_story()
    plan(marta, story, to=2, not_before=tomorrow().isoformat())
    plan(marta, story, to=2, not_before=(tomorrow() + timedelta(days=1)).isoformat())

    assert PlannedOpening.objects.waiting().get().not_before == tomorrow() + timedelta(days=1)


def test_a_plan_is_called_off(marta, a_story):
    story = a_story()
    plan(marta, story, to=2, not_before=tomorrow().isoformat())
    assert "Call it off" in ladder_of(marta, story)

    client_of(marta).post(reverse("call-off", args=[story.public_id]), {"rung": 2})

    assert "Call it off" not in ladder_of(marta, story)
    assert open_due(now=timezone.now() + timedelta(days=2)) == 0
    assert Story.objects.get().rung == Rung.SELF


def test_no_plan_is_called_off_by_a_number_that_is_no_rung(marta, a_story):
    story = a_story()
    address = reverse("call-off", args=[story.public_id])

    for named in ("9" * 5000, "7", "-1", "tutti", ""):
        assert client_of(marta).post(address, {"rung": named}).status_code == 302


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"to": 2}, "Say the day or the event it waits for."),
        ({"to": 2, "not_before": timezone.localdate().isoformat()}, "Choose a day from tomorrow on"),
        ({"to": 2, "not_before": "presto"}, "Write the day as year-month-day."),
        ({"not_before": tomorrow().isoformat()}, "Say how far it should go."),
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused_with_the_reason(sent, reason, marta, a_story):
    story = a_story()

    answer = plan(marta, story, **sent)

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not PlannedOpening.objects.exists()


def test_an_event_of_another_process_is_not_waited_for(marta, a_story):
    other = Process.objects.create(name="Altro", rung=Rung.COMPANY)
    event = Event.objects.create(process=other, name="Fusione", due_on=tomorrow())

    answer = plan(marta, a_story(), to=2, event=event.public_id)

    assert answer.status_code == 422
    assert "Fusione" not in answer.content.decode()
    assert not PlannedOpening.objects.exists()


def test_words_written_since_are_not_planned(marta, a_story):
    story = a_story(words="Prima.")
    sent = sheet(story, to=2, not_before=tomorrow().isoformat())
    again(story, words="Dopo.", by=marta)

    answer = client_of(marta).post(reverse("plan-opening", args=[story.public_id]), sent)

    assert answer.status_code == 409
    assert not PlannedOpening.objects.exists()


@pytest.mark.parametrize("name", ["plan-opening", "call-off", "withhold", "ask-for-reading", "end-reading"])
def test_an_address_that_only_takes_posts_leads_back_to_the_ladder(name, marta, luca, a_story):
    story = a_story(rung=Rung.EVERYONE)
    address = reverse(name, args=[story.public_id])

    assert client_of(marta).get(address).headers["Location"] == reverse("ladder", args=[story.public_id])
    assert client_of(luca).get(address).status_code == 404


def test_a_plan_that_failed_is_found_on_the_ladder_and_on_the_desk_until_somebody_acts(marta, a_story):
    words = doc(
        masked("Per ", "Cartiere Adda", ".", up_to=Rung.TEAM, say="una cartiera"), "Cartiere Adda ride."
    )
    story = a_story(words=words)
    plan(marta, story, to=2, not_before=tomorrow().isoformat())
    open_due(now=timezone.now() + timedelta(days=1))

    desk = reverse("desk")
    for page in (ladder_of(marta, story), client_of(marta).get(desk).content.decode()):
        assert "has stayed closed" in page
        assert "Cartiere Adda" in page

    press(marta, story, to=Rung.TEAM)
    PlannedOpening.objects.update(failed_at=timezone.now() - timedelta(minutes=1))
    assert "has stayed closed" not in ladder_of(marta, story)
    assert "has stayed closed" not in client_of(marta).get(desk).content.decode()
