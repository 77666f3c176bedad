from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firsthand.audience.rung import Rung
from firsthand.place.ids import random_id

from ..document import EMPTY
from ..visible import stories_open_to
from .tag import Tag
from .telling import Telling

if TYPE_CHECKING:
    from firsthand.audience.reader import Reader

    from .revision import Revision

TITLE_LENGTH = 300


def empty_document() -> dict[str, Any]:
    return deepcopy(EMPTY)


class Stories(models.QuerySet["Story"]):
    def visible_to(self, reader: Reader) -> Stories:
        """Keep the stories that exist for ``reader``: the gate through which every public surface reads."""
        return self.filter(stories_open_to(reader))

    def told(self) -> Stories:
        """Keep what has gone out and stands further out than its authors: what a list shows."""
        return self.filter(rung__gte=Rung.TEAM, told_at__isnull=False)

    def newest_first(self) -> Stories:
        return self.order_by("-told_at", "-pk")


class Story(models.Model):
    """One first-person account of a process, in one language.

    ``title``, ``slug`` and ``document`` are the shown ones; before the first opening they follow the working copy,
    which is the newest revision. State and rung never depend on one another.
    """

    class State(models.TextChoices):
        WRITING = "writing", _("being written")
        READY = "ready", _("ready")
        RESTING = "resting", _("put aside")

    class Origin(models.TextChoices):
        PROMPT = "prompt", _("a question that was put to me")
        EVENT = "event", _("something that happened in the process")
        SERIES = "series", _("the next of a series")
        IMPULSE = "impulse", _("an impulse")
        REQUESTED = "requested", _("somebody asked me to")
        IMPORTED = "imported", _("it was published elsewhere before")

    public_id = models.CharField(max_length=16, unique=True, default=random_id, editable=False)
    telling = models.ForeignKey(Telling, on_delete=models.PROTECT, related_name="stories")
    language = models.CharField(max_length=5, default="it")
    rung = models.SmallIntegerField(choices=Rung, default=Rung.SELF)
    state = models.CharField(max_length=10, choices=State, default=State.WRITING)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    slug = models.CharField(max_length=80, default="-", editable=False)
    document = models.JSONField(default=empty_document)
    after_reading = models.CharField(_("after reading it, one will know…"), max_length=140, blank=True)
    shown_revision = models.ForeignKey(
        "Revision", null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="stories")
    origin = models.CharField(max_length=12, choices=Origin)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    acts = models.PositiveIntegerField(default=0, editable=False)

    objects = Stories.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_story_stands_on_a_rung", condition=Q(rung__range=(0, 4))),
            models.CheckConstraint(
                name="what_stands_further_out_was_opened",
                condition=Q(rung=Rung.SELF) | Q(shown_revision__isnull=False, told_at__isnull=False),
            ),
            models.CheckConstraint(
                name="only_the_imported_has_no_maker",
                condition=Q(made_by__isnull=False) | Q(origin="imported"),
            ),
        ]
        indexes = [
            models.Index(fields=["rung", "-told_at"], name="story_by_rung_and_time"),
        ]

    def __str__(self) -> str:
        return self.title or self.public_id

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.public_id, self.slug])

    @property
    def working_copy(self) -> Revision:
        """The newest revision: what its authors are writing."""
        return self.revisions.order_by("-number")[0]

    def is_told_by(self, user: Any) -> bool:
        """Say whether ``user`` is one of its authors: their byline is accepted and their account has not ended."""
        if user.pk is None or not user.is_active:
            return False
        return self.bylines.accepted().filter(author__user=user.pk).exists()
