"""Processes, people, tags and lists: each exists as far as this reader can see something there (DESIGN 9.6)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import client_of
from firsthand.audience.rung import Rung
from firsthand.front.lists import PAGE, page_of, told_to
from firsthand.people.models import Author, Circle, Membership
from firsthand.stories.models import Byline, Event, Phase, Process, Tag
from firsthand.stories.narrowing import withhold
from firsthand.stories.tagging import set_tags

pytestmark = pytest.mark.django_db


def status(address, who=None):
    return client_of(who).get(address).status_code


def author_page(user):
    return reverse("author", args=[user.author.public_id, user.author.slug])


# Processes


@pytest.mark.parametrize("rung", Rung)
def test_a_process_exists_from_its_rung_inwards(rung, process, teresa, luca, elena):
    process.rung = rung
    process.save()

    found = [status(process.get_absolute_url(), who) == 200 for who in (teresa, luca, elena, None)]

    assert found == [rung >= needed for needed in (1, 2, 3, 4)]


def test_a_process_shows_its_phases_events_and_the_stories_open_to_the_reader(a_story, process, read, luca):
    phase = Phase.objects.create(process=process, name="Prova a banco")
    Event.objects.create(process=process, phase=phase, name="Audit chiuso", due_on=date(2026, 9, 2))
    a_story("Il banco canta", rung=Rung.EVERYONE, phase=phase)
    a_story("Il banco tace", rung=Rung.COMPANY, phase=phase)

    outside, inside = (read(process.get_absolute_url(), by=who) for who in (None, luca))

    for page in (outside, inside):
        assert "Prova a banco" in page
        assert "Audit chiuso" in page
        assert "Il banco canta" in page
    assert "Il banco tace" in inside
    assert "Il banco tace" not in outside


def test_silences_are_counted_from_what_the_reader_sees(a_story, process, read, luca):
    today = timezone.localdate()
    a_story("Il primo", rung=Rung.EVERYONE, happened_from=today - timedelta(weeks=20))
    a_story("In mezzo", rung=Rung.COMPANY, happened_from=today - timedelta(weeks=10))
    a_story("Adesso", rung=Rung.EVERYONE, happened_from=today)

    outside, inside = (read(process.get_absolute_url(), by=who) for who in (None, luca))

    assert outside.count("quiet-span") == 1
    assert inside.count("quiet-span") == 2


def test_who_answers_for_a_process_is_a_link_only_where_their_page_exists(
    a_story, process, read, marta, luca
):
    process.answers_for_it = marta.author
    process.save()
    a_story(rung=Rung.COMPANY)

    assert author_page(marta) in read(process.get_absolute_url(), by=luca)
    assert author_page(marta) not in read(process.get_absolute_url())
    assert "Marta Bellandi" in read(process.get_absolute_url())


def test_a_wrong_slug_of_a_process_leads_to_the_right_one_past_the_gate(process, luca):
    wrong = reverse("process", args=[process.public_id, "x"])
    assert client_of(None).get(wrong)["Location"] == process.get_absolute_url()

    process.rung = Rung.COMPANY
    process.save()

    assert status(wrong) == 404
    assert client_of(luca).get(wrong)["Location"] == process.get_absolute_url()


def test_a_card_never_names_a_process_that_is_closed_to_the_reader(a_story, process, read, luca, marta):
    set_tags(a_story("Aperto", rung=Rung.EVERYONE), ["notte"], by=marta)
    process.rung = Rung.COMPANY
    process.save()

    for address in (
        "home",
        "stories",
        "people",
        "processes",
        author_page(marta),
        Tag.objects.get().get_absolute_url(),
    ):
        assert "collaudo" not in read(address), address
    assert "Il collaudo finale" in read("stories", by=luca)


# People


def test_an_author_exists_for_whoever_can_see_a_story_of_theirs(a_story, marta, luca, elena, read):
    assert status(author_page(marta), luca) == 404
    a_story("Il banco tace", rung=Rung.COMPANY)

    assert status(author_page(marta), luca) == 200
    assert "Marta Bellandi" in read("people", by=luca)
    assert status(author_page(marta), elena) == 404
    assert "Marta" not in read("people", by=elena)
    assert "Marta" not in read("home", by=elena)


def test_a_draft_and_an_offer_bring_nobody_into_being(a_story, marta, luca, giulio):
    story = a_story(rung=Rung.COMPANY)
    Byline.objects.create(
        story=story, author=Author.objects.create(user=luca, name="Luca Berti"), offered_at=timezone.now()
    )
    Byline.objects.filter(author=marta.author).update(accepted_at=None, published_as="")

    assert status(author_page(luca), giulio) == 404
    assert status(author_page(marta), giulio) == 404


def test_ones_own_page_is_there_before_the_first_story(marta, read):
    assert reverse("desk") in read(author_page(marta), by=marta)


@pytest.mark.parametrize("rung", [Rung.SELF, Rung.COMPANY, Rung.PARTNERS, Rung.EVERYONE])
def test_an_own_story_stands_on_its_own_rung(rung, a_story, marta, luca, elena, read):
    a_story(rung=Rung.EVERYONE)
    Author.objects.filter(user=marta).update(worldview="Il lavoro è un accordo.", own_story_rung=rung)

    found = ["accordo" in read(author_page(marta), by=who) for who in (marta, luca, elena, None)]

    assert found == [rung >= needed for needed in (0, 2, 3, 4)]


def test_an_own_story_on_the_team_is_read_by_those_who_share_a_circle(a_story, marta, luca, teresa, read):
    a_story(rung=Rung.EVERYONE)
    Author.objects.filter(user=marta).update(worldview="Il lavoro è un accordo.", own_story_rung=Rung.TEAM)
    Membership.objects.create(circle=Circle.objects.create(name="altro"), user=luca, joined_at=timezone.now())

    assert "accordo" in read(author_page(marta), by=teresa)
    assert "accordo" not in read(author_page(marta), by=luca)


# Tags


def test_a_tag_exists_for_whoever_can_see_a_story_that_bears_it(a_story, marta, luca, elena):
    set_tags(a_story(rung=Rung.COMPANY), ["notte"], by=marta)
    address = Tag.objects.get().get_absolute_url()

    assert status(address, luca) == 200
    assert status(address, elena) == status(address) == 404
    assert status(reverse("tag", args=[Tag.objects.get().public_id, "x"]), elena) == 404


def test_a_tag_whose_words_are_withheld_is_gone_with_its_page(a_story, marta, luca):
    story = a_story(rung=Rung.EVERYONE)
    set_tags(story, ["Valdorna"], by=marta)
    address = Tag.objects.get().get_absolute_url()
    assert status(address) == 200

    withhold(story, words="Valdorna", up_to=Rung.COMPANY, because="x", by=marta, at=timezone.now())

    assert status(address) == 404
    assert status(address, luca) == 200


# Lists


def test_a_list_goes_on_where_the_page_before_it_ended_and_misses_nothing(a_story):
    from cast import reader_of

    begun = timezone.now() - timedelta(days=50)
    for number in range(PAGE + 3):
        a_story(f"Racconto {number}", rung=Rung.EVERYONE, at=begun + timedelta(days=number // 2))
    stranger = reader_of(None)

    first = page_of(told_to(stranger), stranger)
    second = page_of(told_to(stranger), stranger, cursor=first.older)

    told = [seen.title for seen in [*first.stories, *second.stories]]
    assert told == [f"Racconto {number}" for number in reversed(range(PAGE + 3))]
    assert second.older == ""


def test_a_cursor_that_we_did_not_write_begins_at_the_beginning(a_story, read):
    story = a_story("Il banco canta", rung=Rung.EVERYONE)

    for cursor in ("x", story.public_id, f"{story.public_id}:x", "%00"):
        assert "Il banco canta" in read(f"{reverse('stories')}?after={cursor}")


def test_a_story_without_a_process_is_in_the_archive(a_story, read, marta):
    from firsthand.stories.opening import open_story

    story = a_story("Importato", process=None, origin="imported")
    Process.objects.all().delete()
    open_story(story, to=Rung.EVERYONE, by=marta, at=timezone.now())

    assert "Importato" in read("stories")
    assert "Importato" in read("home")
