"""The writing page, and the page on which a story is begun."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from firsthand.people.models import User
from firsthand.stories.document.html import to_html
from firsthand.stories.models import Event, Phase, Process, Story
from firsthand.stories.seen import seen
from firsthand.stories.writing import begin_story

from ..mine import my_story
from ..processes.mine import lacks_a_process
from .about import about_form
from .forms import About, NewStory
from .import_map import hash_of, import_map
from .sheet import sheet_data
from .words import who_reads_changes


@never_cache
@login_required
@require_safe
def write(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the sheet to one of its authors. For anybody else it does not exist, whatever their role."""
    return writing_page(request, my_story(request, public_id))


def writing_page(
    request: HttpRequest, story: Story, *, about: About | None = None, status: int = 200
) -> HttpResponse:
    """Return the page with the sheet of ``story``; ``about`` is the form beside it when something in it was refused."""
    reader = request.reader  # type: ignore[attr-defined]
    modules, sheet = import_map(), seen(story, reader)
    needs = {
        "story": story,
        "seen": sheet,
        "sheet": sheet_data(request, story),
        "text": mark_safe(to_html(sheet.raw_document, rung=sheet.clearance, withheld=sheet.withheld)),  # noqa: S308 - rendered by us, escaped
        "who_reads": who_reads_changes(story),
        "about": about or about_form(story, reader=reader),
        "makes_the_first": lacks_a_process(request.user, reader),
        "phases": Phase.objects.filter(process=story.telling.process_id),
        "events": Event.objects.filter(process=story.telling.process_id),
        "bylines": story.bylines.select_related("author"),
        "versions": story.revisions.count(),
        "import_map": mark_safe(modules),  # noqa: S308 - made of our own addresses, with no < in them
    }
    response = render(request, "desk/write.html", needs, status=status)
    response.script_hashes = [hash_of(modules)]  # type: ignore[attr-defined]
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_story(request: HttpRequest) -> HttpResponse:
    """Ask why a story is begun, in which process and language; then give its author the empty sheet."""
    assert isinstance(request.user, User)
    reader = request.reader  # type: ignore[attr-defined]
    if request.method != "POST":
        asked = Process.objects.visible_to(reader).filter(public_id=request.GET.get("process", "")).first()
        form = NewStory(reader=reader, initial={"process": asked, "language": get_language()})
        return new_page(request, form)
    form = NewStory(request.POST, reader=reader)
    if not form.is_valid():
        return new_page(request, form, status=422)
    story = begin_story(by=request.user, at=timezone.now(), **form.cleaned_data)
    return redirect("write", story.public_id)


def new_page(request: HttpRequest, form: NewStory, *, status: int = 200) -> HttpResponse:
    first = lacks_a_process(request.user, request.reader)  # type: ignore[attr-defined]
    return render(request, "desk/write_new.html", {"form": form, "makes_the_first": first}, status=status)
