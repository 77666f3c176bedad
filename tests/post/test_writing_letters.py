"""What a letter is when it has been written, and what cannot be written."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from firsthand.post.letters import BadLetter, one_line, wrapped
from firsthand.post.models import Letter

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_a_letter_waits_in_the_outbox_and_nothing_is_sent(a_letter, settings):
    settings.MAIL = {"EMAIL_HOST": "mail.example"}

    letter = a_letter()

    assert list(Letter.objects.waiting()) == [letter]
    assert (letter.made_at, letter.not_before, letter.not_after) == (NOW, NOW, NOW + timedelta(days=14))
    assert mail.outbox == []


def test_the_same_key_twice_is_one_letter(a_letter):
    first = a_letter("told:1", subject="An airone")

    assert a_letter("told:1", subject="A zebra") == first
    assert a_letter("told:2") != first
    assert list(Letter.objects.order_by("pk").values_list("key", "subject")) == [
        ("told:1", "An airone"),
        ("told:2", "Un airone sul tetto"),
    ]


def test_an_act_that_fails_leaves_no_letter(a_letter):
    with transaction.atomic():
        a_letter("kept:no")
        transaction.set_rollback(True)
    with transaction.atomic():
        a_letter("kept:yes")

    assert list(Letter.objects.values_list("key", flat=True)) == ["kept:yes"]


def test_a_letter_of_short_use_says_until_when(a_letter):
    assert a_letter(not_after=NOW + timedelta(minutes=30)).not_after == NOW + timedelta(minutes=30)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "anna@",
        "anna@x.example\nBcc: all@x.example",
        "anna@x.example, all@x.example",
        "Anna <anna@x.example>",
        '"a\x01b"@x.example',
        "a" * 300 + "@x.example",
        "anna@x.example\x00",
    ],
)
def test_an_address_that_is_none_is_refused_without_being_repeated(address, a_letter):
    with pytest.raises(
        BadLetter, match=r"^The address of a letter is not one; write it like name@example.org.$"
    ):
        a_letter(to=address)
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("other", "fault"),
    [
        ({"language": "it\r\nBcc: all@x.example"}, "language"),
        ({"language": "xx"}, "language"),
        ({"key": ""}, "key"),
        ({"key": "two words"}, "key"),
        ({"key": "k" * 201}, "key"),
        ({"about": "a\nb"}, "about"),
        ({"about": "a" * 41}, "about"),
        ({"subject": " \r\n\x00"}, "subject"),
        ({"text": "\n \n"}, "text"),
    ],
)
def test_a_letter_that_lacks_something_is_refused_with_the_fault(other, fault, a_letter):
    with pytest.raises(BadLetter, match=fault):
        a_letter(**other)


@given(st.text(max_size=200).filter(lambda text: text.isprintable() and text.strip()))
def test_a_printable_subject_keeps_its_words(subject):
    assert one_line(subject).split() == subject.split()


@given(st.text(st.characters(exclude_categories=[])))
def test_a_subject_is_one_line_whatever_it_is_made_of(subject):
    try:
        line = one_line(subject)
    except BadLetter:
        return
    assert len(line.splitlines()) == 1
    assert len(line) <= 200
    line.encode("utf-8")
    assert "\x00" not in line


@given(st.text(st.characters(exclude_categories=[])))
def test_a_text_can_be_kept_by_either_database_and_sent(text):
    try:
        kept = wrapped(text)
    except BadLetter:
        return
    kept.encode("utf-8")
    assert not set(kept) & {"\x00", "\r", "\x1b"}


def test_a_text_is_wrapped_and_its_paragraphs_and_links_stay_whole():
    link = "https://pompebrenta.example/it/sign-in/" + "x" * 80

    lines = wrapped("Buongiorno,\r\n\r\n" + "parola " * 30 + "\n\n" + link + "\n").split("\n")

    assert lines[0:2] == ["Buongiorno,", ""]
    assert link in lines
    assert all(len(line) <= 72 for line in lines if line != link)
    assert " ".join(lines).split().count("parola") == 30


def test_a_long_subject_ends_in_an_ellipsis():
    assert one_line("a" * 201) == "a" * 199 + "…"
    assert one_line("a" * 200) == "a" * 200


@pytest.mark.parametrize(
    "broken",
    [
        {"sent_at": NOW, "given_up_at": NOW, "failed_because": "both", "subject": "", "text": ""},
        {"given_up_at": NOW},
        {"sent_at": NOW},
        {"text": ""},
        {"subject": ""},
    ],
    ids=[
        "sent and given up",
        "given up without why",
        "sent and kept",
        "waiting without text",
        "waiting without subject",
    ],
)
def test_the_database_keeps_the_promises(broken, a_letter):
    letter = a_letter()

    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**broken)

    assert Letter.objects.filter(pk=letter.pk).update(sent_at=NOW, subject="", text="") == 1
