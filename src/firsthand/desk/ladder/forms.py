from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firsthand.audience.rung import Rung
from firsthand.people.models import User
from firsthand.stories.document.folding import occurrences
from firsthand.stories.errors import ChangedMeanwhile
from firsthand.stories.models import Event, Revision, Story

from ..somebody import somebody_called

READ_IT_AGAIN = _(
    "Somebody acted on this story, or wrote in it, since you opened this page. Read it again; nothing is lost."
)
WHICH_RUNG = _("Say how far it should go.")


class WhatWasSeen(forms.Form):
    """How far to go, and what whoever acts has seen: the state of the story and the words that would be shown."""

    to = forms.TypedChoiceField(choices=Rung.choices, coerce=int, error_messages={"required": WHICH_RUNG})
    acts = forms.IntegerField(min_value=0)
    number = forms.IntegerField(min_value=1)
    saves = forms.IntegerField(min_value=0)

    @property
    def rung(self) -> Rung:
        return Rung(self.cleaned_data["to"])

    def words_seen(self, story: Story) -> Revision:
        """Return the working copy, if story and words are still those that were seen; else raise ``ChangedMeanwhile``."""
        newest, saw = story.working_copy, self.cleaned_data
        if (story.acts, newest.number, newest.saves) != (saw["acts"], saw["number"], saw["saves"]):
            raise ChangedMeanwhile(READ_IT_AGAIN)
        return newest


class Act(WhatWasSeen):
    """What a button of the ladder said it would do."""

    act = forms.ChoiceField(choices=[(name, name) for name in ("open", "newer", "back", "mask")])
    with_process = forms.BooleanField(required=False)

    def stands_as_asked(self, story: Story) -> bool:
        """Say whether the story shows there, already, just the words that were seen: a button was pressed twice."""
        shown, saw = story.shown_revision, self.cleaned_data
        return (
            shown is not None
            and story.rung == self.rung
            and (shown.number, shown.saves) == (saw["number"], saw["saves"])
        )


class Plan(WhatWasSeen):
    """An opening that waits: for a day, for an event of its process, or for both."""

    not_before = forms.DateField(
        required=False, error_messages={"invalid": _("Write the day as year-month-day.")}
    )
    event = forms.ModelChoiceField(Event.objects.none(), required=False, to_field_name="public_id")
    with_process = forms.BooleanField(required=False)

    def __init__(self, *args: Any, story: Story, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["event"].queryset = events_to_wait_for(story)  # type: ignore[attr-defined]

    def clean(self) -> None:
        day = self.cleaned_data.get("not_before")
        if day is not None and day <= self.today:
            raise forms.ValidationError(_("Choose a day from tomorrow on, or open it now."))
        if not self.errors and day is None and self.cleaned_data.get("event") is None:
            raise forms.ValidationError(_("Say the day or the event it waits for."))


class Withhold(forms.Form):
    """Words that stay inside from now on, whatever revision is shown."""

    words = forms.CharField(max_length=2000, strip=True, error_messages={"required": _("Say which words.")})
    up_to = forms.TypedChoiceField(choices=[(int(r), r.label) for r in Rung if r < Rung.EVERYONE], coerce=int)
    say = forms.CharField(max_length=200, strip=True, required=False)
    because = forms.CharField(
        max_length=300, strip=True, error_messages={"required": _("Say why, in a few words.")}
    )
    until_on = forms.DateField(
        required=False, error_messages={"invalid": _("Write the day as year-month-day.")}
    )
    until_event = forms.ModelChoiceField(Event.objects.none(), required=False, to_field_name="public_id")

    def __init__(self, *args: Any, story: Story, places: list[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places, self.today = places, today
        self.fields["until_event"].queryset = events_to_wait_for(story)  # type: ignore[attr-defined]

    def clean_words(self) -> str:
        words = " ".join(self.cleaned_data["words"].split())
        if not any(occurrences(words, place) for place in self.places):
            raise forms.ValidationError(
                _("These words do not stand in the story. Copy them from the sheet as they are.")
            )
        return words

    def clean_until_on(self) -> date | None:
        day: date | None = self.cleaned_data["until_on"]
        if day is not None and day <= self.today:
            raise forms.ValidationError(_("That day is not ahead. Choose a later one, or none."))
        return day


class AskForReading(forms.Form):
    """Whom to ask for a reading, by address or by full name, and until when."""

    who = forms.CharField(max_length=254, strip=True, error_messages={"required": _("Say whom you ask.")})
    until = forms.DateField(
        error_messages={"required": _("Say until when."), "invalid": _("Write the day as year-month-day.")}
    )

    def __init__(self, *args: Any, asked_by: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked_by, self.today = asked_by, today

    def clean_who(self) -> User:
        found = somebody_called(self.cleaned_data["who"], asked_by=self.asked_by)
        if found == self.asked_by:
            raise forms.ValidationError(_("That is you: you read it already."))
        return found

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if day < self.today:
            raise forms.ValidationError(_("That day has passed."))
        return day

    @property
    def until_when(self) -> datetime:
        """The end of the day that was chosen."""
        return end_of(self.cleaned_data["until"])


def events_to_wait_for(story: Story) -> Any:
    """Return the events of the story's process that have not happened yet."""
    return Event.objects.filter(process=story.telling.process_id, happened_on=None)


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
