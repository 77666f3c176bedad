"""The versions of a story: each sitting leaves one, and any of them can become the sheet again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from firsthand.audience.rung import Rung
from firsthand.people.models import User
from firsthand.stories.document.plain import plain_text
from firsthand.stories.models import Revision, Story
from firsthand.stories.writing import restore

from ..mine import my_story

SHOWN = 50
LETTERS = 240


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: HttpRequest, public_id: str) -> HttpResponse:
    """List the versions, the newest first; on a POST put one of them back on the sheet, on top of all others."""
    story = my_story(request, public_id)
    if request.method == "POST":
        assert isinstance(request.user, User)
        restore(story, wanted(story, request.POST.get("number", "")), by=request.user, at=timezone.now())
        messages.success(request, _("It is on your sheet again. The words that stood there are in the list."))
        return redirect("write", story.public_id)
    newest = list(story.revisions.select_related("made_by").order_by("-number")[:SHOWN])
    listed = [
        {"revision": each, "begins": beginning(each), "is_shown": each.pk == story.shown_revision_id}
        for each in newest
    ]
    return render(request, "desk/write_versions.html", {"story": story, "versions": listed})


def wanted(story: Story, number: str) -> Revision:
    found = story.revisions.filter(number=number).first() if number.isdecimal() and len(number) < 10 else None
    if found is None:
        raise Http404
    return found


def beginning(revision: Revision) -> str:
    """Return how the text begins, as its authors read it."""
    text = " ".join(plain_text(revision.document, rung=Rung.SELF).text.split())
    return text if len(text) <= LETTERS else text[:LETTERS].rsplit(" ", 1)[0] + "…"
