from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from firsthand.audience.rung import Rung
from firsthand.people.models import User
from firsthand.stories.models import Story

from .form_token import Fault, fault_of
from .models import LONGEST, Reply

SAY_SOMETHING = _("There are no words in it yet.")
TOO_LONG = _("That is too long: it may have 4,000 characters.")

TOKEN_FAULTS = {
    Fault.TOO_YOUNG: _("That was quicker than a hand. Read it again and send it once more."),
    Fault.TOO_OLD: _("This page had been open for a long time. Your words are here; send them once more."),
    Fault.NOT_OURS: _("This page has to be shown afresh. Your words are here; send them once more."),
}


class Words(forms.Form):
    """What every reply has."""

    words = forms.CharField(
        max_length=LONGEST, strip=True, error_messages={"required": SAY_SOMETHING, "max_length": TOO_LONG}
    )

    def __init__(self, *args: Any, story: Story, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.story = story

    def reply(self, *, now: datetime, **fields: Any) -> Reply:
        """Keep the reply, waiting to be read, no further out than its story stands."""
        rung = min(fields.pop("rung"), self.story.rung)
        return Reply.objects.create(
            story=self.story, words=self.cleaned_data["words"], made_at=now, rung=rung, **fields
        )


class StrangersReply(Words):
    """A reply of somebody without an account: a name, an address if they wish, a token and a trap for programs."""

    name = forms.CharField(max_length=120, strip=True, error_messages={"required": _("Say who you are.")})
    address = forms.EmailField(
        required=False,
        max_length=254,
        error_messages={"invalid": _("Write the address like name@example.org.")},
    )
    token = forms.CharField(required=False, max_length=400)
    nothing = forms.CharField(required=False, max_length=400)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_nothing(self) -> str:
        if self.cleaned_data["nothing"]:
            raise forms.ValidationError(_("Leave that field empty and send it once more."))
        return ""

    def clean(self) -> None:
        fault = fault_of(self.cleaned_data.get("token", ""), self.story.public_id, now=self.now)
        if fault is not None:
            raise forms.ValidationError(TOKEN_FAULTS[fault])

    def keep(self) -> Reply:
        """Keep the reply under the given name."""
        name, address = self.cleaned_data["name"], self.cleaned_data["address"]
        return self.reply(now=self.now, rung=Rung.EVERYONE, name=name, address=address)


class MemberReply(Words):
    """A reply of somebody signed in, who also says how far it may be read."""

    rung = forms.TypedChoiceField(coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = [rung for rung in reversed(Rung) if rung <= self.story.rung]
        self.fields["rung"].choices = [(int(rung), REACH[rung]) for rung in reach]  # type: ignore[attr-defined]

    def keep(self, *, user: User, now: datetime) -> Reply:
        """Keep the reply under the account's own name."""
        return self.reply(now=now, rung=self.cleaned_data["rung"], user=user)


REACH = {
    Rung.EVERYONE: _("everyone, as far as the story goes"),
    Rung.PARTNERS: _("the company, clients and suppliers"),
    Rung.COMPANY: _("the company only"),
    Rung.TEAM: _("the team only"),
    Rung.SELF: _("only whoever told the story"),
}
