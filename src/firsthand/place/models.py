from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

THE_ONE = 1


class Place(models.Model):
    """The place: one institution's site. There is exactly one row."""

    name = models.CharField(_("name of the place"), max_length=120, default="Firsthand")
    line = models.CharField(_("the place in one sentence"), max_length=200, blank=True)
    language = models.CharField(max_length=5, default="it")
    accent = models.CharField(
        max_length=7,
        default="#0b5a63",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour as #rrggbb."))],
    )
    time_zone = models.CharField(max_length=64, default="Europe/Rome")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(name="there_is_one_place", condition=Q(pk=THE_ONE))]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Place:
        """Return the place, made with its defaults when nobody has set it up yet."""
        return cls.objects.get_or_create(pk=THE_ONE)[0]


class ChangeClock(models.Model):
    """The tick of the change log: one row, taken by every act in turn."""

    tick = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="there_is_one_clock", condition=Q(pk=THE_ONE))]

    def __str__(self) -> str:
        return str(self.tick)


class Change(models.Model):
    """That something shown under a key is not as it was before this tick."""

    tick = models.BigIntegerField(db_index=True)
    key = models.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.tick}: {self.key}"
