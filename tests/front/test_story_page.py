"""A story's page: the right words for each reader, and around them only what this reader may see."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from cast import client_of, doc, masked
from firsthand.audience.rung import Rung
from firsthand.people.models import Author
from firsthand.stories.models import Byline, Event, Phase, Process, Story
from firsthand.stories.narrowing import withhold
from firsthand.stories.opening import open_story
from firsthand.stories.tagging import set_tags
from firsthand.stories.writing import Version, save_working_copy

pytestmark = pytest.mark.django_db

SECRET = masked("Alle sette partiva la fornitura per ", "Valdorna", ".", up_to=Rung.COMPANY, say="un cliente")


def test_the_face_the_part_and_the_facts_come_before_the_title(a_story, read, process, marta):
    Author.objects.filter(user=marta).update(portrait="marta")
    phases = [
        Phase.objects.create(process=process, name=name, place_in_order=i) for i, name in enumerate("AB")
    ]
    story = a_story(
        "Il banco canta",
        rung=Rung.EVERYONE,
        phase=phases[1],
        happened_from=date(2026, 5, 14),
        happened_until=date(2026, 5, 20),
    )
    Byline.objects.update(part="decideva quando fermarsi")

    with translation.override("en"):
        page = read(story.get_absolute_url())

    body = page[page.index("<main") :]
    assert body.index("/portraits/marta") < body.index("decideva quando fermarsi") < body.index("<h1")
    assert "14–20 May 2026" in body
    assert "phase 2 of 2: B" in " ".join(body.split())
    assert "everyone" in body


def test_words_beyond_the_readers_rung_are_not_in_the_page_and_those_inside_wear_a_veil(a_story, read, luca):
    story = a_story(rung=Rung.EVERYONE, words=doc(SECRET))

    outside, inside = read(story.get_absolute_url()), read(story.get_absolute_url(), by=luca)

    assert "Valdorna" not in outside
    assert "per un cliente." in outside
    assert "veil" not in outside.split("<main")[1]
    assert '<span class="veil" aria-describedby="veil-1">Valdorna</span>' in inside
    assert "<q>un cliente</q>" in inside


def test_a_veil_on_the_ladder_is_mentioned_only_to_those_inside_it(a_story, read, luca):
    story = a_story(rung=Rung.EVERYONE, words=doc(SECRET))

    with translation.override("en"):
        address = story.get_absolute_url()

    assert read(address, by=luca).count("something is veiled here") == 2
    assert "something is veiled here" not in read(address)


def test_withheld_words_are_gone_from_the_page_its_title_and_what_machines_read(a_story, read, marta, luca):
    story = a_story("La pompa di Valdorna", rung=Rung.EVERYONE, words="A Valdorna pioveva.")
    old_address = story.get_absolute_url()
    withhold(
        story,
        words="Valdorna",
        up_to=Rung.COMPANY,
        say="un posto",
        because="contratto",
        by=marta,
        at=timezone.now(),
    )

    moved = client_of(None).get(old_address)
    page = read(moved["Location"])

    assert "valdorna" not in moved["Location"]
    assert "valdorna" not in page.lower()
    assert "La pompa di un posto" in page
    assert "Valdorna" in read(old_address, by=luca)


def test_a_wrong_slug_leads_to_the_right_one_but_only_past_the_gate(a_story, luca):
    open_to_all = a_story("Il banco canta", rung=Rung.EVERYONE)
    closed = a_story("Il banco tace", rung=Rung.COMPANY)

    def at(story: Story) -> str:
        return reverse("story", args=[story.public_id, "sbagliato"])

    right = client_of(None).get(at(open_to_all))
    assert (right.status_code, right["Location"]) == (302, open_to_all.get_absolute_url())
    assert "no-store" in right["Cache-Control"]
    assert client_of(None).get(at(closed)).status_code == 404
    assert client_of(luca).get(at(closed))["Location"] == closed.get_absolute_url()


def test_its_authors_read_the_newest_words_and_find_their_sheet(a_story, read, marta, luca):
    story = a_story(rung=Rung.COMPANY, words="Prima.")
    newest = story.working_copy
    save_working_copy(
        story,
        by=marta,
        at=timezone.now() + timedelta(hours=1),
        base=Version.of(newest),
        title=newest.title,
        document=doc("Dopo."),
        after_reading="",
    )

    mine, theirs = (read(story.get_absolute_url(), by=who) for who in (marta, luca))

    assert "<p>Dopo.</p>" in mine
    assert reverse("write", args=[story.public_id]) in mine
    assert "<p>Prima.</p>" in theirs
    assert "Dopo." not in theirs
    assert reverse("write", args=[story.public_id]) not in theirs


def test_the_process_is_named_only_to_those_for_whom_it_exists(a_story, read, process, arjun, teresa):
    process.rung = Rung.TEAM
    process.save()
    Event.objects.create(process=process, name="Audit chiuso", due_on=timezone.localdate())
    story = a_story(rung=Rung.SELF, asked=arjun)
    a_story("Il capitolo della squadra", rung=Rung.TEAM)

    asked, team = (
        read(story.get_absolute_url(), by=arjun),
        read(Story.objects.get(title="Il capitolo della squadra").get_absolute_url(), by=teresa),
    )

    assert "Il collaudo finale" not in asked
    assert "Audit chiuso" not in asked
    assert "Il collaudo finale" in team
    assert "Audit chiuso" in team


def test_chapters_before_and_after_are_those_the_reader_may_see(a_story, read, luca):
    for day, title, rung in [
        (1, "Il primo", Rung.EVERYONE),
        (2, "Il secondo, chiuso", Rung.COMPANY),
        (3, "Il terzo", Rung.EVERYONE),
    ]:
        story = a_story(title, rung=rung, happened_from=date(2026, 5, day))

    outside, inside = read(story.get_absolute_url()), read(story.get_absolute_url(), by=luca)

    assert 'rel="prev">Il primo' in outside
    assert "Il secondo" not in outside
    assert 'rel="prev">Il secondo' in inside


def test_an_offered_byline_stands_nowhere_until_it_is_accepted(a_story, read, luca, marta):
    story = a_story(rung=Rung.EVERYONE)
    line = Byline.objects.create(
        story=story, author=Author.objects.create(user=luca, name="Luca Berti"), offered_at=timezone.now()
    )
    assert "Luca Berti" not in read(story.get_absolute_url())

    line.accept(at=timezone.now())

    assert "Luca Berti" in read(story.get_absolute_url())


def test_a_link_to_a_story_is_one_only_for_whom_that_story_exists(a_story, read, luca):
    target = a_story("Il banco", rung=Rung.COMPANY)
    mark = [{"type": "storyLink", "attrs": {"story": target.public_id}}]
    words = {"type": "paragraph", "content": [{"type": "text", "text": "come dissi", "marks": mark}]}
    story = a_story("Il seguito", rung=Rung.EVERYONE, words=doc(words))
    at_the_company = a_story("Dentro", rung=Rung.COMPANY, words=doc(words))

    assert target.public_id not in read(story.get_absolute_url())
    assert "come dissi" in read(story.get_absolute_url())
    assert f'href="{target.get_absolute_url()}">come dissi' in read(
        at_the_company.get_absolute_url(), by=luca
    )


def test_versions_in_other_languages_are_named_as_far_as_they_are_open(a_story, read, luca):
    story = a_story("Il banco canta", rung=Rung.EVERYONE)
    version = a_story("The bench sings", language="en", rung=Rung.COMPANY)
    Story.objects.filter(pk=version.pk).update(telling=story.telling)
    address = f"/en/stories/{version.public_id}/the-bench-sings"

    assert f'href="{address}" hreflang="en"' in read(story.get_absolute_url(), by=luca)
    assert "the-bench-sings" not in read(story.get_absolute_url())


def test_of_many_tags_the_first_five_stand_open_and_all_can_be_reached(a_story, read, marta):
    story = a_story(rung=Rung.EVERYONE)
    set_tags(story, [f"parola {number}" for number in range(1, 6)], by=marta)
    assert "<details><summary>" not in read(story.get_absolute_url())

    set_tags(story, [f"parola {number}" for number in range(1, 8)], by=marta)
    open_before, folded = read(story.get_absolute_url()).split("<details><summary>")

    assert open_before.count('rel="tag"') == 5
    assert folded.count('rel="tag"') == 2


def test_machines_are_told_what_a_stranger_reads_and_nothing_on_pages_of_insiders(a_story, read, luca, marta):
    story = a_story('Dal banco </script><b>"sette"', rung=Rung.EVERYONE)
    set_tags(story, ["notte"], by=marta)

    page = read(story.get_absolute_url())

    data = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert "<" not in data
    assert '"keywords": ["notte"]' in data
    assert f'<link rel="canonical" href="http://testserver{story.get_absolute_url()}">' in page
    assert "ld+json" not in read(story.get_absolute_url(), by=luca)


def test_the_language_of_the_interface_can_be_changed_and_the_story_keeps_its_own(a_story, read):
    story = a_story("Il banco canta", rung=Rung.EVERYONE)
    with translation.override("en"):
        page = read(story.get_absolute_url())

    assert '<html lang="en">' in page
    assert '<h1 lang="it">Il banco canta</h1>' in page
    assert f'href="/it/stories/{story.public_id}/il-banco-canta" hreflang="it"' in page
    assert f'<link rel="canonical" href="http://testserver/it/stories/{story.public_id}/' in page


def test_replies_and_the_way_to_write_back_stand_under_a_told_story(a_story, read, marta):
    told, draft = a_story(rung=Rung.EVERYONE), a_story("Bozza")

    assert reverse("reply", args=[told.public_id]) in read(told.get_absolute_url())
    assert reverse("reply", args=[draft.public_id]) not in read(draft.get_absolute_url(), by=marta)


def test_a_story_without_a_process_has_no_line(marta, read, a_story):
    story = a_story(process=None, origin="imported")
    Process.objects.all().delete()
    open_story(story, to=Rung.EVERYONE, by=marta, at=timezone.now())

    page = read(story.get_absolute_url())

    assert 'class="ribbon' not in page
    assert "<h1" in page
