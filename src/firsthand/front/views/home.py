"""Home: who speaks, and of what."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from firsthand.desk.processes.mine import lacks_a_process
from firsthand.stories.seen import Seen

from ..answer import page
from ..lists import page_of, told_to
from ..threads import threads
from ..who import authors_for

VOICES = 4
THREADS = 6
FACES = 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the newest story large, then the voices after it, the processes as threads, and everybody who tells."""
    reader = request.reader  # type: ignore[attr-defined]
    newest = page_of(told_to(reader), reader).stories
    needs = {
        "lead": newest[0] if newest else None,
        "voices": others_first(newest[1:], newest[:1])[:VOICES],
        "threads": threads(reader, most=THREADS + 1),
        "most_threads": THREADS,
        "authors": authors_for(reader).order_by("name", "pk")[: FACES + 1],
        "most_faces": FACES,
    }
    needs["makes_the_first"] = not newest and not reader.is_stranger and lacks_a_process(request.user, reader)
    return page(request, "front/home.html", needs)


def others_first(stories: list[Seen], after: list[Seen]) -> list[Seen]:
    """Return the stories with those of authors not heard yet before the rest, each part newest first."""
    heard = {line.author_id for seen in after for line in seen.bylines}
    first: list[Seen] = []
    rest: list[Seen] = []
    for seen in stories:
        authors = {line.author_id for line in seen.bylines}
        (rest if authors & heard else first).append(seen)
        heard |= authors
    return first + rest
