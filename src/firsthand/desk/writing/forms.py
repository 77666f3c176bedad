from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from firsthand.people.models import User
from firsthand.stories.models import Byline, Event, Phase, Process, Story

from ..somebody import somebody_called

if TYPE_CHECKING:
    from firsthand.audience.reader import Reader

REASONS = [choice for choice in Story.Origin.choices if choice[0] != Story.Origin.IMPORTED]
NOT_A_DAY = {"invalid": _("Write the day as year-month-day.")}
DAY = {"type": "date"}


class NewStory(forms.Form):
    """What is asked before the first word. Why a story was begun is asked here, once."""

    origin = forms.ChoiceField(choices=REASONS, error_messages={"required": _("Say why you begin it.")})
    process = forms.ModelChoiceField(Process.objects.none(), required=False, to_field_name="public_id")
    language = forms.ChoiceField(choices=settings.LANGUAGES)

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["process"].queryset = processes_for(reader)  # type: ignore[attr-defined]


class About(forms.Form):
    """What a story tells of: process, phase and events, when it happened, language, tags."""

    process = forms.ModelChoiceField(Process.objects.none(), required=False, to_field_name="public_id")
    phase = forms.IntegerField(required=False, min_value=1)  # its place among the phases of the process
    events = forms.ModelMultipleChoiceField(Event.objects.none(), required=False, to_field_name="public_id")
    happened_from = forms.DateField(required=False, error_messages=NOT_A_DAY)
    happened_until = forms.DateField(required=False, error_messages=NOT_A_DAY)
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    tags = forms.CharField(required=False, max_length=1000, strip=True)

    def __init__(self, *args: Any, reader: Reader, story: Story, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now_in = story.telling.process
        processes = processes_for(reader, also=story.telling.process_id)
        self.fields["process"].queryset = processes  # type: ignore[attr-defined]
        self.fields["events"].queryset = Event.objects.filter(process__in=processes)  # type: ignore[attr-defined]

    def clean(self) -> None:
        said = self.cleaned_data
        first, last = said.get("happened_from"), said.get("happened_until")
        if last and not first:
            self.add_error("happened_from", _("Say the first day too."))
        elif first and last and last < first:
            self.add_error("happened_until", _("The last day comes before the first."))
        said["phase"] = self.phase_at(said.get("phase")) if said.get("process") == self.now_in else None
        said["events"] = [event for event in said.get("events", []) if event.process == said.get("process")]

    def phase_at(self, place: int | None) -> Phase | None:
        """Return the phase at ``place`` among those that were offered, which are those of the story's process."""
        offered = list(self.now_in.phases.all()) if self.now_in else []
        return offered[place - 1] if place and place <= len(offered) else None

    @property
    def tag_names(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["tags"].split(",") if name.strip()]


class OfferByline(forms.Form):
    """Whom to ask to sign, by address or by full name, and how they would stand on the story."""

    who = forms.CharField(max_length=254, strip=True, error_messages={"required": _("Say whom you ask.")})
    kind = forms.ChoiceField(choices=Byline.Kind.choices, initial=Byline.Kind.WITH)
    part = forms.CharField(max_length=200, strip=True, required=False)
    may_read = forms.BooleanField(required=False)

    def __init__(self, *args: Any, offered_by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered_by = offered_by

    def clean_who(self) -> User:
        return somebody_called(self.cleaned_data["who"], asked_by=self.offered_by)


class MyPart(forms.Form):
    """How one stands on a story oneself."""

    kind = forms.ChoiceField(choices=Byline.Kind.choices)
    part = forms.CharField(max_length=200, strip=True, required=False)


def processes_for(reader: Reader, *, also: int | None = None) -> Any:
    """Return the processes that exist for ``reader``, by name, and the one the story stands in already."""
    there = Process.objects.visible_to(reader)
    if also is not None:
        there = there | Process.objects.filter(pk=also)
    return there.order_by("name")
