"""WXR, the RSS that WordPress exports, read as a stream: one item at a time, nothing kept but its fields.

expat reads it without namespaces, because exports forget to declare them and change their addresses with each version;
the prefixes are understood here. Entities cannot be declared, nothing is fetched, and a field has a largest size, so
what is in memory is one item.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from .cleaning import cleaned
from .encoding import decoded
from .item import Channel, Item, Person, Term
from .refusal import NotAnExport
from .source import Source

MOST_IN_FIELD = 64 * 1024 * 1024  # characters; a post with its pictures inside may be long, but not longer
DEEPEST = 64
MOST_META = 100_000  # characters of a field of meta data that we keep

ITEM_FIELDS = {
    "title": "title",
    "link": "link",
    "guid": "guid",
    "pubDate": "published",
    "description": "description",
    "dc:creator": "creator",
    "content:encoded": "content",
    "excerpt:encoded": "excerpt",
    "wp:post_id": "post_id",
    "wp:post_type": "type",
    "wp:status": "status",
    "wp:post_password": "password",
    "wp:post_name": "name",
    "wp:post_date": "date",
    "wp:post_date_gmt": "date_gmt",
    "wp:attachment_url": "attachment",
    "wp:is_sticky": "sticky",
}
CHANNEL_FIELDS = {"title", "link", "language", "wp:wxr_version", "wp:base_site_url", "wp:base_blog_url"}
META_KEYS = {"_thumbnail_id", "footnotes"}


class Export:
    """One export file. ``channel`` fills as the file is read and is whole when ``items`` has come to its end."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.channel = Channel()

    def items(self) -> Iterator[Item]:
        """Yield the items in the order of the file. Raises ``NotAnExport`` where the file is broken, not before."""
        reading = Reading(self.source.name, self.channel)
        try:
            for text in cleaned(decoded(self.source.chunks), name=self.source.name):
                reading.parser.Parse(text.encode("utf-8", "ignore"), False)
                yield from reading.taken()
            reading.parser.Parse(b"", True)
        except expat.ExpatError as broken:
            raise NotAnExport(reading.fault_of(broken)) from broken
        yield from reading.taken()
        if not reading.is_wordpress:
            raise NotAnExport(
                f"{self.source.name} is an RSS feed, not an export of WordPress. "
                "Export the posts with Tools → Export and name that file."
            )


class Reading:
    """One pass over a file, driven by expat."""

    def __init__(self, name: str, channel: Channel) -> None:
        self.name, self.channel = name, channel
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.buffer_size = 1 << 20
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.path: list[str] = []
        self.prefixes: dict[str, str] = {}
        self.wanted: list[str] | None = None
        self.size = 0
        self.fields: dict[str, str] = {}
        self.terms: list[Term] = []
        self.term: dict[str, str] = {}
        self.sub: dict[str, str] = {}
        self.comments = 0
        self.meta: dict[str, str] = {}
        self.ready: list[Item] = []
        self.is_wordpress = False

    def taken(self) -> list[Item]:
        ready, self.ready = self.ready, []
        return ready

    def start(self, raw: str, attrs: dict[str, str]) -> None:
        name = self.named(raw, attrs)
        self.path.append(name)
        depth = len(self.path)
        if depth > DEEPEST:
            raise NotAnExport(f"{self.name} is nested deeper than any export of WordPress. Export it again.")
        if depth == 1 and name.lower() != "rss":
            raise NotAnExport(
                f"{self.name} is not an export of WordPress: it begins with <{raw[:40]}>. "
                "Export the posts with Tools → Export and name that file."
            )
        if name.startswith("wp:"):
            self.is_wordpress = True
        self.wanted = None
        if self.path[1:3] == ["channel", "item"]:
            self.start_in_item(name, depth, attrs)
        elif (depth == 3 and name in CHANNEL_FIELDS) or (depth == 4 and self.path[2] == "wp:author"):
            self.wanted, self.size = [], 0
        elif name == "wp:author":
            self.sub = {}

    def start_in_item(self, name: str, depth: int, attrs: dict[str, str]) -> None:
        if depth == 3:
            self.fields, self.terms, self.meta, self.comments = {}, [], {}, 0
        elif depth == 4:
            self.sub = {}
            if name in ITEM_FIELDS or name == "category":
                self.wanted, self.size, self.term = [], 0, attrs
            elif name == "wp:comment":
                self.comments += 1
        elif depth == 5 and self.path[3] == "wp:postmeta":
            self.wanted, self.size = [], 0

    def text(self, data: str) -> None:
        if self.wanted is None:
            return
        self.wanted.append(data)
        self.size += len(data)
        if self.size > MOST_IN_FIELD:
            raise NotAnExport(
                f"{self.name}, line {self.parser.CurrentLineNumber}: one field is longer than "
                f"{MOST_IN_FIELD // 1024**2} million characters. Export that post on its own."
            )

    def end(self, raw: str) -> None:
        name = self.path.pop()
        depth = len(self.path) + 1
        words, self.wanted = None if self.wanted is None else "".join(self.wanted), None
        if self.path[1:2] != ["channel"]:
            return
        if self.path[2:3] == ["item"]:
            self.end_in_item(name, depth, words)
        elif name == "item" and depth == 3:
            self.ready.append(self.item())
        elif self.path[2:3] == ["wp:author"] and words is not None:
            self.sub[name.removeprefix("wp:author_")] = words.strip()
        elif name == "wp:author":
            self.end_of_author()
        elif words is not None:
            self.end_in_channel(name, words.strip())

    def end_in_item(self, name: str, depth: int, words: str | None) -> None:
        if depth == 5 and words is not None:
            self.sub[name] = words[:MOST_META]
        elif name == "wp:postmeta" and self.sub.get("wp:meta_key", "").strip() in META_KEYS:
            self.meta[self.sub["wp:meta_key"].strip()] = self.sub.get("wp:meta_value", "").strip()
        elif name == "category" and words is not None:
            taxonomy = self.term.get("domain", "").strip() or "category"
            self.terms.append(Term(taxonomy=taxonomy, name=words, slug=self.term.get("nicename", "")))
        elif words is not None and words and (field := ITEM_FIELDS[name]) not in self.fields:
            self.fields[field] = words

    def end_in_channel(self, name: str, words: str) -> None:
        channel = self.channel
        if name == "title":
            channel.title = words
        elif name == "language":
            channel.language = words
        elif name == "wp:wxr_version":
            channel.version = words
        elif words and (name == "wp:base_blog_url" or not channel.address):
            channel.address = words  # the blog's own address, then the first that is said

    def end_of_author(self) -> None:
        login = self.sub.get("login", "")
        whole = " ".join(part for part in (self.sub.get("first_name"), self.sub.get("last_name")) if part)
        if login:
            self.channel.people[login] = Person(
                login=login, name=self.sub.get("display_name") or whole, email=self.sub.get("email", "")
            )

    def item(self) -> Item:
        fields: dict[str, Any] = {
            name: words if name in ("content", "excerpt", "title") else words.strip()
            for name, words in self.fields.items()
        }
        description = fields.pop("description", "")
        fields["content"] = fields.get("content") or description
        fields["sticky"] = fields.get("sticky") == "1"
        return Item(**fields, terms=tuple(self.terms), comments=self.comments, meta=self.meta)

    def named(self, raw: str, attrs: dict[str, str]) -> str:
        """Return the name of an element with the prefix we know it by, whatever its file calls it."""
        for key, address in attrs.items():
            if key.startswith("xmlns:"):
                self.prefixes[key[6:]] = our_prefix(address) or key[6:]
        prefix, colon, local = raw.partition(":")
        return f"{self.prefixes.get(prefix, prefix)}:{local}" if colon else raw

    def fault_of(self, broken: expat.ExpatError) -> str:
        said = expat.ErrorString(broken.code)
        if not self.path and broken.code == expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]:
            return f"{self.name} is not an export of WordPress: there is no XML in it. Name the .xml file."
        if broken.code in CUT_OFF:
            return (
                f"{self.name} ends in the middle, at line {broken.lineno}: it was cut off. Export it again."
            )
        if not self.path and broken.lineno <= 2:
            return f"{self.name} is not an export of WordPress: it is no XML ({said}). Name the .xml file."
        return f"{self.name} is broken at line {broken.lineno}: {said}. Export it again."


CUT_OFF = {
    expat.errors.codes[each]
    for each in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
}


def our_prefix(address: str) -> str:
    address = address.lower().rstrip("/")
    if "/export/" in address:
        return "excerpt" if address.endswith("excerpt") else "wp"
    if "purl.org/rss/1.0/modules/content" in address:
        return "content"
    return "dc" if "purl.org/dc/" in address else ""
