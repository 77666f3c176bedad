"""Keeping words inside after they went out: by a mask of the author's, or by withholding. At once, and for nothing.

Both only narrow, so neither passes a condition.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.audience.rung import Rung
from firsthand.people.models import RoleHeld
from firsthand.place import changes

from .conditions import Blocker
from .document.folding import findable, occurrences
from .document.masking import only_narrows
from .document.recurrence import hidden_words, phrases_of
from .document.validation import BadDocument, one_line, read
from .errors import Blocked, NotDone, NothingToDo, NotTheirs
from .models import Event, Opening, Revision, Story, Withholding
from .opening import changed, show
from .writing import add_revision

if TYPE_CHECKING:
    from firsthand.people.models import User

LONGEST_PHRASE = 200


def mask_now(story: Story, *, document: dict[str, Any], by: User, at: datetime) -> Revision:
    """Show ``document`` at once in place of the shown one, which it repeats with more words masked or nearer.

    Raises ``BadDocument`` when it does anything else than that, ``NotTheirs``, or ``NothingToDo``.
    """
    if not story.is_told_by(by):
        raise NotTheirs("Only who has signed a story masks its words.")
    masked = read(document)
    with transaction.atomic():
        story = Story.objects.select_for_update().get(pk=story.pk)
        if story.shown_revision is None or masked == story.document:
            raise NothingToDo("Nothing would be masked that is not masked already.")
        if not only_narrows(story.document, masked):
            raise BadDocument(
                _("it changes more than masks; show newer words by opening them"), where="document"
            )
        refuse_telling_phrases(story, phrases_in(masked) - phrases_in(story.document), masked)
        newest, shown = story.working_copy, story.shown_revision
        words: dict[str, Any] = {
            "title": story.title,
            "after_reading": story.after_reading,
            "document": masked,
        }
        revision = add_revision(story, number=newest.number + 1, by=by, at=at, before=shown, **words)
        Opening.objects.create(
            story=story,
            kind=Opening.Kind.MASKED,
            revision=revision,
            from_rung=story.rung,
            to_rung=story.rung,
            by=by,
            at=at,
        )
        show(story, revision)
        if newest.pk != shown.pk and any(getattr(newest, name) != value for name, value in words.items()):
            put_back_on_top(story, newest, number=revision.number + 1, at=at)
        changed(story)
    changes.wait_out_the_lease()
    return revision


def phrases_in(document: dict[str, Any]) -> set[str]:
    return set(phrases_of(document, Rung.EVERYONE))


def refuse_telling_phrases(
    story: Story, phrases: Iterable[str], document: dict[str, Any], *, also: str = ""
) -> None:
    """Refuse a new phrase that tells what is masked, or the withheld words ``also``, where the story stands.

    Phrases that stand already are let be: nothing may keep words from being hidden at once.
    """
    hidden = [words for rung in range(Rung.TEAM, story.rung + 1) for words in hidden_words(document, rung)]
    for words in [*hidden, *filter(None, [also])]:
        if any(occurrences(words, phrase) for phrase in phrases):
            raise Blocked(
                [
                    Blocker(
                        "phrase",
                        _("What is said instead repeats “%(words)s”. Say it in other words.")
                        % {"words": words},
                    )
                ]
            )


def put_back_on_top(story: Story, newest: Revision, *, number: int, at: datetime) -> None:
    """Keep the words in writing the working copy, on top of the masked revision."""
    add_revision(
        story,
        number=number,
        by=newest.made_by,
        at=at,
        before=newest,
        title=newest.title,
        document=newest.document,
        after_reading=newest.after_reading,
    )


def withhold(
    story: Story,
    *,
    words: str,
    up_to: Rung,
    because: str,
    by: User,
    at: datetime,
    before: str = "",
    after: str = "",
    say: str = "",
    until_on: date | None = None,
    until_event: Event | None = None,
) -> Withholding:
    """Keep ``words`` inside the rung ``up_to`` in every revision, until a date or an event. Authors and reviewers may.

    Raises ``NotTheirs``, ``NotDone`` when no word is in ``words``, or ``Blocked`` when ``say`` tells what it should hide.
    """
    if not (story.is_told_by(by) or by.holds(RoleHeld.Role.REVIEWER)):
        raise NotTheirs("Only its authors and a reviewer withhold words of a story.")
    if not findable(words):
        raise NotDone(_("There is no word in it that could be found. Copy the words from the sheet."))
    say = one_line(say, most=LONGEST_PHRASE)
    refuse_telling_phrases(story, [say], story.document, also=words)
    with transaction.atomic():
        withholding = Withholding.objects.create(
            story=story,
            words=words.strip(),
            before=before,
            after=after,
            up_to=up_to,
            say=say,
            because=because,
            by=by,
            at=at,
            until_on=until_on,
            until_event=until_event,
        )
        changed(story)
    changes.wait_out_the_lease()
    return withholding
