"""How letters leave the outbox, and what becomes of those that do not."""

import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django_tasks import task_backends

from firsthand.post import sending
from firsthand.post.models import Letter
from firsthand.post.models.letter import LEASE, MOST_TRIES, WAITS
from firsthand.post.sending import Round, send_waiting
from firsthand.post.tasks import queue_sending, send_letters

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_letter_leaves_once(a_letter, mail_server):
    letter = a_letter()

    assert send_waiting(now=NOW) == Round(sent=1)
    assert send_waiting(now=NOW + LEASE) == Round()

    letter.refresh_from_db()
    assert (letter.sent_at, letter.tries, letter.held_until) == (NOW, 1, None)
    assert mail_server.recipients == ["anna@pompebrenta.example"]


def test_a_letter_arrives_as_plain_text_with_what_machines_need(a_letter, mail_server):
    a_letter()

    send_waiting(now=NOW)

    (message,) = mail_server.messages
    assert message["Subject"] == "Un airone sul tetto"
    assert message["To"] == "anna@pompebrenta.example"
    assert message["From"] == "Pompe Brenta <place@pompebrenta.example>"
    assert message["Content-Language"] == "it"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@pompebrenta.example>")
    assert "anna" not in message["Message-ID"]
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n") == "Cara Anna,\n\nc'è un airone sul tetto.\n"


def test_a_letter_that_was_sent_forgets_its_words(a_letter, mail_server):
    letter = a_letter(text="https://pompebrenta.example/sign-in/secret")
    assert Letter.objects.filter(text__contains="secret").exists()

    send_waiting(now=NOW)

    letter.refresh_from_db()
    assert (letter.subject, letter.text) == ("", "")


def test_no_subject_can_add_a_header(a_letter, mail_server):
    a_letter(subject="An airone\r\nBcc: all@pompebrenta.example\r\n\r\nA zebra")

    send_waiting(now=NOW)

    (message,) = mail_server.messages
    assert message["Bcc"] is None
    assert message["Subject"] == "An airone Bcc: all@pompebrenta.example A zebra"
    assert mail_server.recipients == ["anna@pompebrenta.example"]


def test_without_a_mail_server_letters_stay(a_letter, settings):
    settings.MAIL = {}
    a_letter()

    assert send_waiting(now=NOW + timedelta(days=99)) == Round()
    assert Letter.objects.waiting().count() == 1


def test_a_letter_is_not_sent_before_its_time(a_letter, mail_server):
    a_letter(at=NOW + MINUTE)

    assert send_waiting(now=NOW) == Round()
    assert send_waiting(now=NOW + MINUTE) == Round(sent=1)


def test_a_letter_that_would_come_too_late_is_given_up_and_forgets_its_words(a_letter, mail_server):
    late = a_letter("sign-in:1", not_after=NOW + 30 * MINUTE)
    a_letter("sign-in:2", not_after=NOW + 31 * MINUTE)

    assert send_waiting(now=NOW + 30 * MINUTE) == Round(sent=1, given_up=1)

    late.refresh_from_db()
    assert (late.given_up_at, late.subject, late.text) == (NOW + 30 * MINUTE, "", "")
    assert "too late" in late.failed_because


def test_no_letter_is_too_late_because_there_are_many(a_letter, mail_server, monkeypatch):
    monkeypatch.setattr(sending, "MOST_AT_ONCE", 1)
    for number in range(3):
        a_letter(f"sign-in:{number}", not_after=NOW + MINUTE)

    assert [send_waiting(now=NOW + MINUTE) for _ in range(4)] == [Round(given_up=1)] * 3 + [Round()]


def test_what_is_of_use_for_the_shortest_time_is_sent_first_and_no_more_than_the_limit(a_letter, mail_server):
    for number in range(3):
        a_letter(f"digest:{number}", to=f"reader{number}@x.example")
    a_letter("sign-in:1", to="bruno@x.example", not_after=NOW + 30 * MINUTE)

    assert send_waiting(now=NOW, limit=2) == Round(sent=2)

    assert mail_server.recipients == ["bruno@x.example", "reader0@x.example"]


def test_all_letters_of_a_round_go_over_one_connection(a_letter, mail_server):
    for number in range(3):
        a_letter(f"digest:{number}")

    assert send_waiting(now=NOW) == Round(sent=3)
    assert mail_server.visits == 1


def test_a_round_ends_before_its_letters_could_be_taken_by_another(a_letter, mail_server):
    for number in range(3):
        a_letter(f"digest:{number}")
    times = iter([0.0, 60.0, 119.0, 121.0])

    assert send_waiting(now=NOW, clock=lambda: next(times)) == Round(sent=2)
    assert Letter.objects.due(now=NOW).count() == 1


def test_a_server_that_cannot_be_reached_costs_no_letter_a_try(a_letter, mail_server, caplog):
    letter = a_letter()
    mail_server.greeting = b"421 not today"

    assert send_waiting(now=NOW) == Round()

    letter.refresh_from_db()
    assert (letter.tries, letter.held_until) == (0, None)
    assert "could not be reached" in caplog.text
    mail_server.greeting = b"220 here"
    assert send_waiting(now=NOW) == Round(sent=1)


@pytest.mark.parametrize(
    "answer", [b"451 later", b"550 looks like spam", None], ids=["later", "spam", "hung up"]
)
def test_a_letter_that_did_not_leave_waits_longer_each_time_and_is_given_up_in_the_end(
    answer, a_letter, mail_server
):
    letter, at = a_letter(), NOW
    mail_server.on_message = answer

    for wait in WAITS:
        assert send_waiting(now=at) == Round(put_off=1)
        assert send_waiting(now=at + wait - timedelta(seconds=1)) == Round()
        at += wait
    assert send_waiting(now=at) == Round(given_up=1)
    assert send_waiting(now=at + timedelta(days=1)) == Round()

    letter.refresh_from_db()
    assert (letter.tries, letter.given_up_at) == (MOST_TRIES, at)
    assert letter.failed_because
    assert letter.text  # the operator may still want to hand it over


def test_a_letter_that_leaves_at_last_has_not_failed(a_letter, mail_server):
    letter = a_letter()
    mail_server.on_message = b"451 later"
    send_waiting(now=NOW)
    letter.refresh_from_db()
    assert letter.failed_because == "451 later"

    mail_server.on_message = b"250 taken"
    send_waiting(now=NOW + MINUTE)

    letter.refresh_from_db()
    assert (letter.sent_at, letter.failed_because, letter.tries) == (NOW + MINUTE, "", 2)


def test_an_address_unknown_to_its_server_is_given_up_at_once_and_the_next_letter_leaves(
    a_letter, mail_server
):
    mail_server.on_recipient = {"nobody@x.example": b"550 no such user nobody@x.example"}
    unknown = a_letter("a", to="nobody@x.example")
    a_letter("b", to="bruno@x.example")

    assert send_waiting(now=NOW) == Round(sent=1, given_up=1)

    unknown.refresh_from_db()
    assert unknown.failed_because == "550 no such user nobody@x.example"
    assert mail_server.recipients == ["bruno@x.example"]


def test_an_address_whose_server_is_busy_is_tried_again(a_letter, mail_server):
    mail_server.on_recipient = {"anna@pompebrenta.example": b"450 mailbox busy"}
    a_letter()

    assert send_waiting(now=NOW) == Round(put_off=1)


def test_a_lost_connection_ends_the_round_and_spares_the_other_letters(a_letter, mail_server):
    mail_server.on_recipient = {"first@x.example": None}
    a_letter("a", to="first@x.example")
    other = a_letter("b", to="second@x.example")

    assert send_waiting(now=NOW) == Round(put_off=1)

    other.refresh_from_db()
    assert other.tries == 0
    assert send_waiting(now=NOW) == Round(sent=1)


class Carrier:
    """A connection that hands every message to a function."""

    def __init__(self, carry):
        self.carry = carry

    def open(self):
        pass

    def close(self):
        pass

    def send_messages(self, messages):
        for message in messages:
            self.carry(message)
        return len(messages)


def test_two_senders_at_once_send_each_letter_once(a_letter, mail_server, monkeypatch):
    for number in range(4):
        a_letter(f"digest:{number}", to=f"reader{number}@x.example")
    carried, rounds = [], []

    def carry(message):
        carried.extend(message.to)
        if (
            len(carried) == 1
        ):  # the second sender comes while the first has its list in hand and one letter under way
            rounds.append(send_waiting(now=NOW, limit=2))

    monkeypatch.setattr(sending, "get_connection", lambda: Carrier(carry))
    rounds.append(send_waiting(now=NOW))

    assert sorted(carried) == [f"reader{number}@x.example" for number in range(4)]
    assert rounds == [Round(sent=2), Round(sent=2)]


@pytest.mark.django_db(transaction=True)
def test_many_senders_in_a_race_send_each_letter_once(a_letter, mail_server, monkeypatch):
    addresses = [f"reader{number}@x.example" for number in range(20)]
    for number, address in enumerate(addresses):
        a_letter(f"digest:{number}", to=address)
    carried, rounds, start = [], [], threading.Barrier(3)
    monkeypatch.setattr(
        sending, "get_connection", lambda: Carrier(lambda message: carried.extend(message.to))
    )

    def race():
        start.wait(timeout=10)
        rounds.append(send_waiting(now=NOW))
        connection.close()

    senders = [threading.Thread(target=race) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(timeout=30)

    assert sorted(carried) == sorted(addresses)
    assert (len(rounds), sum(each.sent for each in rounds)) == (3, 20)


def test_a_sender_cut_off_in_the_middle_sends_again_under_the_same_id_when_the_lease_is_over(
    a_letter, mail_server, monkeypatch
):
    a_letter()
    carried = []

    def carry_and_stop(message):
        carried.append(message)
        if len(carried) == 1:
            raise SystemExit

    monkeypatch.setattr(sending, "get_connection", lambda: Carrier(carry_and_stop))
    with pytest.raises(SystemExit):
        send_waiting(now=NOW)

    assert send_waiting(now=NOW + LEASE - MINUTE) == Round()
    assert send_waiting(now=NOW + LEASE) == Round(sent=1)
    first, second = (message.extra_headers["Message-ID"] for message in carried)
    assert first == second


def test_two_letters_never_share_an_id(a_letter, mail_server):
    a_letter("a")
    a_letter("b")

    send_waiting(now=NOW)

    assert len({message["Message-ID"] for message in mail_server.messages}) == 2


def test_a_letter_on_which_every_sender_dies_is_given_up(a_letter, mail_server, monkeypatch):
    letter, at = a_letter(), NOW

    def die(message):
        raise SystemExit

    monkeypatch.setattr(sending, "get_connection", lambda: Carrier(die))
    for _ in range(MOST_TRIES):
        with pytest.raises(SystemExit):
            send_waiting(now=at)
        at += LEASE

    assert send_waiting(now=at) == Round(given_up=1)
    letter.refresh_from_db()
    assert "never finished" in letter.failed_because


def test_a_sender_that_lost_its_letter_does_not_put_it_off_but_its_success_counts(a_letter):
    slow = a_letter()
    assert slow.take(now=NOW)
    quick = Letter.objects.get()
    assert not quick.take(now=NOW)
    assert quick.take(now=NOW + LEASE)

    slow.note_failed(at=NOW, because="timed out")
    assert Letter.objects.get().held_until == NOW + 2 * LEASE

    slow.note_sent(at=NOW)
    quick.note_failed(at=NOW, because="timed out")
    assert (Letter.objects.get().sent_at, Letter.objects.get().failed_because) == (NOW, "")


def test_a_letter_that_has_been_tried_since_it_was_listed_is_not_taken(a_letter):
    a_letter()
    listed, tried = Letter.objects.get(), Letter.objects.get()
    assert tried.take(now=NOW)
    tried.note_failed(at=NOW, because="451 later")

    assert not listed.take(now=NOW + MINUTE)
    assert Letter.objects.get().take(now=NOW + MINUTE)


def test_logs_name_a_letter_by_its_number_only(a_letter, mail_server, caplog):
    caplog.set_level(logging.DEBUG)
    mail_server.on_recipient = {
        "nobody@x.example": b"550 no such user nobody@x.example",
        "busy@x.example": b"450 busy@x.example is busy",
    }
    letters = [
        a_letter("a", to="nobody@x.example", subject="Zebra one"),
        a_letter("b", to="busy@x.example", subject="Zebra two"),
        a_letter("c", to="anna@x.example", subject="Zebra three"),
    ]

    assert send_waiting(now=NOW) == Round(sent=1, put_off=1, given_up=1)

    ours = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("firsthand"))
    assert all(f"Letter {letter.pk} " in ours for letter in letters)
    assert "x.example" not in caplog.text
    assert "Zebra" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_inside_a_transaction(a_letter, mail_server):
    a_letter()

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        send_waiting(now=NOW)

    assert mail_server.messages == []
    assert send_waiting(now=NOW) == Round(sent=1)


def test_the_task_sends_what_is_due_and_says_what_became_of_it(a_letter, mail_server):
    a_letter(not_after=datetime.now(UTC) + timedelta(days=1), at=datetime.now(UTC) - MINUTE)

    assert send_letters.call() == {"sent": 1, "put_off": 0, "given_up": 0}


def test_sending_is_queued_when_something_waits_and_not_otherwise(a_letter, mail_server, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    backend = task_backends["default"]
    queue_sending(now=NOW)
    assert backend.results == []
    a_letter(at=NOW + MINUTE)
    queue_sending(now=NOW)
    assert backend.results == []

    queue_sending(now=NOW + MINUTE)

    queue_sending(now=NOW + timedelta(days=99))  # too late by then, and yet to be forgotten
    assert [result.task for result in backend.results] == [send_letters, send_letters]


def test_without_a_mail_server_nothing_is_queued(a_letter, settings):
    settings.MAIL = {}
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    a_letter()

    queue_sending(now=NOW)

    assert task_backends["default"].results == []
