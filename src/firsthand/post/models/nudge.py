from django.db import models


class Nudge(models.Model):
    """The last time somebody was nudged. Whom is kept as a keyed hash of the address only."""

    address_key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"nudge of {self.at:%Y-%m-%d}"
