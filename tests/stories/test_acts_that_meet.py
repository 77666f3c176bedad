"""Two acts on one story at the same time: the second looks again, and nothing goes further out than was looked at."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from cast import NOW, doc, masked
from firsthand.audience.rung import Rung
from firsthand.stories.conditions import _conditions, register
from firsthand.stories.errors import Blocked, ChangedMeanwhile, NotDone, NotTheirs
from firsthand.stories.models import Event, Phase, Process, Story
from firsthand.stories.narrowing import mask_now, withhold
from firsthand.stories.opening import narrow_process, open_story
from firsthand.stories.plans import open_due, plan_opening
from firsthand.stories.tagging import set_tags
from firsthand.stories.writing import place_in_process, restore, save_working_copy

SECRET = masked("Per ", "Cartiere Adda", up_to=Rung.COMPANY, say="una cartiera")


@pytest.fixture
def meanwhile():
    """Return a function that lets something happen while the conditions of the next opening are asked."""
    acts = []

    @register("meanwhile")
    def happens(story, revision, rung):
        while acts:
            acts.pop()()
        return []

    yield acts.append
    del _conditions["meanwhile"]


def rung_of(story):
    return Story.objects.get(pk=story.pk).rung


def test_a_story_moved_to_a_nearer_process_meanwhile_does_not_open(marta, a_story, meanwhile):
    story, near = a_story(), Process.objects.create(name="Riservato", rung=Rung.TEAM)
    meanwhile(lambda: place_in_process(story, process=near, phase=None, events=[], by=marta))

    with pytest.raises(ChangedMeanwhile):
        open_story(story, to=Rung.EVERYONE, by=marta, at=NOW)

    assert rung_of(story) == Rung.SELF


def test_a_process_brought_back_meanwhile_stops_the_opening(marta, ada, process, a_story, meanwhile):
    story = a_story()
    meanwhile(lambda: narrow_process(process, to=Rung.COMPANY, by=ada, at=NOW))
    with pytest.raises(ChangedMeanwhile):
        open_story(story, to=Rung.EVERYONE, by=marta, at=NOW)
    assert rung_of(story) == Rung.SELF


def test_tags_set_meanwhile_stop_the_opening(marta, a_story, meanwhile):
    story = a_story("La pompa", words=doc(SECRET))
    meanwhile(lambda: set_tags(story, ["Cartiere Adda"], by=marta))
    with pytest.raises(ChangedMeanwhile):
        open_story(story, to=Rung.EVERYONE, by=marta, at=NOW)
    with pytest.raises(Blocked):
        open_story(story, to=Rung.EVERYONE, by=marta, at=NOW)


def test_a_story_opened_meanwhile_takes_no_tag_that_undoes_its_mask(marta, a_story, monkeypatch):
    from firsthand.stories import beside

    story = a_story("La pompa", words=doc(SECRET))
    opened = []

    def begin_late():
        if not opened:
            opened.append(open_story(story, to=Rung.EVERYONE, by=marta, at=NOW))
        return transaction.atomic()

    monkeypatch.setattr(beside, "transaction", SimpleNamespace(atomic=begin_late))
    with pytest.raises(Blocked):
        set_tags(story, ["Cartiere Adda"], by=marta)
    assert opened
    assert not story.tags.exists()


def test_a_plan_called_off_while_it_is_carried_out_opens_nothing(marta, a_story, meanwhile):
    story, now = a_story(), timezone.now()
    plan = plan_opening(story, to=Rung.COMPANY, by=marta, at=now, not_before=timezone.localdate(now))
    meanwhile(lambda: plan.call_off(by=marta, at=now))

    assert open_due(now=now) == 0

    plan.refresh_from_db()
    assert rung_of(story) == Rung.SELF
    assert plan.opened_at is None


def test_what_opened_as_planned_says_when(marta, a_story):
    story, now = a_story(), timezone.now()
    plan = plan_opening(story, to=Rung.COMPANY, by=marta, at=now, not_before=timezone.localdate(now))
    assert open_due(now=now) == 1
    plan.refresh_from_db()
    assert plan.opened_at == now
    assert story.openings.get(to_rung=Rung.COMPANY).plan == plan


def test_a_plan_to_take_the_process_along_ends_with_its_narrowing(marta, ada, process, a_story):
    story, now = a_story(), timezone.now()
    plan = plan_opening(
        story, to=Rung.EVERYONE, by=marta, at=now, not_before=timezone.localdate(now), with_process=True
    )
    narrow_process(process, to=Rung.COMPANY, by=ada, at=now)

    assert open_due(now=now) == 0

    plan.refresh_from_db()
    process.refresh_from_db()
    assert process.rung == Rung.COMPANY
    assert process.name in plan.failed_because


def test_a_plan_takes_the_process_along_when_nobody_brought_it_back(marta, process, a_story):
    Process.objects.update(rung=Rung.TEAM)
    story, now = a_story(), timezone.now()
    day = timezone.localdate(now)
    plan_opening(story, to=Rung.EVERYONE, by=marta, at=now, not_before=day, with_process=True)
    assert open_due(now=now) == 1
    process.refresh_from_db()
    assert process.rung == Rung.EVERYONE


def test_one_plan_that_breaks_keeps_no_other_from_its_day(marta, a_story):
    now = timezone.now()
    broken, sound = a_story("rotto"), a_story("sano")
    for story in (broken, sound):
        plan_opening(story, to=Rung.COMPANY, by=marta, at=now, not_before=timezone.localdate(now))

    @register("breaks")
    def breaks(story, revision, rung):
        if story.title == "rotto":
            raise ZeroDivisionError
        return []

    try:
        assert open_due(now=now) == 1
    finally:
        del _conditions["breaks"]
    assert (rung_of(broken), rung_of(sound)) == (Rung.SELF, Rung.COMPANY)


def test_the_plan_of_an_account_that_has_ended_opens_nothing_and_the_others_are_told(
    marta, luca, ada, a_story
):
    from firsthand.post.models import Letter
    from firsthand.stories.bylines import accept, offer

    story, now = a_story(), timezone.now()
    accept(offer(story, to=luca, kind="with", part="", by=marta, at=now), by=luca, at=now)
    plan_opening(story, to=Rung.COMPANY, by=marta, at=now, not_before=timezone.localdate(now))
    marta.end(by=ada, at=now)

    assert open_due(now=now) == 0

    assert rung_of(story) == Rung.SELF
    assert [letter.to_address for letter in Letter.objects.filter(about="plan")] == [luca.email]


def test_words_of_another_story_are_not_opened_planned_or_restored_here(marta, luca, a_story):
    mine, other = a_story("mio"), a_story("altrui", by=luca)
    foreign = other.working_copy
    with pytest.raises(NotTheirs):
        open_story(mine, to=Rung.COMPANY, by=marta, at=NOW, revision=foreign)
    with pytest.raises(NotTheirs):
        plan_opening(mine, to=Rung.COMPANY, by=marta, at=NOW, revision=foreign, not_before=NOW.date())
    with pytest.raises(NotTheirs):
        restore(mine, foreign, by=marta, at=NOW)
    assert mine.working_copy.title == "mio"


def test_phases_and_events_are_those_of_the_process(marta, process, a_story):
    elsewhere = Process.objects.create(name="Riservato", rung=Rung.TEAM)
    phase = Phase.objects.create(process=elsewhere, name="Fusione")
    event = Event.objects.create(process=elsewhere, name="Acquisto", due_on=NOW.date())
    story = a_story()
    with pytest.raises(NotTheirs):
        place_in_process(story, process=process, phase=phase, events=[], by=marta)
    with pytest.raises(NotTheirs):
        place_in_process(story, process=process, phase=None, events=[event], by=marta)
    with pytest.raises(NotTheirs):
        plan_opening(story, to=Rung.COMPANY, by=marta, at=NOW, event=event)
    place_in_process(story, process=elsewhere, phase=phase, events=[event], by=marta)
    assert Story.objects.get(pk=story.pk).telling.phase == phase


def test_no_version_of_an_open_story_takes_it_out_of_its_process(marta, a_story):
    from firsthand.stories.writing import begin_story

    open_one = a_story(rung=Rung.EVERYONE)
    draft = begin_story(by=marta, at=NOW, origin="impulse", language="en", version_of=open_one, title="Draft")
    near = Process.objects.create(name="Riservato", rung=Rung.TEAM)

    with pytest.raises(NotTheirs):
        place_in_process(draft, process=near, phase=None, events=[], by=marta)

    assert Story.objects.get(pk=open_one.pk).telling.process != near
    assert rung_of(draft) == Rung.SELF


def test_a_new_phrase_does_not_tell_what_is_masked(marta, nadia, a_story):
    story = a_story("La pompa", words=doc(SECRET, "Il cliente pagava."), rung=Rung.EVERYONE)
    telling = doc(SECRET, masked("Il ", "cliente", " pagava.", up_to=Rung.TEAM, say="Cartiere Adda"))
    with pytest.raises(Blocked):
        mask_now(story, document=telling, by=marta, at=NOW)
    with pytest.raises(Blocked):
        withhold(story, words="pagava", up_to=Rung.TEAM, say="cartiere adda", because="x", by=nadia, at=NOW)
    with pytest.raises(Blocked):
        withhold(story, words="pagava", up_to=Rung.TEAM, say="ci pagava", because="x", by=nadia, at=NOW)
    withhold(story, words="pagava", up_to=Rung.TEAM, say="esitava", because="x", by=nadia, at=NOW)


@pytest.mark.parametrize("words", ["", "  ", "…", "\u200b", "«—»"])
def test_words_that_could_not_be_found_are_not_withheld(words, marta, a_story):
    with pytest.raises(NotDone):
        withhold(a_story(), words=words, up_to=Rung.TEAM, because="x", by=marta, at=NOW)


def test_a_break_is_given_no_link_by_masking(marta, a_story):
    line_break = {"type": "hardBreak"}
    text = {"type": "text", "text": "Uno"}
    story = a_story(words=doc({"type": "paragraph", "content": [text, line_break, text]}), rung=Rung.EVERYONE)
    linked = {**line_break, "marks": [{"type": "link", "attrs": {"href": "https://x.example/adda"}}]}
    from firsthand.stories.document.validation import BadDocument

    with pytest.raises(BadDocument):
        mask_now(
            story, document=doc({"type": "paragraph", "content": [text, linked, text]}), by=marta, at=NOW
        )


def test_titles_and_lines_are_kept_to_what_a_page_and_a_feed_can_show(marta, a_story):
    from firsthand.stories.writing import Version

    story = a_story("La\x00 pompa\ufffe \ud83d" + "a" * 400)
    assert story.title.startswith("La pompa a")
    assert len(story.title) == 300
    saved = save_working_copy(
        story,
        by=marta,
        at=timezone.now() + timedelta(hours=1),
        base=Version.of(story.working_copy),
        title="\x0bUno \u2028 due\x7f",
        document=doc("x"),
        after_reading="tre\x00",
    )
    assert (saved.title, saved.after_reading) == ("Uno due", "tre")
    assert [tag.name for tag in set_tags(story, ["\x00pompe\r\n", " ", "pompe"], by=marta)] == ["pompe"]
