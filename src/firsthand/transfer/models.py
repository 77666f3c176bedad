from django.db import models
from django.utils import timezone

from firsthand.people.models import Author
from firsthand.stories.models import Revision, Story


class BroughtAuthor(models.Model):
    """Who somebody is that another place names as an author: one author here, however often they come."""

    source = models.CharField(max_length=200)
    login = models.CharField(max_length=200)
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "login"], name="somebody_elsewhere_is_one_author")
        ]

    def __str__(self) -> str:
        return f"{self.login} of {self.source}"


class Brought(models.Model):
    """That something of another place came here, and as which story; a second import finds it by this.

    ``key`` is a hash of where it was and how it is called there, ``digest`` one of its words as they came. A post too
    long for one story came in parts. The row outlives its story, so that what was deleted here does not come again.
    """

    key = models.CharField(max_length=64)
    part = models.PositiveSmallIntegerField(default=0)
    story = models.ForeignKey(Story, null=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    digest = models.CharField(max_length=64)
    brought_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "part"], name="what_came_is_brought_once")]

    def __str__(self) -> str:
        return f"{self.story}, brought {self.brought_at:%Y-%m-%d}"
