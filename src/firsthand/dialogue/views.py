"""Writing back: a page of its own, never stored, found through the gate of its story."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from firsthand.people.models import User
from firsthand.stories.models import Story
from firsthand.stories.seen import Seen, seen

from .form_token import hand_out
from .forms import MemberReply, StrangersReply, Words
from .limit import Limit, address_of

strangers_limit = Limit()


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the form and take what comes back. A stranger brings a signed, aged token; an account its CSRF token."""
    story = get_object_or_404(Story.objects.visible_to(request.reader), public_id=public_id)  # type: ignore[attr-defined]
    told = seen(story, request.reader)  # type: ignore[attr-defined]
    if request.user.is_authenticated:
        return member_reply(request, told, by=request.user)
    return strangers_reply(request, told)


@csrf_protect
def member_reply(request: HttpRequest, told: Seen, *, by: User) -> HttpResponse:
    form = MemberReply(request.POST or None, story=told.story, initial={"rung": told.story.rung})
    if request.method == "POST" and form.is_valid():
        form.keep(user=by, now=told.reader.now)
        messages.success(request, _("Thank you. Whoever told the story reads it first."))
        return redirect(told.address)
    return page(request, told, form)


def strangers_reply(request: HttpRequest, told: Seen) -> HttpResponse:
    now = timezone.now()
    if request.method != "POST":
        return page(request, told, StrangersReply(story=told.story, now=now), sent="sent" in request.GET)
    form = StrangersReply(request.POST, story=told.story, now=now)
    if form.is_valid():
        if strangers_limit.allows(address_of(request.META, proxies=settings.PROXIES), now=now):
            form.keep()
            return redirect(f"{request.path}?sent")
        form.add_error(None, _("Many replies have come from your network. Send yours again in ten minutes."))
    return page(request, told, form)


def page(request: HttpRequest, told: Seen, form: Words, *, sent: bool = False) -> HttpResponse:
    """Return the form with what has been written in it, and a fresh token for a stranger."""
    token = "" if request.user.is_authenticated else hand_out(told.public_id, now=timezone.now())
    needs = {"seen": told, "form": form, "token": token, "sent": sent}
    return render(request, "dialogue/reply.html", needs, status=422 if form.errors else 200)
