"""What is done on the page of a process beside saying what it is: its circles, its people, its rung. Each is one POST."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from firsthand.audience.rung import Rung
from firsthand.people.circles import join, leave
from firsthand.people.models import Circle, User
from firsthand.stories.errors import NothingToDo
from firsthand.stories.keeping import give_to, kept_by
from firsthand.stories.models import Process
from firsthand.stories.opening import narrow_process, open_process

from ..acting import acting, posted
from .forms import HowFar, Joining, TakingPart
from .page import page, team_of
from .views import CHANGED, my_process


@never_cache
@login_required
@posted
def circles(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say which circles take part and which one is the team; one more can be made on the way."""
    process = my_process(request, public_id)
    if request.method != "POST":
        return to_page(process)
    form = TakingPart(request.POST, reader=request.reader)  # type: ignore[attr-defined]
    if not form.is_valid():
        return page(request, process, status=422, taking_part=form)
    said = form.cleaned_data
    with transaction.atomic():
        fresh = [Circle.objects.create(name=said["one_more"])] if said["one_more"] else []
        together = [*said["circles"], *fresh]
        give_to(process, circles=together, team=said["team"], by=acting(request), at=timezone.now())
    messages.success(request, _("Saved. Whoever took part already is told of new circles."))
    return to_page(process)


@never_cache
@login_required
@posted
def people(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let somebody into the circle of the team, or take them out of it."""
    process = my_process(request, public_id)
    team = Circle.objects.filter(pk__in=team_of(process)).first()
    if request.method != "POST" or team is None:
        return to_page(process)
    now = timezone.now()
    if "leaves" in request.POST:
        gone = User.objects.filter(public_id=request.POST["leaves"], memberships__circle=team).first()
        if gone is not None:
            leave(team, gone, at=now)
            messages.success(request, _("%(name)s is not of the team any more.") % {"name": gone.name})
        return to_page(process)
    form = Joining(request.POST, asked_by=acting(request))
    if not form.is_valid():
        return page(request, process, status=422, joining=form)
    joined = form.cleaned_data["who"]
    join(team, joined, by=acting(request), at=now)
    messages.success(
        request, _("%(name)s is of the team now. The others have been told.") % {"name": joined.name}
    )
    return to_page(process)


@never_cache
@login_required
@posted
def rung(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open the process further, or bring it back with its stories. Coming back never waits for anything."""
    process = my_process(request, public_id)
    if request.method != "POST":
        return to_page(process)
    form = HowFar(request.POST)
    if not form.is_valid():
        return page(request, process, status=422, trouble=CHANGED)
    to, by, now = Rung(form.cleaned_data["to"]), acting(request), timezone.now()
    if to > process.rung != form.cleaned_data["seen"]:
        return page(request, process, status=409, trouble=CHANGED)
    try:
        if to > process.rung:
            open_process(process, to=to, by=by, at=now)
            messages.success(request, _("It goes that far now. Its stories stand where they stood."))
        else:
            narrow_process(process, to=to, by=by, at=now)
            messages.success(request, _("Brought back, with every story of it that stood further out."))
    except NothingToDo:
        messages.info(request, _("It is already as you want it."))
    if not kept_by(by, request.reader).filter(pk=process.pk).exists():  # type: ignore[attr-defined]
        return redirect("desk")
    return to_page(process)


def to_page(process: Process) -> HttpResponse:
    return redirect("keep-process", process.public_id)
