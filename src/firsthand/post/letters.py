"""Writing letters. A letter is a row of the caller's transaction: no act, no letter. Nothing leaves here."""

import re
import textwrap
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from .models import Letter

OF_USE_FOR = timedelta(days=14)
COLUMNS = 72
LONGEST_SUBJECT = 200

# Control characters, halves of surrogate pairs, and the marks that turn the direction of writing around.
UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)
NEW_LINE = re.compile("\r\n|[\r\x85\u2028\u2029]")


class BadLetter(ValueError):
    """A letter that cannot be written. The sentence names the fault, never the address or the words."""


def write(
    *,
    to: str,
    language: str,
    subject: str,
    text: str,
    key: str,
    at: datetime,
    about: str,
    not_after: datetime | None = None,
) -> Letter:
    """Put a letter into the outbox and return it; the letter already there when one has this ``key``.

    ``about`` is one short word for the kind of letter. ``not_after`` is when it stops being of use, a fortnight
    after ``at`` unless said: it is not sent later, and what is of use for the shortest time is sent first. The
    text is plain; its lines are wrapped, its links are not. Raises ``BadLetter``.
    """
    letter, _ = Letter.objects.get_or_create(
        key=one_word(key, "key", longest=200),
        defaults={
            "about": one_word(about, "about", longest=40),
            "to_address": address(to),
            "language": known(language),
            "subject": one_line(subject),
            "text": wrapped(text),
            "made_at": at,
            "not_before": at,
            "not_after": not_after or at + OF_USE_FOR,
        },
    )
    return letter


def address(written: str) -> str:
    try:
        validate_email(written)
    except ValidationError:
        raise BadLetter("The address of a letter is not one; write it like name@example.org.") from None
    if len(written) > 254 or not written.isprintable():
        raise BadLetter("The address of a letter is not one; write it like name@example.org.")
    return written


def known(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise BadLetter(
            f"A letter's language is '{language}'; write one of {', '.join(dict(settings.LANGUAGES))}."
        )
    return language


def one_word(written: str, name: str, *, longest: int) -> str:
    if not re.fullmatch(r"[!-~]+", written) or len(written) > longest:
        raise BadLetter(f"A letter's {name} is up to {longest} characters of ASCII without spaces.")
    return written


def one_line(subject: str) -> str:
    """Return ``subject`` as one line: it may hold a title, and a title may hold anything.

    >>> one_line("Hello\\r\\nBcc:  somebody")
    'Hello Bcc: somebody'
    """
    line = " ".join(UNWRITABLE.sub("", subject).split())
    if not line:
        raise BadLetter("A letter has no subject; give it one.")
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1].rstrip() + "…"


def wrapped(text: str) -> str:
    """Return ``text`` in lines of at most 72 characters, the paragraphs as they were. A long word stays whole."""
    lines = UNWRITABLE.sub("", NEW_LINE.sub("\n", text)).strip("\n").split("\n")
    if not any(line.strip() for line in lines):
        raise BadLetter("A letter has no text; give it one.")
    wrap = textwrap.TextWrapper(COLUMNS, break_long_words=False, break_on_hyphens=False)
    return "\n".join(part for line in lines for part in wrap.wrap(line.rstrip()) or [""]) + "\n"
