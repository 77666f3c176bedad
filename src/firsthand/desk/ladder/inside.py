"""What an author keeps inside or lets somebody read before the rest: withholding words, asking for a reading."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from firsthand.audience.rung import Rung
from firsthand.people.models import User
from firsthand.stories.document.plain import plain_text
from firsthand.stories.errors import Blocked, ChangedMeanwhile, NothingToDo, NotTheirs
from firsthand.stories.lifting import lift as lift_withholding
from firsthand.stories.models import Story, Withholding
from firsthand.stories.narrowing import withhold as withhold_words
from firsthand.stories.reading import ask_for_reading, end_reading

from ..acting import acting, posted
from ..mine import my_story
from .forms import AskForReading, Withhold
from .page import page
from .views import refusal, to_ladder


@never_cache
@login_required
@posted
def withhold(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep words inside a rung at once, in every revision. It passes no condition."""
    story = my_story(request, public_id)
    if request.method != "POST":
        return to_ladder(story)
    now = timezone.now()
    form = Withhold(request.POST, story=story, places=places_of(story), today=timezone.localdate(now))
    if not form.is_valid():
        return page(request, story, status=422, withholding=form)
    kept = form.cleaned_data
    try:
        withhold_words(
            story,
            words=kept["words"],
            up_to=Rung(kept["up_to"]),
            say=kept["say"],
            because=kept["because"],
            until_on=kept["until_on"],
            until_event=kept["until_event"],
            by=acting(request),
            at=now,
        )
    except Blocked as refused:
        form.add_error("say", str(refused))
        return page(request, story, status=422, withholding=form)
    messages.success(request, _("Kept inside. Further out nobody reads these words any more."))
    return to_ladder(story)


@never_cache
@login_required
@posted
def lift(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let words that were withheld be read again, as far as the story stands, unless a condition forbids it."""
    story = my_story(request, public_id)
    in_force = Withholding.objects.in_force(timezone.now()).filter(story=story).select_related("story", "by")
    row = in_force.filter(public_id=request.POST.get("withholding", "")).first()
    if request.method != "POST" or row is None:
        return to_ladder(story)
    try:
        lift_withholding(row, by=acting(request), at=timezone.now())
    except NotTheirs as refused:
        return page(request, story, status=422, trouble=[str(refused)])
    except (Blocked, ChangedMeanwhile) as refused:
        return refusal(request, story, refused)
    except NothingToDo:
        messages.info(request, _("It is already as you want it."))
    else:
        messages.success(request, _("Let out. These words are read again, as far as the story goes."))
    return to_ladder(story)


def places_of(story: Story) -> list[str]:
    """Return every text of the story in which words may stand: the shown one and the working copy."""
    found = []
    for version in (story, story.working_copy):
        text = plain_text(version.document, rung=Rung.SELF).text
        found += [version.title, version.after_reading, text]
    return found


@never_cache
@login_required
@posted
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask somebody to read the working copy until the end of a day."""
    story = my_story(request, public_id)
    if request.method != "POST":
        return to_ladder(story)
    now = timezone.now()
    form = AskForReading(request.POST, asked_by=acting(request), today=timezone.localdate(now))
    if not form.is_valid():
        return page(request, story, status=422, asking=form)
    reader = form.cleaned_data["who"]
    try:
        ask_for_reading(story, reader=reader, by=acting(request), at=now, until=form.until_when)
    except Blocked as refused:
        form.add_error("who", str(refused))
        return page(request, story, status=422, asking=form)
    messages.success(request, _("%(name)s can read it now, on their desk.") % {"name": reader.name})
    return to_ladder(story)


@never_cache
@login_required
@posted
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """End the reading of one person: from now on they read what everybody on their rung reads."""
    story = my_story(request, public_id)
    asked = User.objects.filter(public_id=request.POST.get("reader", ""), asked_to_read__story=story).first()
    if asked is not None:
        end_reading(story, reader=asked, by=acting(request), at=timezone.now())
        messages.success(
            request, _("Ended. %(name)s reads only what others there read.") % {"name": asked.name}
        )
    return to_ladder(story)
