"""Joining and leaving a circle: recorded, and told to those who are already in it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from firsthand.post.letters import write

from .models import Circle, Membership, User


def join(circle: Circle, user: User, *, by: User | None, at: datetime) -> Membership:
    """Put ``user`` into the circle and write to its other members. Who is in it already stays as they are."""
    with transaction.atomic():
        here = circle.memberships.filter(user=user, ended_at=None).first()
        if here is not None:
            return here
        membership = Membership.objects.create(circle=circle, user=user, joined_at=at, added_by=by)
        others = User.objects.filter(memberships__circle=circle, memberships__ended_at=None, ended_at=None)
        for member in others.exclude(pk=user.pk).distinct():
            announce(membership, to=member, at=at)
    return membership


def leave(circle: Circle, user: User, *, at: datetime) -> None:
    """Take ``user`` out of the circle, if they are in it."""
    for membership in Membership.objects.filter(circle=circle, user=user, ended_at=None):
        membership.end(at=at)


def announce(membership: Membership, *, to: User, at: datetime) -> None:
    with override(to.language):
        who, circle = membership.user.name, membership.circle.name
        write(
            to=to.email,
            language=to.language,
            subject=_("%(who)s has joined the circle %(circle)s") % {"who": who, "circle": circle},
            text=_(
                "%(who)s has joined the circle %(circle)s and can read what its teams tell among themselves."
            )
            % {"who": who, "circle": circle},
            key=f"joined:{membership.pk}:{to.pk}",
            at=at,
            about="circle",
        )
