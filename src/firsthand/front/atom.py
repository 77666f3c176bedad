"""An Atom feed (RFC 4287) written out. Pure: entries in, bytes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

ATOM = "http://www.w3.org/2005/Atom"
OURS = UUID("5c1ad3c4-7d3e-4f0e-9a55-0e4d3f6c8b21")

# What XML 1.0 cannot hold at all (its production 2, "Char").
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One story in the feed. ``content`` is HTML; the moments are RFC 3339."""

    id: str
    title: str
    address: str
    language: str
    published: str
    updated: str
    authors: Sequence[str]
    summary: str
    content: str
    categories: Sequence[str] = field(default=())


def name_of(thing: str) -> str:
    """Return the lasting name of a thing in feeds: the same whatever its words and wherever the place moves."""
    return f"urn:uuid:{uuid5(OURS, thing)}"


def atom(
    *,
    id: str,
    title: str,
    line: str,
    language: str,
    address: str,
    home: str,
    updated: str,
    entries: Sequence[Entry],
) -> bytes:
    """Return the feed. ``address`` is its own, ``home`` that of the page it stands for."""
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    text(feed, "id", id)
    text(feed, "title", title)
    if line:
        text(feed, "subtitle", line)
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": address})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": home})
    text(feed, "updated", updated)
    for each in entries:
        write(feed, each)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="utf-8")


def write(feed: Element, entry: Entry) -> None:
    element = SubElement(feed, "entry", {"xml:lang": entry.language})
    text(element, "id", entry.id)
    text(element, "title", entry.title)
    SubElement(
        element,
        "link",
        {"rel": "alternate", "type": "text/html", "href": entry.address, "hreflang": entry.language},
    )
    text(element, "published", entry.published)
    text(element, "updated", entry.updated)
    for name in entry.authors:
        text(SubElement(element, "author"), "name", name)
    for category in entry.categories:
        SubElement(element, "category", {"term": legible(category)})
    if entry.summary:
        text(element, "summary", entry.summary)
    text(element, "content", entry.content, type="html")


def text(parent: Element, name: str, words: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = legible(words)


def legible(words: str) -> str:
    """Return ``words`` without the characters that no XML can hold."""
    return NOT_IN_XML.sub("", words)
