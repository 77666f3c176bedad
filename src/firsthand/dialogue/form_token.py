"""The token of the reply form: says which story it is for and when it was handed out, signed, without any session.

A form that comes back within a breath was filled in by a program; one that comes back after half a day may have been
kept for later by one. Either way whoever wrote it is asked to send it again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from django.core import signing

LEAST = timedelta(seconds=3)
MOST = timedelta(hours=12)
SALT = "firsthand.dialogue.form"


class Fault(StrEnum):
    """Why a token is not taken."""

    TOO_YOUNG = "too young"
    TOO_OLD = "too old"
    NOT_OURS = "not ours"


def hand_out(story_id: str, *, now: datetime) -> str:
    """Return a token for the reply form of the story with this public id."""
    return signing.Signer(salt=SALT).sign_object([story_id, int(now.timestamp())])


def fault_of(token: str, story_id: str, *, now: datetime) -> Fault | None:
    """Return why the token may not be used for this story at ``now``; None when it may."""
    try:
        for_story, handed_out = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return Fault.NOT_OURS
    if for_story != story_id:
        return Fault.NOT_OURS
    age = timedelta(seconds=now.timestamp() - handed_out)
    if age < LEAST:
        return Fault.TOO_YOUNG
    return Fault.TOO_OLD if age > MOST else None
