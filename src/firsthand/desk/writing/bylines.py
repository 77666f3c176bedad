"""Who signs: offering a byline to somebody, and answering an offer."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from firsthand.people.models import User
from firsthand.stories.bylines import AlreadySigns, accept, decline, offer, say_part, withdraw
from firsthand.stories.errors import Blocked
from firsthand.stories.models import Byline, Story
from firsthand.stories.reading import ask_for_reading
from firsthand.stories.seen import seen_all

from ..acting import posted
from ..mine import my_story
from .forms import MyPart, OfferByline

TO_READ_IT_FIRST = timedelta(days=14)


@never_cache
@login_required
@posted
def bylines(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show who signs the story; on a POST offer a byline, take an offer back, or say one's own part."""
    story = my_story(request, public_id)
    assert isinstance(request.user, User)
    offering = OfferByline(
        request.POST if request.POST.get("act") == "offer" else None, offered_by=request.user
    )
    part = MyPart(
        request.POST if request.POST.get("act") == "part" else None, initial=own_part(story, request.user)
    )
    if request.method == "POST" and done(request, story, offering, part):
        return redirect("bylines", story.public_id)
    needs = {
        "story": story,
        "signed": story.bylines.select_related("author").filter(accepted_at__isnull=False),
        "waiting": story.bylines.select_related("author").filter(accepted_at=None, published_as=""),
        "offering": offering,
        "part": part,
    }
    return render(request, "desk/write_bylines.html", needs, status=422 if request.method == "POST" else 200)


def done(request: HttpRequest, story: Story, offering: OfferByline, part: MyPart) -> bool:
    """Do what the button said; False when a form says why not."""
    assert isinstance(request.user, User)
    by, now = request.user, timezone.now()
    if request.POST.get("act") == "part" and part.is_valid():
        try:
            say_part(story, by=by, **part.cleaned_data)
        except Blocked as refused:
            part.add_error("part", str(refused))
            return False
        messages.success(request, _("Your part is saved."))
        return True
    if request.POST.get("act") == "withdraw":
        waiting = story.bylines.filter(
            accepted_at=None, author__public_id=request.POST.get("author", "")
        ).first()
        if waiting is not None:
            withdraw(waiting, by=by)
        return True
    if request.POST.get("act") != "offer" or not offering.is_valid():
        return False
    said = offering.cleaned_data
    try:
        with transaction.atomic():
            offer(story, to=said["who"], kind=said["kind"], part=said["part"], by=by, at=now)
            if said["may_read"]:
                ask_for_reading(story, reader=said["who"], by=by, at=now, until=now + TO_READ_IT_FIRST)
    except (AlreadySigns, Blocked) as refused:
        offering.add_error("who", str(refused))
        return False
    messages.success(
        request, _("%(name)s is asked. Until they accept, nothing changes.") % {"name": said["who"].name}
    )
    return True


@never_cache
@login_required
@posted
def byline(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show an offer to whom it was made, and take their answer. For anybody else it does not exist."""
    reader = request.reader  # type: ignore[attr-defined]
    assert isinstance(request.user, User)
    offers = Byline.objects.filter(author=reader.author_id, accepted_at=None).exclude(author=None)
    offered = offers.select_related("story__made_by", "author").filter(story__public_id=public_id).first()
    if offered is None:
        raise Http404
    if request.method != "POST":
        readable = Story.objects.visible_to(reader).filter(pk=offered.story_id).select_related("telling")
        needs = {"byline": offered, "seen": next(iter(seen_all(readable, reader)), None)}
        return render(request, "desk/write_byline.html", needs)
    if request.POST.get("answer") == "accept":
        try:
            accept(offered, by=request.user, at=timezone.now())
        except Blocked as refused:
            messages.error(request, str(refused))
            return redirect("byline", public_id)
        messages.success(request, _("You have signed. The sheet is yours too now."))
        return redirect("write", public_id)
    decline(offered, by=request.user)
    if offered.published_as:
        messages.success(request, _("Left as it was published. It is not told by your account."))
    else:
        messages.success(request, _("You have declined. Your name stands nowhere on it."))
    return redirect("desk")


def own_part(story: Story, user: User) -> dict[str, str]:
    mine = story.bylines.filter(author__user=user, accepted_at__isnull=False).first()
    return {"kind": mine.kind, "part": mine.part} if mine else {}
