from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from firsthand.audience.rung import Rung
from firsthand.place.ids import random_id
from firsthand.stories.models import Story

LONGEST = 4000


class Replies(models.QuerySet["Reply"]):
    def waiting(self) -> Replies:
        """Keep those that nobody has decided on yet, longest waiting first."""
        return self.filter(state=Reply.State.WAITING).order_by("made_at", "pk")

    def shown_at(self, clearance: Rung) -> Replies:
        """Keep those that somebody who reads the story at ``clearance`` finds under it, oldest first."""
        return self.filter(state=Reply.State.SHOWN, rung__gte=clearance).order_by("made_at", "pk")


class Reply(models.Model):
    """What a reader wrote back. It waits until an author of the story has read it.

    It has a rung of its own, no further out than the story stood when it was written. Somebody signed in replies with
    their account; a stranger gives a name, and an address if they wish, which is shown to nobody.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be read")
        SHOWN = "shown", _("Shown under the story")
        DECLINED = "declined", _("Declined")

    public_id = models.CharField(max_length=16, unique=True, default=random_id, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="replies")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    name = models.CharField(_("your name"), max_length=120, blank=True)
    address = models.EmailField(_("your address"), blank=True)
    words = models.TextField(_("your reply"))
    rung = models.SmallIntegerField(choices=Rung)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    declined_because = models.CharField(max_length=200, blank=True)

    objects = Replies.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_reply_stands_on_a_rung", condition=Q(rung__range=(0, 4))),
            models.CheckConstraint(name="a_reply_says_something", condition=~Q(words="")),
            models.CheckConstraint(name="a_reply_ends", condition=LessThanOrEqual(Length("words"), LONGEST)),
            models.CheckConstraint(
                name="a_reply_comes_from_an_account_or_a_name",
                condition=Q(user__isnull=False, name="", address="") | Q(user=None) & ~Q(name=""),
            ),
            models.CheckConstraint(
                name="a_decided_reply_says_who_and_when",
                condition=Q(state="waiting", decided_by=None, decided_at=None)
                | ~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_declined_reply_has_a_reason", condition=~Q(state="declined", declined_because="")
            ),
        ]
        indexes = [models.Index(fields=["story", "state", "made_at"], name="replies_of_a_story")]

    def __str__(self) -> str:
        return f"{self.who} on {self.story_id}"

    @property
    def who(self) -> str:
        """The name that stands beside the words."""
        return self.user.name if self.user else self.name
