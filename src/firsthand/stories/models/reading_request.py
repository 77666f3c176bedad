from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from .story import Story


class ReadingRequests(models.QuerySet["ReadingRequest"]):
    def current(self, now: datetime) -> ReadingRequests:
        """Keep those that have not been taken back and whose time has not run out at ``now``."""
        return self.filter(ended_at=None, until__gt=now)


class ReadingRequest(models.Model):
    """An author asks somebody to read the draft, until a moment."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="reading_requests")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="asked_to_read"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ReadingRequests.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_reading_ends_after_it_was_asked", condition=Q(until__gt=models.F("asked_at"))
            )
        ]
        indexes = [
            models.Index(fields=["reader", "story"], condition=Q(ended_at=None), name="readings_asked")
        ]

    def __str__(self) -> str:
        return f"{self.reader} on {self.story}"
