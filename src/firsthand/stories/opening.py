"""How a story goes further out, or comes back: every opening there is passes ``open_story``.

The conditions are asked outside the transaction; inside it, the story is checked to be the one that they saw. Every
act is a row with who and when, writes its keys to the change log in its own transaction, and returns after the
commit and one lease: what was closed is gone from every worker when the caller goes on.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from firsthand.audience.rung import Rung
from firsthand.place import changes

from .conditions import blockers
from .errors import Blocked, ChangedMeanwhile, NothingToDo, NotTheirs, Superseded
from .models import Opening, PlannedOpening, Process, ProcessOpening, Revision, Story
from .slug import slug_of

if TYPE_CHECKING:
    from firsthand.people.models import User

Kind = Opening.Kind


def open_story(
    story: Story,
    *,
    to: Rung,
    by: User,
    at: datetime,
    revision: Revision | None = None,
    with_process: bool = False,
    kind: Kind | None = None,
    plan: PlannedOpening | None = None,
    told_at: datetime | None = None,
    acts_seen: int | None = None,
) -> Opening:
    """Show ``revision`` (its working copy without one) to the rung ``to`` and return the record of it.

    What ``by`` has seen is what goes out: when the revision was saved again since it was loaded, or the story is not
    in the state ``acts_seen`` any more, nothing is opened.
    ``kind`` is given only by an import ("was already public"), which may open what ``by`` has not signed. With
    ``with_process`` the process goes as far as the story in the same act. Raises ``NotTheirs``, ``NothingToDo``,
    ``Blocked`` with all reasons, or ``ChangedMeanwhile``; then nothing has changed.
    """
    story = Story.objects.select_related("telling__process").get(pk=story.pk)
    saves_seen = revision.saves if revision else None
    revision = of_story(story, revision) if revision else story.working_copy
    if saves_seen not in (None, revision.saves) or acts_seen not in (None, story.acts):
        raise ChangedMeanwhile(_("The story is not any more what was seen before it was opened."))
    if kind is not Kind.ALREADY_PUBLIC and not story.is_told_by(by):
        raise NotTheirs(_("Only who has signed a story opens it."))
    if to < story.rung or to == Rung.SELF or (to == story.rung and revision.pk == story.shown_revision_id):
        raise NothingToDo(_("The story already goes that far, with these words."))

    if plan and story.shown_revision and story.shown_revision.number > revision.number:
        raise Superseded(_("Newer words have been shown since. Plan it again with them."))

    found = [b for b in blockers(story, revision, to) if not (with_process and b.code == "process-nearer")]
    if found:
        raise Blocked(found)

    with transaction.atomic():
        process = lock_process(story)
        widen_process(process, to, by=by, at=at, allowed=with_process)
        locked = lock(story)
        if revision.saves != Revision.objects.values_list("saves", flat=True).get(pk=revision.pk):
            raise ChangedMeanwhile(_("The words changed while they were being opened."))
        opening = Opening.objects.create(
            story=story,
            kind=kind or (Kind.OPENED if to > locked.rung else Kind.NEWER_WORDS),
            revision=revision,
            from_rung=locked.rung,
            to_rung=to,
            by=by,
            at=at,
            plan=plan,
        )
        if plan and not PlannedOpening.objects.waiting().filter(pk=plan.pk).update(opened_at=at):
            raise ChangedMeanwhile(_("The plan was called off while it was being carried out."))
        show(story, revision, rung=to, told_at=locked.told_at or told_at or at)
        changed(story)
    changes.wait_out_the_lease()
    return opening


def take_back(story: Story, *, to: Rung, by: User, at: datetime) -> Opening:
    """Bring the story back to the nearer rung ``to`` at once, and call off its plans to go further out than that.

    Narrowing passes no condition. Raises ``NotTheirs`` or ``NothingToDo``.
    """
    if not story.is_told_by(by):
        raise NotTheirs(_("Only who has signed a story takes it back."))
    with transaction.atomic():
        locked = Story.objects.select_for_update().get(pk=story.pk)
        if to >= locked.rung:
            raise NothingToDo(_("The story does not go further out than that."))
        opening = bring_back(locked, to=to, by=by, at=at)
    changes.wait_out_the_lease()
    return opening


def open_process(process: Process, *, to: Rung, by: User, at: datetime) -> None:
    """Let the process, its phases and its events be read as far as ``to``. No story of it moves.

    Raises ``NotTheirs`` or ``NothingToDo``.
    """
    if not process.is_kept_by(by):
        raise NotTheirs(_("Only who keeps a process opens it."))
    with transaction.atomic():
        process = Process.objects.select_for_update().get(pk=process.pk)
        if to <= process.rung:
            raise NothingToDo(_("The process goes that far already."))
        move(process, to, by=by, at=at)
        changes.append(["stories"])
    changes.wait_out_the_lease()


def narrow_process(process: Process, *, to: Rung, by: User, at: datetime) -> list[Story]:
    """Bring a process back to ``to``, with every story of it that stood further out; return those stories.

    Whoever keeps the process may, whether they read the stories or not: narrowing passes no condition. Raises
    ``NotTheirs`` or ``NothingToDo``.
    """
    if not process.is_kept_by(by):
        raise NotTheirs(_("Only who keeps a process brings it back."))
    with transaction.atomic():
        process = Process.objects.select_for_update().get(pk=process.pk)
        if to >= process.rung:
            raise NothingToDo(_("The process does not go further out than that."))
        move(process, to, by=by, at=at)
        # Who planned to take the process along did so before it was brought back: when due, they are asked again.
        PlannedOpening.objects.waiting().filter(story__telling__process=process, rung__gt=to).update(
            with_process=False
        )
        further_out = Story.objects.filter(telling__process=process, rung__gt=to)
        stories = list(further_out.select_for_update(of=("self",)))
        for story in stories:
            bring_back(story, to=to, by=by, at=at)
        changes.append(["stories"])
    changes.wait_out_the_lease()
    return stories


def bring_back(story: Story, *, to: Rung, by: User, at: datetime) -> Opening:
    assert story.shown_revision is not None  # the database keeps this promise for whatever stands further out
    opening = Opening.objects.create(
        story=story,
        kind=Kind.TAKEN_BACK,
        revision=story.shown_revision,
        from_rung=story.rung,
        to_rung=to,
        by=by,
        at=at,
    )
    story.plans.waiting().filter(rung__gt=to).update(called_off_at=at, called_off_by=by)
    Story.objects.filter(pk=story.pk).update(rung=to)
    changed(story)
    return opening


def show(story: Story, revision: Revision, **fields: Any) -> None:
    """Make ``revision`` the shown one."""
    Story.objects.filter(pk=story.pk).update(shown_revision=revision, **words_of(revision), **fields)


def words_of(revision: Revision) -> dict[str, Any]:
    return {
        "title": revision.title,
        "slug": slug_of(revision.title),
        "document": revision.document,
        "after_reading": revision.after_reading,
    }


def of_story(story: Story, revision: Revision) -> Revision:
    """Return the revision as it is saved now. Words of another story are nobody's to show here."""
    if revision.story_id != story.pk:
        raise NotTheirs(_("These are the words of another story."))
    return Revision.objects.get(pk=revision.pk)


def changed(story: Story) -> None:
    """Note in the change log, and on the story itself, that something about it is not as it was."""
    Story.objects.filter(pk=story.pk).update(acts=F("acts") + 1)
    changes.append([f"story:{story.public_id}", "stories"])


def lock(story: Story) -> Story:
    """Return the story as it stands in the database, kept so until the transaction ends."""
    locked = Story.objects.select_for_update().get(pk=story.pk)
    if locked.acts != story.acts:
        raise ChangedMeanwhile(_("Somebody else acted on this story just now."))
    return locked


def lock_process(story: Story) -> Process | None:
    if story.telling.process_id is None:
        return None
    return Process.objects.select_for_update().get(pk=story.telling.process_id)


def widen_process(process: Process | None, to: Rung, *, by: User, at: datetime, allowed: bool) -> None:
    if process is None or process.rung >= to:
        return
    if not allowed:
        raise ChangedMeanwhile(_("The process was brought back while the story was being opened."))
    move(process, to, by=by, at=at)


def move(process: Process, to: Rung, *, by: User, at: datetime) -> None:
    """Set the process, which the caller holds, on a rung, and record it."""
    ProcessOpening.objects.create(process=process, from_rung=process.rung, to_rung=to, by=by, at=at)
    process.rung = to
    process.save(update_fields=["rung"])
