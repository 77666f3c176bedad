from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from firsthand.people.models import Author

from .story import Story


class Bylines(models.QuerySet["Byline"]):
    def accepted(self) -> Bylines:
        """Keep those that give access and are shown."""
        return self.filter(accepted_at__isnull=False)


class Byline(models.Model):
    """An author on a story. It gives no access and is shown nowhere until the author has accepted it.

    On what was published elsewhere before, ``published_as`` is the name it stood under there; that may be said.
    """

    class Kind(models.TextChoices):
        BY = "by", _("told by")
        WITH = "with", _("with")
        GATHERED_BY = "gathered", _("gathered by")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="bylines")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.BY)
    part = models.CharField(_("your part in it"), max_length=200, blank=True)
    offered_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    published_as = models.CharField(max_length=120, blank=True)

    objects = Bylines.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "author"], name="an_author_signs_a_story_once")
        ]
        indexes = [
            models.Index(
                fields=["author", "story"], condition=Q(accepted_at__isnull=False), name="accepted_bylines"
            )
        ]

    def __str__(self) -> str:
        return f"{self.author} on {self.story}"

    def accept(self, *, at: datetime) -> None:
        """Sign: from now on the author stands on the story, reads it and may act on it."""
        self.accepted_at = at
        self.save(update_fields=["accepted_at"])
