"""Coming in by a link that works once."""

import hashlib
import secrets
from datetime import datetime, timedelta

from .models import SignInLink, User

LINK_LASTS = timedelta(minutes=30)


def make_link(user: User, *, at: datetime, lasts: timedelta = LINK_LASTS) -> str:
    """Return the path of a link that lets ``user`` in once, until ``lasts`` has gone by."""
    secret = secrets.token_urlsafe(32)
    SignInLink.objects.create(user=user, digest=digest_of(secret), made_at=at, expires_at=at + lasts)
    return f"/sign-in/{secret}"


def owner_of(secret: str, *, at: datetime) -> User | None:
    """Return whom the link would let in, without using it up; None when it is unknown, used or too old."""
    link = SignInLink.objects.select_related("user").filter(digest=digest_of(secret), used_at=None).first()
    if link is None or link.expires_at <= at or not link.user.is_active:
        return None
    return link.user


def use_link(secret: str, *, at: datetime) -> User | None:
    """Use the link up and return whom it lets in; None when it lets nobody in (any more)."""
    user = owner_of(secret, at=at)
    used = SignInLink.objects.filter(digest=digest_of(secret), used_at=None, expires_at__gt=at).update(
        used_at=at
    )
    return user if used else None


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
