from django.conf import settings
from django.db import models
from django.utils import timezone

from firsthand.place.ids import random_id

from .story import Story


class Picture(models.Model):
    """A picture given to a story, kept privately under a random name, without anything its camera wrote into it."""

    public_id = models.CharField(max_length=16, unique=True, default=random_id, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="pictures")
    file = models.CharField(max_length=60, editable=False)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.public_id
