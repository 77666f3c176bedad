"""The ladder page and its acts. Only whoever has signed the story finds them; every act is one POST."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from firsthand.audience.rung import Rung
from firsthand.people.models import User
from firsthand.stories.document.validation import BadDocument
from firsthand.stories.errors import Blocked, ChangedMeanwhile, NothingToDo
from firsthand.stories.models import Story
from firsthand.stories.narrowing import mask_now
from firsthand.stories.opening import open_story, take_back
from firsthand.stories.plans import plan_opening

from ..acting import acting, posted
from ..mine import my_story
from . import forms, words
from .page import page


@never_cache
@login_required
@posted
def ladder(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the ladder; on a POST open the story to the rung of the button, show its newer words, or take it back."""
    story = my_story(request, public_id)
    if request.method != "POST":
        return page(request, story)
    form = forms.Act(request.POST)
    if not form.is_valid():
        return page(request, story, status=422, trouble=[forms.READ_IT_AGAIN])
    try:
        said = act(form, story, by=acting(request))
    except NothingToDo:
        messages.info(request, _("It is already as you want it."))
        return to_ladder(story, form.rung)
    except (Blocked, ChangedMeanwhile) as refused:
        return refusal(request, story, refused, chosen=form.rung, form=form)
    messages.success(request, said)
    return to_ladder(story, form.rung)


def act(form: forms.Act, story: Story, *, by: User) -> str:
    """Do what the button said, and return in words what has happened. Coming back never waits for anything."""
    now = timezone.now()
    if form.cleaned_data["act"] == "back":
        take_back(story, to=form.rung, by=by, at=now)
        return str(words.TAKEN_BACK[form.rung])
    if form.stands_as_asked(story):
        raise NothingToDo("It was pressed twice.")
    if form.cleaned_data["act"] == "mask":
        return mask(story, document=form.words_seen(story).document, by=by, at=now)
    opening = open_story(
        story,
        to=form.rung,
        by=by,
        at=now,
        revision=form.words_seen(story),
        acts_seen=form.cleaned_data["acts"],
        with_process=form.cleaned_data["with_process"],
    )
    if opening.from_rung == opening.to_rung:
        return _("The newer words are shown now.")
    return words.open_since(form.rung, now, now=now)


def mask(story: Story, *, document: dict[str, Any], by: User, at: datetime) -> str:
    """Show the new masks at once in place of the words that are shown. It passes no condition."""
    try:
        mask_now(story, document=document, by=by, at=at)
    except BadDocument:
        raise ChangedMeanwhile(forms.READ_IT_AGAIN) from None
    return _("Masked. Further out nobody reads these words any more.")


@never_cache
@login_required
@posted
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """Plan that the story goes to a rung on a day, after an event, or both; a plan for that rung is replaced."""
    story = my_story(request, public_id)
    if request.method != "POST":
        return to_ladder(story)
    now = timezone.now()
    form = forms.Plan(request.POST, story=story, today=timezone.localdate(now))
    if not form.is_valid():
        chosen = form.cleaned_data.get("to")
        return page(request, story, status=422, trouble=problems(form), chosen=chosen, planning=form)
    try:
        plan_opening(
            story,
            to=form.rung,
            by=acting(request),
            at=now,
            revision=form.words_seen(story),
            not_before=form.cleaned_data["not_before"],
            event=form.cleaned_data["event"],
            with_process=form.cleaned_data["with_process"],
        )
    except NothingToDo:
        messages.info(request, _("It already goes that far."))
    except ChangedMeanwhile as refused:
        return refusal(request, story, refused, chosen=form.rung, planning=form)
    else:
        messages.success(
            request, _("Planned. When it is due it is looked at once more, and then it goes out.")
        )
    return to_ladder(story, form.rung)


@never_cache
@login_required
@posted
def call_off(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let nothing come of the plan for one rung."""
    story = my_story(request, public_id)
    named = request.POST.get("rung", "")
    if named in map(str, Rung.values):
        for waiting in story.plans.waiting().filter(rung=int(named)):
            waiting.call_off(by=acting(request), at=timezone.now())
            messages.success(request, _("Called off. The story stays where it is."))
    return to_ladder(story)


def refusal(request: HttpRequest, story: Story, refused: Exception, **more: object) -> HttpResponse:
    """Show the page again as things stand now, saying why nothing has happened."""
    story = my_story(request, story.public_id)
    if isinstance(refused, Blocked):
        return page(request, story, status=422, trouble=[each.reason for each in refused.blockers], **more)
    return page(request, story, status=409, trouble=[forms.READ_IT_AGAIN], **more)


def problems(form: Form) -> list[str]:
    """Return every reason why the form was not taken, once."""
    return list(dict.fromkeys(str(reason) for reasons in form.errors.values() for reason in reasons))


def to_ladder(story: Story, rung: Rung | None = None) -> HttpResponseRedirect:
    address = reverse("ladder", args=[story.public_id])
    return HttpResponseRedirect(address if rung is None else f"{address}?to={int(rung)}")
