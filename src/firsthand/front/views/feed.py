"""The feed of the open edition: what a stranger may read, whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from firsthand.audience.reader import Reader
from firsthand.audience.rung import Rung
from firsthand.stories.models import Byline, Opening
from firsthand.stories.seen import Seen

from ..answer import absolute
from ..atom import Entry, atom, name_of
from ..body import bodies_for_feed
from ..context import the_place
from ..keys import made_from
from ..lists import page_of, told_to
from ..structured import canonical


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Return the newest open stories as Atom. It says days and no hours, like every page that is kept."""
    place, stranger = the_place(request), Reader(now=timezone.now())
    whole = lambda path: absolute(request, path)  # noqa: E731 - the one way from a path to an address here
    stories = page_of(told_to(stranger).defer(None), stranger).stories
    shown_on = newest_words(stories)
    texts = bodies_for_feed(stories, absolute=whole)
    entries = [
        entry(seen, text, shown_on[seen.story.pk], whole) for seen, text in zip(stories, texts, strict=True)
    ]
    language = get_language() or "it"
    written = atom(
        id=name_of(f"place:{place.made_at.isoformat()}:{language}"),
        title=place.name,
        line=place.line,
        language=language,
        address=whole(reverse("feed")),
        home=whole(reverse("home")),
        updated=max((each.updated for each in entries), default=moment(timezone.localdate(place.made_at))),
        entries=entries,
    )
    return made_from(HttpResponse(written, content_type="application/atom+xml; charset=utf-8"), "stories")


def entry(seen: Seen, text: str, shown_on: date, whole: Callable[[str], str]) -> Entry:
    about = " · ".join(filter(None, [signed(seen), where(seen)]))
    return Entry(
        id=name_of(f"story:{seen.public_id}"),
        title=seen.title,
        address=whole(canonical(seen)),
        language=seen.story.language,
        published=moment(seen.told_on or shown_on),
        updated=moment(shown_on),
        authors=[line.author.name for line in seen.bylines if line.accepted_at]
        or [line.published_as for line in seen.bylines],
        categories=[tag.name for tag in seen.tags],
        summary=seen.after_reading,
        content=f"<p>{escape(about)}</p>\n{text}",
    )


def signed(seen: Seen) -> str:
    """Return who tells it, each with their part in it."""
    return "; ".join(who(line) for line in seen.bylines)


def who(line: Byline) -> str:
    if not line.accepted_at:
        return _("published earlier under the name of %(name)s") % {"name": line.published_as}
    part = line.part or line.author.part
    name = f"{line.get_kind_display()} {line.author.name}"
    return f"{name}, {part}" if part else name


def where(seen: Seen) -> str:
    """Return the process it tells of, and the phase."""
    if seen.process is None:
        return ""
    return f"{seen.process.name}: {seen.phase.name}" if seen.phase else seen.process.name


def newest_words(stories: list[Seen]) -> dict[int, date]:
    """Return for each story the day on which the words that stand there now were first open to everyone."""
    openings = Opening.objects.filter(
        story__in=[seen.story.pk for seen in stories], to_rung=Rung.EVERYONE
    ).exclude(kind=Opening.Kind.TAKEN_BACK)
    last = dict(openings.values_list("story").annotate(last=Max("at")))
    return {
        seen.story.pk: timezone.localdate(last[seen.story.pk])
        if seen.story.pk in last
        else seen.told_on or seen.happened_on
        for seen in stories
    }


def moment(day: date) -> str:
    return timezone.make_aware(datetime.combine(day, time.min)).isoformat()
