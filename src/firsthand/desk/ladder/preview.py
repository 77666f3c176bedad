"""The story exactly as somebody on a rung reads it. Shown to its authors only, and kept nowhere."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from firsthand.audience.reader import Reader
from firsthand.audience.rung import Rung
from firsthand.stories.models import Story, Withholding
from firsthand.stories.seen import Around, Seen

from ..mine import my_story
from . import words

if TYPE_CHECKING:
    from firsthand.stories.models import Revision

NOBODY = 0  # the account of somebody imagined: no row has it, so nothing is theirs


class AsRead(Seen):
    """A story of the author's in front of somebody imagined on ``rung``, where it stands or as if it stood there.

    It is made without the gate, which its author has passed already. What stands around the story (its process, its
    other versions, the stories it links to) is what both the imagined reader and the author may see: an author who is
    a guest here learns nothing of what colleagues read.
    """

    def __init__(self, story: Story, *, author: Reader, rung: Rung, newest: Revision | None) -> None:
        self.story, self.clearance = as_if_open(story, rung, author.now), rung
        self.reader = author if rung == Rung.SELF else imagined(story, author=author, rung=rung)
        in_force = Withholding.objects.in_force(author.now).filter(story=story)
        self.withheld = tuple(row.as_withheld() for row in in_force)
        self._around = Around([self.story], author, self.reader)
        self.is_working_copy = rung == Rung.SELF
        self._words = newest or story


def as_if_open(story: Story, rung: Rung, now: datetime) -> Story:
    """Return a copy of ``story`` that stands at least on ``rung``. It is never saved."""
    there = copy(story)
    if rung > there.rung:
        there.rung, there.told_at = rung, there.told_at or now
    return there


def imagined(story: Story, *, author: Reader, rung: Rung) -> Reader:
    """Return somebody who stands on ``rung`` of ``story``, and nowhere that ``author`` does not."""
    process = story.telling.process
    circles = process.circles.values_list("pk", flat=True) if process and rung == Rung.TEAM else ()
    return Reader(
        now=author.now,
        standing=max(rung, author.standing),
        user_id=None if rung == Rung.EVERYONE else NOBODY,
        circle_ids=author.circle_ids.intersection(circles),
    )


@never_cache
@login_required
@require_safe
def as_read(request: HttpRequest, public_id: str, rung: int) -> HttpResponse:
    """Show the words that are read at ``rung`` now; where the story does not stand yet, those that would be."""
    story = my_story(request, public_id)
    if rung not in Rung.values:
        raise Http404
    newest = story.working_copy
    stands_there = Rung.SELF < rung <= story.rung
    has_newer = stands_there and newest.pk != story.shown_revision_id
    newer = has_newer and request.GET.get("words") == "newest"
    seen = AsRead(
        story,
        author=request.reader,  # type: ignore[attr-defined]
        rung=Rung(rung),
        newest=None if stands_there and not newer else newest,
    )
    phases = list(seen.process.phases.all()) if seen.process else []
    needs = {
        "seen": seen,
        "phases": phases,
        "phase_number": phases.index(seen.phase) + 1 if seen.phase in phases else None,
        "rung": rung,
        "look": words.YOU_LOOK[Rung(rung)],
        "stands_there": stands_there,
        "has_newer": has_newer,
        "newer": newer,
    }
    return render(request, "desk/as_read.html", needs)
