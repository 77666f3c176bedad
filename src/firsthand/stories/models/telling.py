from django.db import models

from .process import Event, Phase, Process


class Telling(models.Model):
    """What the language versions of one story have in common: the process, where in it, and when it happened."""

    process = models.ForeignKey(
        Process, null=True, blank=True, on_delete=models.PROTECT, related_name="tellings"
    )
    phase = models.ForeignKey(
        Phase, null=True, blank=True, on_delete=models.SET_NULL, related_name="tellings"
    )
    events = models.ManyToManyField(Event, blank=True, related_name="tellings")
    happened_from = models.DateField(null=True, blank=True)
    happened_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="it_ends_after_it_begins",
                condition=models.Q(happened_until=None)
                | models.Q(happened_until__gte=models.F("happened_from")),
            )
        ]

    def __str__(self) -> str:
        return f"told of {self.process or 'no process'}"
