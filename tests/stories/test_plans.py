from datetime import timedelta

import pytest
from django.utils import timezone, translation

from cast import doc, masked
from firsthand.audience.rung import Rung
from firsthand.post.models import Letter
from firsthand.stories.errors import NotTheirs
from firsthand.stories.models import Event, Story
from firsthand.stories.narrowing import withhold
from firsthand.stories.opening import narrow_process, open_story, take_back
from firsthand.stories.plans import open_due, plan_opening


@pytest.fixture
def now():
    return timezone.now()


def rung_of(story):
    return Story.objects.get(pk=story.pk).rung


def test_a_plan_waits_for_its_day(marta, a_story, now):
    story = a_story()
    plan_opening(
        story, to=Rung.COMPANY, by=marta, at=now, not_before=timezone.localdate(now) + timedelta(days=1)
    )

    assert open_due(now=now) == 0
    assert rung_of(story) == Rung.SELF
    assert open_due(now=now + timedelta(days=1)) == 1
    assert rung_of(story) == Rung.COMPANY
    assert open_due(now=now + timedelta(days=1)) == 0


def test_a_plan_for_a_day_and_an_event_waits_for_both(marta, process, a_story, now):
    story, today = a_story(), timezone.localdate(now)
    filed = Event.objects.create(process=process, name="Deposito del brevetto", due_on=today)
    plan_opening(story, to=Rung.COMPANY, by=marta, at=now, not_before=today, event=filed)
    assert open_due(now=now) == 0

    filed.happened_on = today
    filed.save()

    assert open_due(now=now) == 1


def test_a_plan_shows_the_words_it_named(marta, a_story, now):
    from test_opening import write

    story = a_story(words="Queste parole.")
    plan_opening(story, to=Rung.COMPANY, by=marta, at=now, not_before=timezone.localdate(now))
    write(story, by=marta, words="Altre parole.", at=now + timedelta(hours=1))

    open_due(now=now)

    assert "Queste parole." in str(Story.objects.get().document)


def test_what_a_condition_forbids_stays_closed_and_its_author_is_told_why(marta, ada, process, a_story, now):
    story = a_story("La pompa")
    plan = plan_opening(story, to=Rung.EVERYONE, by=marta, at=now, not_before=timezone.localdate(now))
    narrow_process(process, to=Rung.COMPANY, by=ada, at=now)

    assert open_due(now=now) == 0
    assert open_due(now=now) == 0

    plan.refresh_from_db()
    letter = Letter.objects.get(about="plan")
    assert rung_of(story) == Rung.SELF
    assert process.name in plan.failed_because
    assert letter.to_address == marta.email
    assert process.name in letter.text


def test_a_withholding_that_came_later_counts_when_the_plan_is_due(marta, nadia, a_story, now):
    secret = masked("Per ", "Cartiere Adda", up_to=Rung.COMPANY, say="una cartiera")
    story = a_story("La pompa", words=doc(secret, "La valvola fischiava."))
    plan = plan_opening(story, to=Rung.EVERYONE, by=marta, at=now, not_before=timezone.localdate(now))
    withhold(story, words="valvola", up_to=Rung.TEAM, say="cartiere adda", because="x", by=nadia, at=now)

    assert open_due(now=now) == 0

    plan.refresh_from_db()
    assert "Cartiere Adda" in plan.failed_because


def test_newer_words_shown_meanwhile_are_not_taken_away(marta, a_story, now):
    from test_opening import write

    story = a_story(words="Vecchie parole.", rung=Rung.TEAM)
    plan = plan_opening(story, to=Rung.COMPANY, by=marta, at=now, not_before=timezone.localdate(now))
    write(story, by=marta, words="Nuove parole.", at=now + timedelta(hours=1))
    open_story(story, to=Rung.TEAM, by=marta, at=now)

    assert open_due(now=now) == 0

    plan.refresh_from_db()
    assert plan.failed_at is not None
    assert "Nuove parole." in str(Story.objects.get().document)


def test_why_a_plan_failed_is_said_in_the_language_of_whoever_planned_it(marta, ada, process, a_story, now):
    marta.language = "en"
    marta.save()
    plan = plan_opening(a_story(), to=Rung.EVERYONE, by=marta, at=now, not_before=timezone.localdate(now))
    narrow_process(process, to=Rung.COMPANY, by=ada, at=now)

    with translation.override("it"):
        open_due(now=now)

    plan.refresh_from_db()
    assert "Open the process too." in plan.failed_because


def test_who_called_a_plan_off_is_recorded(marta, luca, ada, a_story, now):
    story = a_story(rung=Rung.COMPANY)
    waiting = {"to": Rung.EVERYONE, "by": marta, "at": now, "not_before": timezone.localdate(now)}
    plan = plan_opening(story, **waiting)
    for other in (luca, ada):
        with pytest.raises(NotTheirs):
            plan.call_off(by=other, at=now)
    assert plan.called_off_at is None

    plan.call_off(by=marta, at=now)
    assert (plan.called_off_by, plan.called_off_at) == (marta, now)

    replaced = plan_opening(story, **waiting)
    taken_back = plan_opening(story, **waiting)
    take_back(story, to=Rung.SELF, by=marta, at=now)
    for each in (replaced, taken_back):
        each.refresh_from_db()
        assert each.called_off_by == marta
