from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from .story import TITLE_LENGTH, Story


class Revision(models.Model):
    """The words of a story as somebody left them. The newest is the working copy; older ones never change.

    ``saves`` counts how often an autosave rewrote it in place; ``provenance`` is a run-length list over its plain
    text: [length in code points, how, actor, number of the revision in which the run first stood].
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    saves = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    document = models.JSONField()
    schema = models.PositiveSmallIntegerField()
    after_reading = models.CharField(max_length=140, blank=True)
    provenance = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="revisions_are_numbered")]

    def __str__(self) -> str:
        return f"{self.story} #{self.number}"
