"""At most one nudge a week for anybody, whatever the room that would like to nudge."""

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from .models import Nudge

BETWEEN_TWO = timedelta(days=7)


def address_key(address: str) -> str:
    """Return the key of ``address`` in our memory: a keyed hash, the same for capitals and small letters."""
    return salted_hmac("firsthand.post.nudge", address.strip().casefold(), algorithm="sha256").hexdigest()


def may_nudge(address_key: str, *, now: datetime) -> bool:
    """Say whether a week has gone by since the last nudge. Asking takes nothing: ``note_nudge`` decides."""
    return not Nudge.objects.filter(address_key=address_key, at__gt=now - BETWEEN_TWO).exists()


def note_nudge(address_key: str, *, now: datetime) -> bool:
    """Take this week's nudge; say whether it was still there. Of two who ask at once, one gets it.

    Call it in the transaction that writes the letter, and write the letter only when the answer is yes.
    """
    _, first_ever = Nudge.objects.get_or_create(address_key=address_key, defaults={"at": now})
    if first_ever:
        return True
    return bool(Nudge.objects.filter(address_key=address_key, at__lte=now - BETWEEN_TWO).update(at=now))
