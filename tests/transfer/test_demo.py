"""The invented company: it comes in whole, by the ordinary functions, and keeps to itself what it masks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from cast import reader_of
from firsthand.audience.rung import Rung
from firsthand.desk.home.waiting import waiting_for
from firsthand.dialogue.models import Reply
from firsthand.people.models import Author, Circle, User
from firsthand.place.models import Place
from firsthand.post.models import Letter
from firsthand.stories.document.html import to_html
from firsthand.stories.document.markdown import to_markdown
from firsthand.stories.document.plain import plain_text
from firsthand.stories.document.recurrence import hidden_words
from firsthand.stories.document.shown import every_node
from firsthand.stories.document.validation import read
from firsthand.stories.models import Event, Opening, Phase, Process, Revision, Story, Withholding
from firsthand.stories.plans import open_due
from firsthand.stories.seen import Seen, seen_all
from firsthand.supervise.welcome import the_administrator
from firsthand.transfer.demo.days import Days
from firsthand.transfer.demo.filling import HERE, Company, fill
from firsthand.transfer.demo.notation import document, sheet
from firsthand.transfer.demo.replies import REPLIES

NEVER_OUTSIDE = [
    "Frigomare",
    "Cartiere Adda",
    "Valdorna",
    "18.000",
    "18,000",
    "4471",
    "doppio labbro",
    "3,5 mill",
]


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[Company]:
    """The company, filled in once for all tests here and taken away again after them."""
    lease, django_settings.LEASE = django_settings.LEASE, 0
    with django_db_blocker.unblock(), transaction.atomic():
        yield fill(now=timezone.now())
        transaction.set_rollback(True)
    django_settings.LEASE = lease


@pytest.fixture
def company(filled: Company, db: None) -> Company:
    """The company. What a test does to it is undone after the test."""
    return filled


def read_by(company: Company, key: str | None) -> list[Seen]:
    """Return the told stories as the person with this key reads them; a stranger without one."""
    reader = reader_of(company.people[key] if key else None)
    return seen_all(Story.objects.visible_to(reader).told().select_related("telling"), reader)


def all_words(seen: Seen) -> str:
    """Return whatever a page, a feed or an export could show of a story in front of its reader."""
    asked = {"rung": seen.clearance, "withheld": seen.withheld}
    tags = " ".join(tag.name for tag in seen.tags)
    shown = Reply.objects.filter(story=seen.story).shown_at(seen.clearance)
    return "\n".join(
        [
            seen.title,
            seen.slug,
            seen.after_reading,
            tags,
            to_html(seen.raw_document, **asked),
            to_markdown(seen.raw_document, **asked),
            *(f"{reply.who} {reply.words}" for reply in shown),
        ]
    )


def test_a_whole_company_stands_there(company: Company) -> None:
    assert Place.current().name == "Pompe Brenta, dal vivo"
    assert Circle.objects.count() == 3
    assert Process.objects.count() == 4
    for process in Process.objects.all():
        assert process.phases.count() >= 4
        assert process.events.count() >= 2
    assert Phase.objects.filter(tellings__isnull=False).exists()
    assert Event.objects.filter(happened_on=None, due_on__gt=timezone.localdate()).count() >= 3


def test_who_tells_has_a_face_and_a_story_of_their_own(company: Company) -> None:
    assert Author.objects.count() == 8
    for author in Author.objects.all():
        assert all((author.name, author.part, author.worldview, author.episode, author.spark))
        with default_storage.open(f"portraits/{author.portrait}") as portrait:
            assert portrait.read(4) == b"RIFF"
        assert re.fullmatch(r"[-\w]{12}", author.portrait)


def test_fourteen_stories_are_told_in_both_languages_and_stand_on_all_rungs(company: Company) -> None:
    told = Story.objects.filter(openings__isnull=False).distinct()
    italian = {story.telling_id: story for story in told.filter(language="it")}

    english = Story.objects.filter(language="en")
    assert len(italian) == 14
    assert {story.telling_id for story in english} == set(italian)
    assert {story.rung for story in Story.objects.filter(language="it")} == set(Rung)
    assert {story.rung for story in english} == set(Rung)
    assert any(story.rung != italian[story.telling_id].rung for story in english)


def test_every_story_is_as_long_as_somebody_at_work_writes(company: Company) -> None:
    lengths = [
        len(plain_text(story.working_copy.document, rung=Rung.SELF).text.split())
        for story in Story.objects.filter(language="it")
    ]

    assert min(lengths) >= 140
    assert 800 <= max(lengths) <= 900


def test_every_document_reads_as_the_schema_asks(company: Company) -> None:
    documents = list(Revision.objects.values_list("document", flat=True))

    assert len(documents) >= 30
    for each in documents:
        assert read(each) == each
    kinds = {node["type"] for each in documents for node in every_node(each)}
    assert kinds >= {"heading", "blockquote", "bulletList", "orderedList", "decision", "question", "figure"}


def test_a_stranger_reads_whatever_stands_at_everyone_and_nothing_else(company: Company) -> None:
    seen = read_by(company, None)

    assert {each.story.pk for each in seen} == set(
        Story.objects.filter(rung=Rung.EVERYONE).values_list("pk", flat=True)
    )
    assert len(seen) == 12
    for each in seen:
        assert each.title
        assert each.bylines
        assert each.process is not None
        assert len(each.text) > 500


def test_masked_words_are_nowhere_beyond_their_rung(company: Company) -> None:
    masks = 0
    for key in (None, "elena", "luca", "ousmane"):
        for seen in read_by(company, key):
            words = all_words(seen)
            for hidden in hidden_words(seen.raw_document, seen.clearance):
                assert hidden not in words
                masks += 1
    assert masks > 5


def test_what_the_company_keeps_inside_is_read_inside(company: Company) -> None:
    inside = "\n".join(all_words(seen) for key in ("ousmane", "arjun") for seen in read_by(company, key))
    outside = "\n".join(all_words(seen) for seen in read_by(company, None))

    for words in NEVER_OUTSIDE:
        assert words in inside
        assert words not in outside


def test_no_process_of_the_company_is_named_to_a_stranger(company: Company) -> None:
    stranger = reader_of(None)
    known = Process.objects.visible_to(stranger)
    closed = [process.name for process in Process.objects.all() if process not in known]
    events = [event.name for event in Event.objects.filter(process__name__in=closed)]

    outside = "\n".join(all_words(seen) for seen in read_by(company, None))
    own = "\n".join(
        f"{author.worldview} {author.episode} {author.spark}"
        for author in Author.objects.filter(own_story_rung=Rung.EVERYONE)
    )

    assert {process.name for process in known} == {"Il trasloco del magazzino", "Il collaudo finale"}
    assert len(closed) == 2
    for name in [*closed, *events]:
        assert name not in outside + own


def test_a_sum_withheld_by_the_reviewer_is_read_by_colleagues_only(company: Company) -> None:
    def told(key: str) -> str:
        return next(all_words(seen) for seen in read_by(company, key) if "un guanto" in seen.title)

    assert Withholding.objects.in_force(timezone.now()).count() == 2
    assert "Il rimborso di 4.200 euro l’aveva già deciso" in told("luca")
    assert "Il rimborso pieno l’aveva già deciso" in told("elena")
    assert "4.200" not in told("elena")


def test_a_link_is_one_only_where_its_story_can_be_read(company: Company) -> None:
    target = company.stories["capannone", "it"]
    glove = next(seen for seen in read_by(company, "elena") if "un guanto" in seen.title)
    ids = {story.public_id for story in Story.objects.all()}

    linked = {
        mark["attrs"]["story"]
        for each in Revision.objects.all()
        for node in every_node(each.document)
        for mark in node.get("marks", ())
        if mark["type"] == "storyLink"
    }

    assert target.public_id in linked <= ids
    assert "io avevo approvato" in glove.text
    assert not Story.objects.visible_to(glove.reader).filter(pk=target.pk).exists()


def test_the_story_taken_back_is_gone_for_those_outside(company: Company) -> None:
    story = company.stories["comunicato", "it"]
    story.refresh_from_db()

    assert [opening.kind for opening in story.openings.all()] == ["opened", "taken back", "newer"]
    assert story.rung == Rung.COMPANY
    assert story not in Story.objects.visible_to(reader_of(company.people["elena"]))
    newest = next(seen for seen in read_by(company, "luca") if seen.story == story)
    assert "l’ho richiuso ai colleghi" in newest.text
    assert (
        "l’ho richiuso"
        not in plain_text(story.openings.earliest("at").revision.document, rung=Rung.COMPANY).text
    )


def test_the_plans_open_when_their_time_comes_and_keep_the_masks(company: Company) -> None:
    later = timezone.now() + timedelta(days=30)
    Event.objects.filter(name="Si chiude la prova sul banco 7").update(happened_on=timezone.localdate(later))

    assert open_due(now=timezone.now()) == 0
    assert open_due(now=later) == 2

    moved = next(seen for seen in read_by(company, None) if "Undicimila" in seen.title)
    assert "una consegna che non poteva tardare" in moved.text
    assert "Valdorna" not in all_words(moved)
    whistle = next(seen for seen in read_by(company, "elena") if "fischiava" in seen.title)
    assert "La tenuta nuova" in whistle.text


def test_drafts_are_read_by_their_makers_and_whom_they_asked(company: Company) -> None:
    draft, alone = company.stories["prototipo", "it"], company.stories["cassetto", "it"]

    def sees(key: str) -> set[Story]:
        return set(Story.objects.visible_to(reader_of(company.people[key]))) & {draft, alone}

    assert sees("marta") == {draft, alone}
    assert sees("arjun") == {draft}
    assert sees("giulio") == sees("nadia") == set()


def test_whoever_starts_the_demo_finds_a_full_desk(company: Company) -> None:
    marta = the_administrator()
    waiting = waiting_for(reader_of(marta))

    assert marta.email == "marta.bellandi@pompebrenta.example"
    assert [byline.story for byline, _ in waiting.bylines] == [company.stories["banco7", "it"]]
    assert [reply.who for reply, _ in waiting.replies] == ["Renato Vitali"]
    assert [seen.story for _, seen in waiting.readings] == [company.stories["prototipo", "it"]]


def test_replies_stand_in_every_state(company: Company) -> None:
    states = set(Reply.objects.values_list("state", flat=True))

    assert states == set(Reply.State)
    assert Reply.objects.count() == len(REPLIES)
    assert not Reply.objects.filter(state=Reply.State.DECLINED, declined_because="").exists()


def test_everything_happened_before_now_and_in_its_order(company: Company) -> None:
    now = timezone.now()

    assert not Opening.objects.filter(at__gt=now).exists()
    assert not Reply.objects.filter(made_at__gt=now).exists()
    assert not Revision.objects.filter(saved_at__gt=now).exists()
    for story in Story.objects.filter(told_at__isnull=False).select_related("telling"):
        happened = story.telling.happened_until or story.telling.happened_from
        assert story.made_at < story.told_at
        assert happened is not None
        assert happened <= timezone.localdate(story.told_at)
    for reply in Reply.objects.annotate(opened=Min("story__openings__at")):
        assert reply.opened < reply.made_at
        assert reply.decided_at is None or reply.made_at < reply.decided_at <= now


def test_no_letter_leaves_for_the_invented_people(company: Company) -> None:
    assert Letter.objects.exists()
    assert not Letter.objects.due(now=timezone.now()).exists()


@pytest.mark.parametrize(
    "today", [date(2026, 11, 25), date(2027, 2, 28), date(2028, 2, 29), date(2031, 8, 3)]
)
def test_the_invented_past_keeps_its_weekdays(today: date) -> None:
    days = Days(today)

    assert days.on("mon 27").weekday() == 0
    assert days.on("sun 1") < today < days.on("mon -1")
    assert days.at("thu 28", 8, 40).tzinfo is not None


def test_no_text_grows_old() -> None:
    months = (
        "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|"
        "January|February|April|June|July|August|September|October|November|December"
    )
    for path in [*HERE.glob("texts/*.txt"), *HERE.glob("people/*.txt")]:
        words = path.read_text("utf-8").replace("2009", "")
        assert not re.search(rf"\b({months})\b|\b(19|20)\d\d\b", words), path.name


def test_the_texts_are_the_same_every_time() -> None:
    names = {path.stem.split(".")[0]: "0" * 12 for path in HERE.glob("texts/*.txt")}
    pictures = {path.stem: "1" * 12 for path in HERE.glob("pictures/*.webp")}
    for path in HERE.glob("texts/*.txt"):
        written = path.read_text("utf-8")
        twice = [document(sheet(written).whole, pictures=pictures, stories=names) for _ in range(2)]
        assert twice[0] == twice[1]
        assert "{" not in plain_text(read(twice[0]), rung=Rung.EVERYONE).text


def test_only_what_is_shipped_lies_in_the_package() -> None:
    kinds = {path.suffix for path in HERE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}

    assert kinds == {".py", ".txt", ".webp"}


def test_a_place_in_use_is_left_alone(company: Company, capsys: pytest.CaptureFixture[str]) -> None:
    before = Story.objects.count(), Author.objects.count(), User.objects.count()

    with pytest.raises(CommandError, match=r"The place is not empty; nothing was changed\.") as refused:
        call_command("demo")

    assert "\n" not in str(refused.value)
    assert (Story.objects.count(), Author.objects.count(), User.objects.count()) == before


def test_the_pictures_are_drawn_anew_for_each_story(company: Company) -> None:
    kept = {picture.file for story in company.stories.values() for picture in story.pictures.all()}  # type: ignore[attr-defined]

    assert len(kept) == 6
    for name in kept:
        assert Path(name).suffix == ".webp"
        with default_storage.open(name) as file:
            assert file.read(4) == b"RIFF"
