"""Sending what waits in the outbox through the operator's mail server.

A letter is taken by one conditional UPDATE, committed before anything is sent, so senders may run side by side
on either database. Between the server's yes and our record of it a power cut can still make a letter leave
twice; both then carry the same Message-ID. Logs name a letter by its number, never by its address or words.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.crypto import salted_hmac

from .models import Letter

log = logging.getLogger(__name__)

LONGEST_ROUND = 120.0  # seconds; well inside the lease on a letter
MOST_AT_ONCE = 200
CLOSING_DOWN = 421


@dataclass(frozen=True)
class Round:
    """What became of the letters of one round of sending."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0

    def with_one(self, fate: str) -> "Round":
        return Round(**{**vars(self), fate: getattr(self, fate) + 1})


@dataclass(frozen=True)
class Failure:
    """Why a letter did not leave; whether for good; whether the connection is lost with it."""

    because: str
    for_good: bool = False
    connection_lost: bool = False


def mail_is_set_up() -> bool:
    """Say whether the operator has named a mail server. Without one, letters stay in the outbox."""
    return bool(settings.MAIL)


def send_waiting(*, now: datetime, limit: int = 100, clock: Callable[[], float] = time.monotonic) -> Round:
    """Send up to ``limit`` of the letters that are due; return what became of them. Safe to run twice at once.

    A mail server that cannot be reached costs no letter a try. Never call it in a transaction.
    """
    begun = clock()
    if not mail_is_set_up():
        return Round()
    this = Round(given_up=give_up_what_is_over(now=now))
    due = list(Letter.objects.due(now=now)[:limit])
    connection = get_connection() if due else None
    if connection is None or not opened(connection):
        return this
    try:
        for letter in due:
            if clock() - begun > LONGEST_ROUND:
                break
            if not letter.take(now=now):
                continue
            failure = send(letter, connection)
            this = this.with_one(record(letter, failure, now=now))
            if failure and failure.connection_lost:
                break
    finally:
        connection.close()
    return this


def give_up_what_is_over(*, now: datetime) -> int:
    """Give up the letters that are too late, forgetting their words, and those that never got finished."""
    late = list(Letter.objects.too_late(now=now).values_list("pk", flat=True)[:MOST_AT_ONCE])
    stuck = list(Letter.objects.never_finished(now=now).values_list("pk", flat=True)[:MOST_AT_ONCE])
    over = (
        Letter.objects.too_late(now=now)
        .filter(pk__in=late)
        .update(
            given_up_at=now,
            failed_because="It would have come too late.",
            held_until=None,
            subject="",
            text="",
        )
    )
    return over + Letter.objects.never_finished(now=now).filter(pk__in=stuck).update(
        given_up_at=now, failed_because="It was begun too often and never finished.", held_until=None
    )


def opened(connection: Any) -> bool:
    try:
        connection.open()
    except OSError as error:  # SMTPException is one
        log.error("The mail server could not be reached (%s); the letters wait.", kind_of(error))
        return False
    return True


def send(letter: Letter, connection: Any) -> Failure | None:
    """Hand ``letter`` to the mail server; return why that failed, None when it did not."""
    try:
        if message_of(letter, connection).send():
            return None
        return Failure("The mail server took no letter.")
    except SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()), (0, b""))
        return Failure(said(code, words), for_good=500 <= code < 600)
    except SMTPResponseException as error:
        return Failure(
            said(error.smtp_code, error.smtp_error), connection_lost=error.smtp_code == CLOSING_DOWN
        )
    except (SMTPException, ValueError) as error:
        return Failure(type(error).__name__, connection_lost=isinstance(error, SMTPServerDisconnected))
    except OSError as error:
        return Failure(type(error).__name__, connection_lost=True)


def record(letter: Letter, failure: Failure | None, *, now: datetime) -> str:
    """Write down what became of ``letter`` and return it in a word of ``Round``."""
    if failure is None:
        letter.note_sent(at=now)
        log.info("Letter %s was sent.", letter.pk)
        return "sent"
    if letter.note_failed(at=now, because=failure.because, for_good=failure.for_good):
        log.warning("Letter %s did not leave and will be tried again.", letter.pk)
        return "put_off"
    log.error("Letter %s was given up; `firsthand manage letters --show %s` says why.", letter.pk, letter.pk)
    return "given_up"


def message_of(letter: Letter, connection: Any) -> EmailMessage:
    """Return ``letter`` as a plain message. The headers ask machines not to answer it (RFC 3834)."""
    return EmailMessage(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.to_address],
        connection=connection,
        headers={
            "Message-ID": message_id(letter),
            "Content-Language": letter.language,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )


def message_id(letter: Letter) -> str:
    """Return the id under which ``letter`` leaves, however often it does. It does not tell the key."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{salted_hmac('firsthand.post.message', letter.key).hexdigest()}@{domain}>"


def said(code: int, words: bytes | str) -> str:
    """Return the answer of the mail server as one line for the operator."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(f"{code} {text}".split()).replace("\x00", "")


def kind_of(error: OSError) -> str:
    code = error.smtp_code if isinstance(error, SMTPResponseException) else error.errno
    return f"{type(error).__name__} {code}" if code else type(error).__name__
