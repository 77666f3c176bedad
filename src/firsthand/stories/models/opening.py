from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from firsthand.audience.rung import Rung

from ..errors import NotTheirs
from .process import Event
from .revision import Revision
from .story import Story

if TYPE_CHECKING:
    from firsthand.people.models import User


class Opening(models.Model):
    """That a story went to a rung: which words, from where, by whom and when. Taking it back is a row too."""

    class Kind(models.TextChoices):
        OPENED = "opened", gettext_lazy("opened")
        NEWER_WORDS = "newer", gettext_lazy("newer words shown")
        MASKED = "masked", gettext_lazy("words masked")
        TAKEN_BACK = "taken back", gettext_lazy("taken back")
        ALREADY_PUBLIC = "already public", gettext_lazy("was already public")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="openings")
    kind = models.CharField(max_length=20, choices=Kind)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="openings")
    from_rung = models.SmallIntegerField(choices=Rung)
    to_rung = models.SmallIntegerField(choices=Rung)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    plan = models.ForeignKey(
        "PlannedOpening", null=True, blank=True, on_delete=models.PROTECT, related_name="openings"
    )

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="only_taking_back_goes_inwards",
                condition=Q(kind="taken back") | Q(to_rung__gte=models.F("from_rung")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.story} {self.kind} to {self.to_rung}"


class Plans(models.QuerySet["PlannedOpening"]):
    def waiting(self) -> Plans:
        """Keep those that have neither opened, failed nor been called off."""
        return self.filter(opened_at=None, failed_at=None, called_off_at=None)

    def due(self, today: date) -> Plans:
        """Keep the waiting ones whose day has come and whose event has happened."""
        return self.waiting().filter(
            Q(not_before=None) | Q(not_before__lte=today), Q(event=None) | Q(event__happened_on__lte=today)
        )


class PlannedOpening(models.Model):
    """That a story shall go further out, with these words, on a day, after an event, or both."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="plans")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    rung = models.SmallIntegerField(choices=Rung)
    not_before = models.DateField(null=True, blank=True)
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    with_process = models.BooleanField(default=False)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failed_because = models.TextField(blank=True)

    objects = Plans.as_manager()

    class Meta:
        ordering = ["planned_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_plan_waits_for_something",
                condition=Q(not_before__isnull=False) | Q(event__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.story} to {self.rung}"

    def call_off(self, *, by: User, at: datetime) -> None:
        """Let nothing come of the plan, unless it has opened already. Raises ``NotTheirs``."""
        if not self.story.is_told_by(by):
            raise NotTheirs(_("Only who has signed a story calls off its plans."))
        type(self).objects.waiting().filter(pk=self.pk).update(called_off_at=at, called_off_by=by)
        self.refresh_from_db()
