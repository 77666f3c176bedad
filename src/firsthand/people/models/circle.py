from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from firsthand.place.ids import random_id


class Circle(models.Model):
    """Some people who work together, and who stand on the rung TEAM of the processes given to their circle."""

    name = models.CharField(max_length=120)
    public_id = models.CharField(max_length=16, unique=True, default=random_id, editable=False)

    def __str__(self) -> str:
        return self.name


class Memberships(models.QuerySet["Membership"]):
    def current(self) -> Memberships:
        """Keep those that have not ended."""
        return self.filter(ended_at=None)


class Membership(models.Model):
    """That somebody joined a circle, who let them in and when; and when it ended."""

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = Memberships.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "user"],
                condition=Q(ended_at=None),
                name="one_is_in_a_circle_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.circle}"

    def end(self, *, at: datetime) -> None:
        """Take the member out of the circle from now on."""
        self.ended_at = at
        self.save(update_fields=["ended_at"])
