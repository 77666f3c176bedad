from django.db import models
from django.urls import reverse

from firsthand.place.ids import random_id

from ..slug import slug_of


class Tag(models.Model):
    """A word under which stories are found. It exists for whoever can see one story that bears it."""

    public_id = models.CharField(max_length=16, unique=True, default=random_id, editable=False)
    name = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return slug_of(self.name)

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.public_id, self.slug])
