from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from firsthand.audience.rung import Rung
from firsthand.people.models import Circle, User
from firsthand.stories.document.validation import one_line
from firsthand.stories.keeping import Dated, circles_known_to
from firsthand.stories.models import Event, Process

from ..somebody import somebody_called

if TYPE_CHECKING:
    from firsthand.audience.reader import Reader

MOST_PHASES = 24
LONGEST_PHASE = 80
NEW_EVENTS = 2  # empty rows for events beneath those that are there
NOT_A_DAY = {"invalid": _("Write the day as year-month-day.")}


class What(forms.Form):
    """What a process is: its name, one sentence, and its phases, one a line."""

    name = forms.CharField(max_length=120, error_messages={"required": _("Give it a name.")})
    line = forms.CharField(max_length=300, required=False)
    phases = forms.CharField(max_length=4000, required=False)

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"], most=120)

    def clean_line(self) -> str:
        return one_line(self.cleaned_data["line"], most=300)

    def clean_phases(self) -> list[str]:
        lines = [one_line(line, most=4000) for line in self.cleaned_data["phases"].splitlines()]
        names = [line for line in lines if line]
        if len(names) > MOST_PHASES:
            raise forms.ValidationError(_("These are too many phases. Put some of them together."))
        if any(len(name) > LONGEST_PHASE for name in names):
            raise forms.ValidationError(_("The name of a phase is too long. A few words are enough."))
        if len({name.casefold() for name in names}) < len(names):
            raise forms.ValidationError(_("Two phases have the same name. Tell them apart."))
        return names


class NewProcess(What):
    """A process that is about to be made, and the circle that is its team."""

    team = forms.CharField(max_length=120, required=False)

    def clean_team(self) -> str:
        return one_line(self.cleaned_data["team"], most=120)


class KeptProcess(What):
    """A process as it is, and what was seen of it: nothing is written over that somebody else changed meanwhile."""

    seen = forms.CharField()

    @classmethod
    def of(cls, process: Process) -> KeptProcess:
        phases = "\n".join(phase.name for phase in process.phases.all())
        return cls(initial={"name": process.name, "line": process.line, "phases": phases})


def mark_of(state: str) -> str:
    """Return what a form carries to say from which state of a process it was drawn."""
    return signing.Signer(salt="a process that was seen").signature(state)


class EventRow(forms.Form):
    """One event: what it is, when it is due, when it happened. A row of which nothing is written is none."""

    public_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    name = forms.CharField(required=False, max_length=120)
    due_on = forms.DateField(required=False, error_messages=NOT_A_DAY)
    happened_on = forms.DateField(required=False, error_messages=NOT_A_DAY)

    def clean(self) -> None:
        said = self.cleaned_data
        said["name"] = one_line(said.get("name", ""), most=120)
        if not self.has_changed() or self.errors:
            return
        if not said["name"]:
            self.add_error("name", _("Say what it is."))
        elif not said["due_on"] and not said["happened_on"]:
            self.add_error("due_on", _("Say on which day it is expected."))

    def said_of(self, events: dict[str, Event]) -> Dated | None:
        """Return what the row says, of one of ``events`` or of a new one; None when it says nothing."""
        said = self.cleaned_data
        if not said.get("name") or (said["public_id"] and said["public_id"] not in events):
            return None
        event = events.get(said["public_id"])
        return Dated(said["name"], said["due_on"] or said["happened_on"], said["happened_on"], event)


class EventRows(forms.BaseFormSet):
    """The events of a process, and a few empty rows. None has happened on a day that has not come."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, process: Process, today: date) -> None:
        self.events = {event.public_id: event for event in process.events.all()}
        self.today = today
        now = [
            {
                "public_id": event.public_id,
                "name": event.name,
                "due_on": event.due_on,
                "happened_on": event.happened_on,
            }
            for event in self.events.values()
        ]
        super().__init__(data, initial=now, prefix="event")

    def clean(self) -> None:
        for row in self.forms:
            happened = row.cleaned_data.get("happened_on") if row.is_valid() else None
            if happened and happened > self.today:
                row.add_error("happened_on", _("That day has not come yet."))

    @property
    def said(self) -> list[Dated]:
        return [said for row in self.forms if (said := row.said_of(self.events)) is not None]


Events: type[EventRows] = forms.formset_factory(  # type: ignore[assignment]
    EventRow, formset=EventRows, extra=NEW_EVENTS, max_num=500, absolute_max=510, validate_max=True
)


class TakingPart(forms.Form):
    """Which circles take part, which one is the team, and the name of one more."""

    circles = forms.ModelMultipleChoiceField(Circle.objects.none(), required=False, to_field_name="public_id")
    team = forms.ModelChoiceField(
        Circle.objects.none(),
        to_field_name="public_id",
        error_messages={"required": _("Say which circle is its team.")},
    )
    one_more = forms.CharField(max_length=120, required=False)

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("circles", "team"):
            self.fields[name].queryset = circles_known_to(reader)  # type: ignore[attr-defined]

    def clean_one_more(self) -> str:
        return one_line(self.cleaned_data["one_more"], most=120)


class Joining(forms.Form):
    """Whom to let into the team's circle, by address or by full name."""

    who = forms.CharField(max_length=254, strip=True, error_messages={"required": _("Say whom you let in.")})

    def __init__(self, *args: Any, asked_by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked_by = asked_by

    def clean_who(self) -> User:
        return somebody_called(self.cleaned_data["who"], asked_by=self.asked_by)


class HowFar(forms.Form):
    """A rung for a process. Its team is the nearest: at none of its own would anybody find it again."""

    to = forms.TypedChoiceField(choices=[(int(r), r.label) for r in Rung if r > Rung.SELF], coerce=int)
    seen = forms.IntegerField(min_value=0, max_value=4)
