"""What a story tells of, set beside the sheet: process, phase, events, when, language, tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from firsthand.people.models import User
from firsthand.stories.errors import Blocked, NotTheirs
from firsthand.stories.facts import HasGoneOut, say_language, say_when
from firsthand.stories.models import Story, Telling
from firsthand.stories.tagging import set_tags
from firsthand.stories.writing import place_in_process

from ..mine import my_story
from .forms import About

if TYPE_CHECKING:
    from firsthand.audience.reader import Reader


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take what is said beside the sheet; show the page again with the reason where something cannot be."""
    from .views import writing_page

    story = my_story(request, public_id)
    if request.method != "POST":
        return redirect("write", story.public_id)
    assert isinstance(request.user, User)
    form = About(request.POST, reader=request.reader, story=story)  # type: ignore[attr-defined]
    if form.is_valid():
        take(form, story, by=request.user)
    if form.errors:
        return writing_page(request, my_story(request, public_id), about=form, status=422)
    messages.success(request, _("Saved beside your story."))
    return redirect("write", story.public_id)


def take(form: About, story: Story, *, by: User) -> None:
    """Do each of the acts the form asks for; one that is refused leaves its reason at its field."""
    said = form.cleaned_data
    telling = story.telling
    placed = (telling.process, telling.phase, set(telling.events.all()))
    if placed != (said["process"], said["phase"], set(said["events"])):
        try:
            place_in_process(
                story, process=said["process"], phase=said["phase"], events=said["events"], by=by
            )
        except NotTheirs:
            form.add_error("process", _("The story is open: it stays in its process. Take it back first."))
    if (telling.happened_from, telling.happened_until) != (said["happened_from"], said["happened_until"]):
        say_when(story, happened_from=said["happened_from"], happened_until=said["happened_until"], by=by)
    try:
        say_language(story, language=said["language"], by=by)
    except HasGoneOut as refused:
        form.add_error("language", str(refused))
    if set(form.tag_names) != set(story.tags.values_list("name", flat=True)):
        try:
            set_tags(story, form.tag_names, by=by)
        except Blocked as refused:
            form.add_error("tags", str(refused))


def place_of(telling: Telling) -> int | None:
    """Return which of the phases of its process it tells of, counted from one."""
    if telling.process is None or telling.phase is None:
        return None
    phases = list(telling.process.phases.all())
    return phases.index(telling.phase) + 1 if telling.phase in phases else None


def about_form(story: Story, *, reader: Reader) -> About:
    """Return the form filled with what is so now."""
    telling = story.telling
    now = {
        "process": telling.process.public_id if telling.process else None,
        "phase": place_of(telling),
        "events": [event.public_id for event in telling.events.all()],
        "happened_from": telling.happened_from,
        "happened_until": telling.happened_until,
        "language": story.language,
        "tags": ", ".join(story.tags.values_list("name", flat=True)),
    }
    return About(initial=now, reader=reader, story=story)
