"""The desk: what waits for me, and my sheets."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from firsthand.audience.reader import Reader
from firsthand.stories.seen import Seen, seen_all

from ..acting import acting
from ..mine import signed_by
from ..processes.mine import keeps_any, lacks_a_process
from .waiting import waiting_for

SHEETS_ON_A_PAGE = 30


@never_cache
@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for whoever is signed in, and the sheets they have signed, the last touched first."""
    reader = request.reader  # type: ignore[attr-defined]
    mine = signed_by(reader).annotate(touched_at=Max("revisions__saved_at")).order_by("-touched_at", "-pk")
    sheets = Paginator(mine.select_related("telling"), SHEETS_ON_A_PAGE).get_page(request.GET.get("page"))
    needs = {
        "waiting": waiting_for(reader),
        "sheets": sheets,
        "seen_sheets": with_language(seen_all(sheets, reader), reader),
    }
    needs["keeps"] = keeps_any(acting(request), reader)
    needs["makes_the_first"] = (
        needs["keeps"] and not needs["waiting"] and not sheets and lacks_a_process(request.user, reader)
    )
    return render(request, "desk/desk.html", needs)


def with_language(listed: list[Seen], reader: Reader) -> list[tuple[Seen, str]]:
    """Return each sheet with the name of its language where ``reader`` has signed others that tell the same; else ""."""
    tellings = {seen.story.telling_id for seen in listed}
    counted = signed_by(reader).filter(telling__in=tellings).order_by().values("telling")
    several = set(counted.annotate(sheets=Count("pk")).filter(sheets__gt=1).values_list("telling", flat=True))
    names = dict(settings.LANGUAGES)
    return [
        (
            seen,
            names.get(seen.story.language, seen.story.language) if seen.story.telling_id in several else "",
        )
        for seen in listed
    ]
