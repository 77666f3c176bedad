"""What an export holds, as it says it: nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody whom the export names as an author: ``login`` is how its posts refer to them."""

    login: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Term:
    """A category or tag of a post. ``taxonomy`` is "category", "post_tag" or another; ``slug`` its short name."""

    taxonomy: str
    name: str
    slug: str = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item of an export: a post, page, picture, or anything else WordPress keeps as a post.

    Texts are as exported, dates too; ``comments`` counts what readers wrote, ``meta`` holds the few fields we need.
    """

    post_id: str = ""
    type: str = ""
    status: str = ""
    password: str = ""
    title: str = ""
    name: str = ""
    link: str = ""
    guid: str = ""
    creator: str = ""
    date: str = ""
    date_gmt: str = ""
    published: str = ""
    content: str = ""
    excerpt: str = ""
    terms: tuple[Term, ...] = ()
    comments: int = 0
    attachment: str = ""
    sticky: bool = False
    meta: dict[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class Channel:
    """The blog itself. ``version`` is that of the export format, empty where the file does not say."""

    title: str = ""
    address: str = ""
    language: str = ""
    version: str = ""
    people: dict[str, Person] = field(default_factory=dict)

    def name_of(self, login: str) -> str:
        """Return the name somebody was published under."""
        person = self.people.get(login)
        return (person.name if person else "") or login.partition("@")[0]
