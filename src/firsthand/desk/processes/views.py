"""The list of processes one keeps, the page of one, and the page on which one is made."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from firsthand.stories.errors import ChangedMeanwhile
from firsthand.stories.keeping import Unclear, describe, kept_by, make_process, state_of
from firsthand.stories.models import Process
from firsthand.stories.models.process import makes_processes

from ..acting import acting
from .forms import Events, KeptProcess, NewProcess, mark_of
from .page import page

CHANGED = gettext_lazy(
    "Somebody else changed this process since you opened the page. Read it again; nothing is lost."
)


@never_cache
@login_required
@require_safe
def processes(request: HttpRequest) -> HttpResponse:
    """List the processes one keeps. For whoever keeps none and makes none there is no such page."""
    kept = kept_by(acting(request), request.reader).order_by("name", "pk")  # type: ignore[attr-defined]
    makes = makes_processes(request.user)
    if not makes and not kept:
        raise Http404
    return render(request, "desk/processes.html", {"processes": kept, "makes": makes})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_process(request: HttpRequest) -> HttpResponse:
    """Ask what a process is called; then make it and lead to its page."""
    by = acting(request)
    if not makes_processes(by):
        raise Http404
    form = NewProcess(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        is_first = not Process.objects.visible_to(request.reader).exists()  # type: ignore[attr-defined]
        needs = {"form": form, "is_first": is_first}
        return render(request, "desk/process_new.html", needs, status=422 if form.is_bound else 200)
    process, _circle = make_process(by=by, at=timezone.now(), **form.cleaned_data)
    messages.success(
        request, _("It is there, for the company alone. Say who takes part, and it can be told.")
    )
    return redirect("keep-process", process.public_id)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keep_process(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a process one keeps; on a POST say what it is, its phases and its events."""
    process = my_process(request, public_id)
    if request.method != "POST":
        return page(request, process)
    form = KeptProcess(request.POST)
    events = Events(request.POST, process=process, today=timezone.localdate())
    if not form.is_valid() or not events.is_valid():
        return page(request, process, status=422, form=form, events=events)
    said: dict[str, Any] = {name: form.cleaned_data[name] for name in ("name", "line", "phases")}
    state = state_of(process)
    try:
        if not constant_time_compare(form.cleaned_data["seen"], mark_of(state)):
            raise ChangedMeanwhile
        describe(process, events=events.said, seen=state, by=acting(request), **said)
    except Unclear as refused:
        form.add_error("phases", str(refused))
        return page(request, process, status=422, form=form, events=events)
    except ChangedMeanwhile:
        return page(request, process, status=409, form=form, events=events, trouble=CHANGED)
    messages.success(request, _("Saved. Whoever reads of this process finds it so."))
    return redirect("keep-process", process.public_id)


def my_process(request: HttpRequest, public_id: str) -> Process:
    """Return the process, if it exists for whoever asks and they keep it; answer as for one that never was otherwise."""
    kept = kept_by(acting(request), request.reader)  # type: ignore[attr-defined]
    process = kept.select_related("answers_for_it").filter(public_id=public_id).first()
    if process is None:
        raise Http404
    return process
