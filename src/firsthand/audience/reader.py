from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from firsthand.people.models import Author, Membership

from .rung import Rung

if TYPE_CHECKING:
    from firsthand.people.models import User


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Whoever is asking, at one moment. A stranger is a reader too.

    Nothing here tells a role: editors, reviewers and administrators read as the colleagues they are.
    """

    now: datetime
    standing: Rung = Rung.EVERYONE
    user_id: int | None = None
    author_id: int | None = None
    circle_ids: frozenset[int] = frozenset()

    @classmethod
    def of(cls, user: User | None, *, now: datetime) -> Reader:
        """Return the reader that ``user`` is now; a stranger when there is no account or it has ended."""
        if user is None or not user.is_authenticated or not user.is_active:
            return cls(now=now)
        return cls(
            now=now,
            standing=Rung(user.standing),
            user_id=user.pk,
            author_id=Author.objects.filter(user=user).values_list("pk", flat=True).first(),
            circle_ids=frozenset(
                Membership.objects.current().filter(user=user).values_list("circle_id", flat=True)
            ),
        )

    @property
    def is_stranger(self) -> bool:
        return self.user_id is None
