"""Deciding on a reply: it stands under the story, or it is declined with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from firsthand.dialogue.deciding import decline, show
from firsthand.dialogue.models import Reply
from firsthand.people.models import User
from firsthand.stories.document.validation import one_line
from firsthand.stories.errors import Blocked

from ..mine import signed_by


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show or decline a reply to a story of mine; what the button was called says which."""
    mine = Reply.objects.filter(story__in=signed_by(request.reader))  # type: ignore[attr-defined]
    reply = mine.select_related("story", "user").filter(public_id=public_id).first()
    if reply is None:
        raise Http404
    if request.method == "POST":
        assert isinstance(request.user, User)
        answer(request, reply, by=request.user)
    return redirect("desk")


def answer(request: HttpRequest, reply: Reply, *, by: User) -> None:
    now, because = timezone.now(), one_line(request.POST.get("because", ""), most=200)
    decision = request.POST.get("decision")
    if decision == "show":
        try:
            show(reply, by=by, at=now)
        except Blocked as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request, _("The reply of %(name)s stands under your story.") % {"name": reply.who}
            )
    elif decision == "decline" and not because:
        messages.error(request, _("Say in a few words why you decline it; nothing has changed."))
    elif decision == "decline":
        decline(reply, by=by, at=now, because=because)
        messages.success(
            request, _("Declined. The reply of %(name)s is shown to nobody.") % {"name": reply.who}
        )
