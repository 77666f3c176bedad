"""The feed of the open edition: what a stranger may read, whoever asks, under names that last."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import client_of, doc, masked
from firsthand.audience.rung import Rung
from firsthand.front.atom import ATOM, legible
from firsthand.stories.models import Byline, Phase
from firsthand.stories.narrowing import withhold
from firsthand.stories.opening import open_story
from firsthand.stories.tagging import set_tags
from firsthand.stories.writing import Version, save_working_copy

pytestmark = pytest.mark.django_db

A = f"{{{ATOM}}}"


def entries(client=None):
    answer = (client or client_of(None)).get(reverse("feed"))
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    for needed in ("id", "title", "updated"):
        assert feed.findtext(f"{A}{needed}")
    found = feed.findall(f"{A}entry")
    for entry in found:
        assert all(entry.findtext(f"{A}{needed}") for needed in ("id", "title", "updated", "published"))
        assert entry.findtext(f"{A}author/{A}name")
        for moment in ("published", "updated"):
            datetime.fromisoformat(entry.findtext(f"{A}{moment}"))
    return found


def test_a_place_without_open_stories_has_a_valid_feed(place):
    assert entries() == []


def test_it_holds_the_open_edition_whoever_asks(a_story, luca, marta):
    a_story("Il banco canta", rung=Rung.EVERYONE)
    a_story("Solo in azienda", rung=Rung.COMPANY)

    for who in (None, luca, marta):
        assert [entry.findtext(f"{A}title") for entry in entries(client_of(who))] == ["Il banco canta"]


def test_an_entry_is_read_at_the_strangers_rung(a_story, marta, luca):
    secret = masked("Per ", "Valdorna", " pioveva.", up_to=Rung.COMPANY, say="un cliente")
    story = a_story(rung=Rung.EVERYONE, words=doc(secret, "Il banco 7 era caldo."))
    withhold(story, words="banco 7", up_to=Rung.TEAM, say="banco", because="x", by=marta, at=timezone.now())

    content = entries(client_of(luca))[0].findtext(f"{A}content")

    assert "Per un cliente pioveva." in content
    assert "Il banco era caldo." in content
    assert "veil" not in content


def test_an_entry_says_process_phase_part_and_tags(a_story, marta, process):
    story = a_story(rung=Rung.EVERYONE, phase=Phase.objects.create(process=process, name="Prova a banco"))
    Byline.objects.update(part="decideva quando fermarsi")
    set_tags(story, ["notte"], by=marta)

    entry = entries()[0]

    about = entry.findtext(f"{A}content").split("</p>")[0]
    assert "Marta Bellandi, decideva quando fermarsi" in about
    assert "Il collaudo finale: Prova a banco" in about
    assert entry.find(f"{A}category").get("term") == "notte"


def test_addresses_are_whole(a_story):
    target = a_story("Il banco", rung=Rung.EVERYONE)
    mark = [{"type": "storyLink", "attrs": {"story": target.public_id}}]
    words = {"type": "paragraph", "content": [{"type": "text", "text": "come dissi", "marks": mark}]}
    story = a_story("Il seguito", rung=Rung.EVERYONE, words=doc(words))

    entry = entries()[0]

    assert entry.find(f"{A}link").get("href") == f"http://testserver{story.get_absolute_url()}"
    assert f'href="http://testserver{target.get_absolute_url()}"' in entry.findtext(f"{A}content")


def test_names_last_when_words_change_and_the_day_moves(a_story, marta):
    begun = datetime(2026, 3, 3, 9, tzinfo=UTC)
    story = a_story("Il banco canta", rung=Rung.EVERYONE, at=begun)
    before = entries()[0]
    newest = story.working_copy
    save_working_copy(
        story,
        by=marta,
        at=begun + timedelta(days=2),
        base=Version.of(newest),
        title="Il banco non canta più",
        document=doc("Dopo."),
        after_reading="",
    )
    open_story(story, to=Rung.EVERYONE, by=marta, at=begun + timedelta(days=2))

    after = entries()[0]

    assert after.findtext(f"{A}id") == before.findtext(f"{A}id")
    assert after.findtext(f"{A}title") == "Il banco non canta più"
    assert after.findtext(f"{A}published") == before.findtext(f"{A}published")
    assert after.findtext(f"{A}updated") > before.findtext(f"{A}updated")
    assert story.public_id not in after.findtext(f"{A}id")


def test_a_process_that_is_closed_to_strangers_is_not_named(a_story, process):
    a_story(rung=Rung.EVERYONE)
    process.rung = Rung.COMPANY
    process.save()

    assert "collaudo" not in client_of(None).get(reverse("feed")).content.decode()


def test_what_no_xml_can_hold_is_left_out():
    assert legible("a\x00b\x0bc\ud800d\ufffee\n\U0001f600") == "abcde\n\U0001f600"
