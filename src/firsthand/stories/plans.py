"""Openings that wait for a day, for an event, or for both."""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from firsthand.audience.rung import Rung
from firsthand.post.letters import write

from .errors import ChangedMeanwhile, NotDone, NothingToDo, NotTheirs
from .models import Event, PlannedOpening, Revision, Story
from .opening import of_story, open_story

if TYPE_CHECKING:
    from firsthand.people.models import User

log = logging.getLogger(__name__)


def plan_opening(
    story: Story,
    *,
    to: Rung,
    by: User,
    at: datetime,
    revision: Revision | None = None,
    not_before: date | None = None,
    event: Event | None = None,
    with_process: bool = False,
) -> PlannedOpening:
    """Plan that ``revision`` (the working copy without one) goes to ``to``. A waiting plan for that rung is replaced."""
    if not story.is_told_by(by):
        raise NotTheirs(_("Only who has signed a story plans its opening."))
    with transaction.atomic():
        story = Story.objects.select_for_update().get(pk=story.pk)
        if to <= story.rung:
            raise NothingToDo(_("The story already goes that far."))
        if event and event.process_id != story.telling.process_id:
            raise NotTheirs(_("A plan waits for an event of the story's own process."))
        if revision and revision.saves != of_story(story, revision).saves:
            raise ChangedMeanwhile(_("The words changed while their opening was being planned."))
        story.plans.waiting().filter(rung=to).update(called_off_at=at, called_off_by=by)
        return PlannedOpening.objects.create(
            story=story,
            revision=revision or story.working_copy,
            rung=to,
            not_before=not_before,
            event=event,
            with_process=with_process,
            planned_by=by,
            planned_at=at,
        )


def open_due(*, now: datetime) -> int:
    """Open what is due and return how many went out. Safe to repeat: a plan opens once or fails once."""
    due = PlannedOpening.objects.due(timezone.localdate(now)).select_related(
        "story", "revision", "planned_by"
    )
    return sum(carry_out(plan, now=now) for plan in due.order_by("planned_at", "pk"))


def carry_out(plan: PlannedOpening, *, now: datetime) -> bool:
    """Open as planned and say whether it went out. What a condition forbids stays closed, and its author is told."""
    try:
        with override(plan.planned_by.language):  # a refusal is a sentence to whoever planned it
            open_story(
                plan.story,
                to=Rung(plan.rung),
                by=plan.planned_by,
                at=now,
                revision=plan.revision,
                with_process=plan.with_process,
                plan=plan,
            )
    except ChangedMeanwhile:
        return False  # it is asked again in a minute
    except NothingToDo:
        PlannedOpening.objects.waiting().filter(pk=plan.pk).update(called_off_at=now)
        return False
    except NotDone as refused:
        give_up(plan, because=str(refused), now=now)
        return False
    except Exception:  # one plan that breaks must not keep the others from their day
        log.exception("The plan %s could not be carried out. It is tried again.", plan.pk)
        return False
    return True


def give_up(plan: PlannedOpening, *, because: str, now: datetime) -> None:
    """Record why the plan failed and write to whoever planned it."""
    with transaction.atomic():
        waiting = PlannedOpening.objects.waiting().filter(pk=plan.pk)
        if not waiting.update(failed_at=now, failed_because=because):
            return
        for user in told_of(plan):
            tell(user, plan, because=because, now=now)


def told_of(plan: PlannedOpening) -> list[User]:
    """Return who is told what became of the plan: whoever made it or, when they have left, the story's other authors."""
    if plan.planned_by.is_active:
        return [plan.planned_by]
    users = get_user_model().objects.filter(author__bylines__in=plan.story.bylines.accepted())
    return [user for user in users.distinct() if user.is_active]


def tell(user: User, plan: PlannedOpening, *, because: str, now: datetime) -> None:
    with override(user.language):
        about = {"title": plan.revision.title, "rung": Rung(plan.rung).label, "because": because}
        write(
            to=user.email,
            language=user.language,
            subject=_("A story of yours has not been opened as planned"),
            text=_(
                "You had planned to open “%(title)s” to: %(rung)s.\n\nIt was due and it stays closed. %(because)s\n\n"
                "Nothing is lost: mend it and open it, or plan it again."
            )
            % about,
            key=f"plan-failed:{plan.pk}:{user.public_id}",
            at=now,
            about="plan",
        )
