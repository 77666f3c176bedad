from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firsthand.audience.rung import Rung
from firsthand.people.models import Author, Circle, RoleHeld
from firsthand.place.ids import random_id

from ..slug import slug_of
from ..visible import processes_open_to

if TYPE_CHECKING:
    from firsthand.audience.reader import Reader


class Processes(models.QuerySet["Process"]):
    def visible_to(self, reader: Reader) -> Processes:
        """Keep the processes that exist for ``reader``."""
        return self.filter(processes_open_to(reader))


class Process(models.Model):
    """A process of the company that is told. It, its phases and its events stand on one rung together."""

    public_id = models.CharField(max_length=16, unique=True, default=random_id, editable=False)
    name = models.CharField(_("name"), max_length=120)
    line = models.CharField(_("in one sentence"), max_length=300, blank=True)
    rung = models.SmallIntegerField(choices=Rung, default=Rung.COMPANY)
    answers_for_it = models.ForeignKey(
        Author, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    told_every_days = models.PositiveSmallIntegerField(_("promise, in days"), null=True, blank=True)
    circles = models.ManyToManyField(Circle, through="ProcessCircle", related_name="processes")

    objects = Processes.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_process_stands_on_a_rung", condition=Q(rung__range=(0, 4)))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return slug_of(self.name)

    def get_absolute_url(self) -> str:
        return reverse("process", args=[self.public_id, self.slug])

    def is_kept_by(self, user: Any) -> bool:
        """Say whether ``user`` may change it: whoever makes processes, and whoever answers for this one."""
        if makes_processes(user):
            return True
        answers = self.answers_for_it
        return answers is not None and user.is_active and answers.user_id == user.pk


def makes_processes(user: Any) -> bool:
    """Say whether ``user`` makes and keeps processes here. Which of them they find is for the gate to say."""
    if user.pk is None or not user.is_active:
        return False
    return user.roles.filter(role__in=[RoleHeld.Role.EDITOR, RoleHeld.Role.ADMINISTRATOR]).exists()


class ProcessOpening(models.Model):
    """That a process went to a rung of its own accord or with a story: from where, by whom and when."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="openings")
    from_rung = models.SmallIntegerField(choices=Rung)
    to_rung = models.SmallIntegerField(choices=Rung)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.process} to {self.to_rung}"


class ProcessCircle(models.Model):
    """That a circle takes part in a process, and who let it; one of them is its team."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="its_circles")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    is_team = models.BooleanField(default=False)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["process", "circle"], name="a_circle_is_given_a_process_once"),
            models.UniqueConstraint(
                fields=["process"], condition=Q(is_team=True), name="a_process_has_one_team"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circle} in {self.process}"


class Phase(models.Model):
    """A stretch of a process, in its order."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="phases")
    name = models.CharField(max_length=80)
    place_in_order = models.PositiveSmallIntegerField(default=0)
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["place_in_order", "pk"]

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """Something dated in a process: a release, an audit closed. Planned first, then it happened."""

    public_id = models.CharField(max_length=16, unique=True, default=random_id, editable=False)
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="events")
    phase = models.ForeignKey(Phase, null=True, blank=True, on_delete=models.SET_NULL, related_name="events")
    name = models.CharField(max_length=120)
    due_on = models.DateField()
    happened_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.name
