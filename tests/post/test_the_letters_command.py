"""What the operator sees of the outbox."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from firsthand.post.models import Letter
from firsthand.post.sending import send_waiting

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def letters(*arguments: str) -> str:
    out = StringIO()
    call_command("letters", *arguments, stdout=out)
    return out.getvalue()


def test_waiting_letters_are_listed_without_their_words(a_letter, settings):
    settings.MAIL, settings.TIME_ZONE = {}, "UTC"
    letter = a_letter()

    listed = letters()

    assert f"{letter.pk}  2026-11-24 09:00  welcome  to anna@pompebrenta.example  not tried yet" in listed
    assert "1 letter waiting." in listed
    assert "FIRSTHAND_MAIL_URL" in listed
    assert "airone" not in listed


def test_one_letter_is_shown_whole(a_letter):
    letter = a_letter()

    shown = letters("--show", str(letter.pk))

    assert "Subject: Un airone sul tetto" in shown
    assert "c'è un airone sul tetto." in shown


def test_letters_that_left_or_were_given_up_wait_no_more(a_letter, mail_server):
    mail_server.on_recipient = {"nobody@x.example": b"550 no such user"}
    a_letter("a", to="nobody@x.example")
    sent = a_letter("b", to="bruno@x.example")
    assert "2 letters waiting." in letters()
    send_waiting(now=NOW)

    assert letters() == "No letters waiting.\n"
    assert "nobody@x.example  tried 1 time: 550 no such user" in letters("--given-up")
    assert "bruno" not in letters("--given-up")
    assert "its words are not kept" in letters("--show", str(sent.pk))


@pytest.mark.django_db
def test_a_letter_that_does_not_exist_is_named():
    assert not Letter.objects.exists()

    with pytest.raises(CommandError, match="no letter 7"):
        letters("--show", "7")
