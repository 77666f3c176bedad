from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from firsthand.place.ids import random_id

EVERYBODY_INSIDE = 2  # Rung.COMPANY; the rungs live on a floor above this one


class Author(models.Model):
    """A natural person who tells: a name, a face, a part at work, and their own story.

    An author may have no account (imported, or gone) and outlives it.
    """

    public_id = models.CharField(max_length=16, unique=True, default=random_id, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="author"
    )
    name = models.CharField(_("name"), max_length=120)
    part = models.CharField(_("what you do here"), max_length=200, blank=True)
    portrait = models.CharField(max_length=40, blank=True, editable=False)
    worldview = models.TextField(_("how you see your work"), blank=True)
    episode = models.TextField(_("something that happened to you"), blank=True)
    spark = models.TextField(_("the spark"), blank=True)
    own_story_rung = models.SmallIntegerField(default=EVERYBODY_INSIDE, validators=[MaxValueValidator(4)])

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_own_story_stands_on_a_rung", condition=models.Q(own_story_rung__range=(0, 4))
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return slugify(self.name) or "-"
