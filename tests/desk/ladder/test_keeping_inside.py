"""Withholding words at once, and asking somebody for a reading, on the ladder page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from ladder_page import again, ladder_of

from cast import client_of, somebody, tomorrow
from firsthand.audience.rung import Rung
from firsthand.people.models import Author, Standing, User
from firsthand.stories.models import Event, ReadingRequest, Withholding


def withhold(by, story, **sent):
    kept = {
        "words": "Cartiere Adda",
        "up_to": 2,
        "say": "una cartiera",
        "because": "Lo chiede il cliente",
        **sent,
    }
    return client_of(by).post(reverse("withhold", args=[story.public_id]), kept)


def ask(by, story, who, until=None):
    sent = {"who": who, "until": (until or tomorrow()).isoformat()}
    return client_of(by).post(reverse("ask-for-reading", args=[story.public_id]), sent)


def as_read_by(user, story):
    return client_of(user).get(story.get_absolute_url(), follow=True).content.decode()


def test_words_are_kept_inside_at_once_whatever_is_shown_later(marta, luca, elena, a_story):
    story = a_story(rung=Rung.PARTNERS, words="La pompa per Cartiere Adda fischiava.")
    assert "Cartiere Adda" in as_read_by(elena, story)

    assert withhold(marta, story).status_code == 302

    assert "per una cartiera fischiava" in as_read_by(elena, story)
    assert "Cartiere Adda" in as_read_by(luca, story)
    page = ladder_of(marta, story)
    assert "Lo chiede il cliente" in page
    assert '<ins class="said-for">una cartiera</ins>' in page


def test_words_may_be_withheld_until_a_day_or_an_event(marta, process, a_story):
    event = Event.objects.create(process=process, name="Deposito", due_on=tomorrow())
    story = a_story(words="Per Cartiere Adda.")

    withhold(marta, story, until_on=tomorrow().isoformat(), until_event=event.public_id)

    kept = Withholding.objects.get()
    assert (kept.until_on, kept.until_event) == (tomorrow(), event)
    assert "Until this has happened: Deposito." in ladder_of(marta, story)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"words": "Cartiere Oglio"}, "These words do not stand in the story."),
        ({"words": "artiere"}, "These words do not stand in the story."),
        ({"words": " "}, "Say which words."),
        ({"because": " "}, "Say why, in a few words."),
        ({"until_on": timezone.localdate().isoformat()}, "That day is not ahead."),
    ],
)
def test_a_withholding_that_would_hold_nothing_is_refused_with_the_reason(sent, reason, marta, a_story):
    story = a_story(words="Per Cartiere Adda.")

    answer = withhold(marta, story, **sent)

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not Withholding.objects.exists()


def test_words_are_found_however_they_are_quoted_or_written_large(marta, a_story):
    story = a_story(words="Per l’‘officina’ di Cartiere  Adda.")

    assert withhold(marta, story, words='L\'"OFFICINA" di cartiere adda').status_code == 302


def test_nothing_can_be_withheld_from_nobody(marta, a_story):
    assert withhold(marta, a_story(words="Per Cartiere Adda."), up_to=4).status_code == 422


def test_whoever_is_asked_reads_the_words_being_written_until_it_ends(marta, elena, a_story):
    story = a_story(words="Prima.")
    assert client_of(elena).get(story.get_absolute_url()).status_code == 404

    assert ask(marta, story, "elena.marchi@pompebrenta.example").status_code == 302

    again(story, words="Sto ancora scrivendo.", by=marta)
    assert "Sto ancora scrivendo." in as_read_by(elena, story)
    assert "Elena Marchi" in ladder_of(marta, story)

    client_of(marta).post(reverse("end-reading", args=[story.public_id]), {"reader": elena.public_id})
    assert client_of(elena).get(story.get_absolute_url()).status_code == 404


def test_a_reading_lasts_to_the_end_of_its_day(marta, elena, a_story):
    ask(marta, a_story(), "elena marchi", until=tomorrow())

    until = ReadingRequest.objects.get().until
    assert timezone.localtime(until).time().isoformat() == "00:00:00"
    assert timezone.localdate(until) == tomorrow() + timedelta(days=1)


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("nessuno@pompebrenta.example", "Nobody here has this name or address."),
        ("Marta Bellandi", "That is you: you read it already."),
        ("Luca Berti", "More than one person has this name."),
        ("", "Say whom you ask."),
    ],
)
def test_a_reading_that_cannot_be_asked_for_is_refused_with_the_reason(who, reason, marta, luca, a_story):
    User.objects.create_user("altro.luca@pompebrenta.example", name="Luca Berti")
    answer = ask(marta, a_story(), who)

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not ReadingRequest.objects.exists()


def test_a_guest_who_tells_learns_no_names(marta, luca, elena, process, a_story):
    guest = somebody("Ospite Narrante", standing=Standing.PARTNER)
    Author.objects.create(user=guest, name="Ospite Narrante")
    story = a_story(by=guest)

    page = ladder_of(guest, story)

    assert "Ospite Narrante" in page
    for name in ("Luca Berti", "Elena Marchi", "Marta Bellandi", "pompebrenta.example"):
        assert name not in page
        assert name in ladder_of(marta, a_story()), "a colleague finds them"
    assert ask(guest, story, "Luca Berti").status_code == 422
    assert ask(guest, story, "luca.berti@pompebrenta.example").status_code == 302


def test_the_ladder_counts_and_names_everybody_who_was_invited(marta, a_story):
    for number in range(7):
        somebody(f"Cliente {number}", standing=Standing.PARTNER)

    page = ladder_of(marta, a_story())

    assert "7 invited people: clients and suppliers." in page
    assert all(f"Cliente {number}" in page for number in range(7))
    assert "2 people of" not in page
    assert "One person of “Il collaudo finale”: banco prova." in page
