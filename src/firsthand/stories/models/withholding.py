from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from firsthand.audience.rung import Rung
from firsthand.place.ids import random_id

from ..document.withholding import Withheld
from .process import Event
from .story import Story

# The withholding that is looked at as if it were lifted already, by its key; None nearly always.
_lifting: ContextVar[int | None] = ContextVar("lifting", default=None)


@contextmanager
def as_if_lifted(withholding: Withholding) -> Iterator[None]:
    """Let what is asked within find ``withholding`` out of force. Nothing is read to anybody meanwhile."""
    token = _lifting.set(withholding.pk)
    try:
        yield
    finally:
        _lifting.reset(token)


class Withholdings(models.QuerySet["Withholding"]):
    def in_force(self, now: datetime) -> Withholdings:
        """Keep those that hold at ``now``: neither lifted nor past their date or event."""
        today = timezone.localdate(now)
        in_force = self.filter(
            Q(until_on=None) | Q(until_on__gt=today),
            Q(until_event__happened_on=None) | Q(until_event__happened_on__gt=today),
            lifted_at=None,
        )
        looked_past = _lifting.get()
        return in_force.exclude(pk=looked_past) if looked_past else in_force


class Withholding(models.Model):
    """Words that stay inside a rung whatever revision is shown: found by what they are, not by where they stood."""

    public_id = models.CharField(max_length=16, unique=True, default=random_id, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="withholdings")
    words = models.TextField()
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    up_to = models.SmallIntegerField(choices=Rung)
    say = models.CharField(max_length=200, blank=True)
    because = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until_on = models.DateField(null=True, blank=True)
    until_event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = Withholdings.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="words_are_withheld_inside_a_rung", condition=Q(up_to__range=(0, 3))),
            models.CheckConstraint(name="withholding_has_a_reason", condition=~Q(because="") & ~Q(words="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} on {self.story}"

    def as_withheld(self) -> Withheld:
        return Withheld(
            words=self.words, before=self.before, after=self.after, up_to=self.up_to, say=self.say
        )
