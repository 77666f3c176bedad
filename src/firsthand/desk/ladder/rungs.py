"""The five rungs of one story as its author finds them on the ladder page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from firsthand.audience.rung import Rung
from firsthand.people.models import User
from firsthand.stories.conditions import Blocker, blockers
from firsthand.stories.document.folding import findable, occurrences
from firsthand.stories.document.masking import only_narrows
from firsthand.stories.document.plain import plain_text
from firsthand.stories.document.withholding import Withheld
from firsthand.stories.models import PlannedOpening, Revision, Story, Withholding

from . import words
from .sentences import Part, Span, excerpt, hidden_at, spans
from .who import OnRung, who_stands


@dataclass
class Step:
    """One rung: who stands there, how these sentences read there, what stops it, and what its button would do."""

    rung: Rung
    who: OnRung
    reads: list[Part]
    note: str
    note_more: str = ""
    blockers: list[Blocker] = field(default_factory=list)
    stops_here_first: list[Blocker] = field(default_factory=list)
    process_nearer: str = ""
    act: str = ""
    says: str = ""
    says_more: str = ""
    button: str = ""
    look_as: str = ""
    look_query: str = ""
    is_here: bool = False
    plan: PlannedOpening | None = None

    @property
    def name(self) -> str:
        return str(self.rung.label)

    @property
    def may_be_done(self) -> bool:
        return bool(self.button) and not self.blockers


@dataclass
class Ladder:
    """A story and its working copy, rung by rung. ``acts`` tells this state of it from the next."""

    story: Story
    newest: Revision
    steps: list[Step]
    spans: list[Span]
    withholdings: list[Withholding]
    has_newer_words: bool
    only_masks_are_newer: bool = False
    still_read: list[Span] = field(default_factory=list)

    @property
    def here(self) -> Step:
        return self.steps[self.story.rung]

    @property
    def plans(self) -> list[Step]:
        return [step for step in self.steps if step.plan]

    @property
    def further_out(self) -> list[Step]:
        return [step for step in self.steps if step.act == "open"]

    @property
    def process_may_lag(self) -> bool:
        """Say whether the process stands nearer in than some rung the story could go to."""
        return any(step.process_nearer for step in self.further_out)

    def preferred(self) -> Rung:
        """Return the rung to propose: the next one out that nothing stops, else the one where the story stands."""
        further = (step.rung for step in self.steps if step.act == "open" and step.may_be_done)
        return next(further, Rung(self.story.rung))


def ladder_of(story: Story, *, seen_by: User, now: datetime) -> Ladder:
    """Return the ladder of ``story`` for one of its authors. Asks the conditions of every rung further out."""
    newest = story.working_copy
    withholdings = list(
        Withholding.objects.in_force(now).filter(story=story).select_related("by", "until_event")
    )
    withheld = [row.as_withheld() for row in withholdings]
    inside = spans(newest.document, withheld=withheld)
    has_newer = story.shown_revision_id is not None and newest.pk != story.shown_revision_id
    plans = {plan.rung: plan for plan in story.plans.waiting().select_related("event")}
    replies = story.replies.count()
    steps: list[Step] = []
    for rung, who in who_stands(story, seen_by=seen_by).items():
        step = Step(
            rung=rung,
            who=who,
            reads=excerpt(newest.document, rung=rung, withheld=withheld),
            note="",
            is_here=rung == story.rung,
            plan=plans.get(rung),
        )
        step.note, step.note_more = how_it_reads(rung, inside)
        step.look_as = str(words.LOOK_AS.get(rung, ""))
        step.look_query = "?words=newest" if has_newer and rung <= story.rung else ""
        if rung > story.rung or (rung == story.rung and has_newer and rung > Rung.SELF):
            going_out(step, story, newest, hidden=len(hidden_at(inside, rung)), nearer=steps)
        elif rung < story.rung:
            coming_back(step, replies=replies)
        steps.append(step)
    has_newer = has_newer and story.rung > Rung.SELF
    only_masks = has_newer and only_masks_differ(story, newest)
    return Ladder(
        story=story,
        newest=newest,
        steps=steps,
        spans=spans(newest.document, withheld=()),
        withholdings=withholdings,
        has_newer_words=has_newer,
        only_masks_are_newer=only_masks,
        still_read=still_read(story, newest, withheld) if has_newer and not only_masks else [],
    )


def only_masks_differ(story: Story, newest: Revision) -> bool:
    """Say whether the sheet holds just the words that are shown, with more of them masked, or nearer."""
    same = (story.title, story.after_reading) == (newest.title, newest.after_reading)
    return same and story.document != newest.document and only_narrows(story.document, newest.document)


def still_read(story: Story, newest: Revision, withheld: list[Withheld]) -> list[Span]:
    """Return what is masked on the sheet and is read further out all the same, until the newer words are shown."""
    shown = plain_text(story.document, rung=Rung(story.rung), withheld=withheld).text
    fresh = [span for span in spans(newest.document) if span.up_to < story.rung]
    return [span for span in dict.fromkeys(fresh) if findable(span.words) and occurrences(span.words, shown)]


def going_out(step: Step, story: Story, newest: Revision, *, hidden: int, nearer: list[Step]) -> None:
    newer = step.rung == story.rung
    step.act = "newer" if newer else "open"
    step.button = str((words.SHOW_NEWER if newer else words.OPEN)[step.rung])
    found = blockers(story, newest, step.rung)
    step.process_nearer = next((each.reason for each in found if each.code == "process-nearer"), "")
    step.blockers = [each for each in found if each.code != "process-nearer"]
    known = {blocker.reason for before in nearer for blocker in before.blockers}
    step.stops_here_first = [each for each in step.blockers if each.reason not in known]
    if step.blockers:
        step.says = _("It cannot go there yet.")
        step.says_more = " ".join(each.reason for each in step.blockers)
    else:
        step.says = (
            _("They read the newer words, from now on.")
            if newer
            else words.will_read(step.rung, step.who.count)
        )
        step.says_more = words.masks_that_stay_closed(hidden)


def coming_back(step: Step, *, replies: int) -> None:
    step.act = "back"
    step.button = str(words.TAKE_BACK[step.rung])
    step.says = str(words.STAYS_WITH[step.rung])
    gone = _("Whoever stands further out will not find it any more.")
    step.says_more = " ".join(filter(None, [gone, words.replies_that_stay(replies)]))


def how_it_reads(rung: Rung, inside: list[Span]) -> tuple[str, str]:
    """Return what to say about the words at ``rung``: in bold, and after it."""
    if not inside or rung == Rung.SELF:
        return "", _("Reads as written.")
    hidden = hidden_at(inside, rung)
    if not hidden:
        return _("The real words, all of them."), _("Only those inside see the dotted edge.")
    fresh = [span for span in hidden if span.up_to == rung - 1]
    if not fresh:
        return _("As for: %(rung)s.") % {"rung": Rung(rung - 1).label}, ""
    changed = [
        (_("“%(words)s” becomes “%(say)s”.") if span.say else _("“%(words)s” is left out."))
        % {"words": shortened(span.words), "say": span.say}
        for span in fresh
    ]
    return " ".join(changed), ""


def shortened(text: str, most: int = 60) -> str:
    """Return ``text`` on one line, cut at a word when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + "…"


def since_when(story: Story, *, now: datetime) -> str:
    """Return in words where the story stands and since when."""
    last = story.openings.exclude(from_rung=F("to_rung")).last()
    if story.rung > Rung.SELF and last is not None:
        return words.open_since(Rung(story.rung), last.at, now=now)
    if last is None:
        return _("Only its authors read it. It has never gone out.")
    day = timezone.localtime(last.at)
    return _("Only its authors read it, since it was taken back on %(day)s.") % {"day": date_format(day)}
