"""What search engines may find: the open edition, with its versions in other languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from firsthand.audience.reader import Reader
from firsthand.stories.models import Process
from firsthand.stories.seen import Seen, seen_all

from ..answer import absolute
from ..keys import made_from
from ..lists import told_to
from ..structured import canonical
from ..who import authors_for

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
MOST = 50_000  # what one sitemap may hold, by its protocol; the newest stories are in it
AT_ONCE = 500


@dataclass(frozen=True)
class Page:
    """One address; ``others`` are the same in each language, this one included."""

    path: str
    day: str = ""
    others: dict[str, str] = field(default_factory=dict)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    stranger = Reader(now=timezone.now())
    pages = [*lists(), *everything_around(stranger), *open_stories(stranger)][:MOST]
    written = xml(pages, whole=lambda path: absolute(request, path))
    return made_from(HttpResponse(written, content_type="application/xml; charset=utf-8"), "stories")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Lead machines to the sitemap, and away from pages that are forms."""
    closed = [
        f"Disallow: /{code}/{part}" for code, _name in settings.LANGUAGES for part in ("desk/", "sign-in")
    ]
    replies = [f"Disallow: /{code}/stories/*/reply" for code, _name in settings.LANGUAGES]
    lines = ["User-agent: *", *closed, *replies, "", f"Sitemap: {absolute(request, reverse('sitemap'))}", ""]
    return made_from(HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))


def lists() -> Iterator[Page]:
    for name in ("home", "stories", "processes", "people"):
        yield from in_every_language(lambda name=name: reverse(name))  # type: ignore[misc]


def everything_around(stranger: Reader) -> Iterator[Page]:
    """Yield the processes and the people that exist for a stranger."""
    for process in Process.objects.visible_to(stranger).order_by("pk"):
        yield from in_every_language(process.get_absolute_url)
    for author in authors_for(stranger).order_by("pk"):
        yield from in_every_language(lambda a=author: reverse("author", args=[a.public_id, a.slug]))  # type: ignore[misc]


def in_every_language(address: Callable[[], str]) -> Iterator[Page]:
    others = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            others[code] = address()
    for path in others.values():
        yield Page(path, others=others)


def open_stories(stranger: Reader) -> Iterator[Page]:
    """Yield the open stories, each under its own language and with its open versions."""
    seen = list(seen_in_batches(stranger))
    versions: dict[int, dict[str, str]] = {}
    for each in seen:
        versions.setdefault(each.story.telling_id, {})[each.story.language] = canonical(each)
    for each in seen:
        others = versions[each.story.telling_id]
        day = each.told_on.isoformat() if each.told_on else ""
        yield Page(canonical(each), day, others if len(others) > 1 else {})


def seen_in_batches(stranger: Reader) -> Iterator[Seen]:
    stories = told_to(stranger).defer("document", "after_reading")[:MOST]
    found = list(stories)
    for start in range(0, len(found), AT_ONCE):
        yield from seen_all(found[start : start + AT_ONCE], stranger)


def xml(pages: list[Page], *, whole: Callable[[str], str]) -> bytes:
    root = Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for page in pages:
        url = SubElement(root, "url")
        SubElement(url, "loc").text = whole(page.path)
        if page.day:
            SubElement(url, "lastmod").text = page.day
        for language, path in page.others.items():
            SubElement(url, "xhtml:link", {"rel": "alternate", "hreflang": language, "href": whole(path)})
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8")
