"""The tags, the language and the authors that an item names."""

from __future__ import annotations

from collections.abc import Collection

from .item import Channel, Item, Person
from .words import line

TAXONOMIES = {"category", "post_tag", "tag"}
UNSORTED = {
    "uncategorized", "uncategorised", "senza categoria", "senza-categoria", "non classé", "non-classe", "sin categoría",
    "sin-categoria", "sem categoria", "sem-categoria", "unkategorisiert", "geen categorie", "geen-categorie",
    "okategoriserade", "без рубрики", "未分類", "未分类",
}  # fmt: skip
LONGEST_TAG = 80


def tags_of(item: Item) -> list[str]:
    """Return the names of its categories and tags, each once, without what WordPress calls the unsorted."""
    names = [
        " ".join(line(term.name).replace(",", " ").split())[:LONGEST_TAG].strip()
        for term in item.terms
        if term.taxonomy.lower() in TAXONOMIES and term.slug.lower() not in UNSORTED
    ]
    found: dict[str, str] = {}
    for name in names:
        if name and name.casefold() not in UNSORTED:
            found.setdefault(name.casefold(), name)
    return list(found.values())


def language_of(item: Item, channel: Channel, *, known: Collection[str], otherwise: str) -> str:
    """Return the language of the words: what the post says, else its blog, if it is one of ``known``."""
    said = [term.slug for term in item.terms if term.taxonomy == "language"]
    for each in [*said, channel.language]:
        if (language := each.strip().lower().replace("_", "-").partition("-")[0]) in known:
            return language
    return otherwise


def people_of(item: Item, channel: Channel) -> list[Person]:
    """Return who signed it there: whom it names as creator, and those a plugin for several authors adds."""
    found: dict[str, Person] = {}
    if login := item.creator.strip():
        found[login] = person(channel, login, "")
    for term in item.terms:
        login = term.slug.removeprefix("cap-").strip() if term.taxonomy == "author" else ""
        if login and not any(alike(login, term.name, each) for each in found.values()):
            found[login] = person(channel, login, line(term.name))
    return list(found.values())


def person(channel: Channel, login: str, name: str) -> Person:
    known = channel.people.get(login)
    written = line(channel.name_of(login)) if known or not name else name
    return Person(login=login[:200], name=(written or login)[:120], email=known.email if known else "")


def alike(login: str, name: str, other: Person) -> bool:
    return login.casefold() == other.login.casefold().replace(" ", "-") or line(name) == other.name
