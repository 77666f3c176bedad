"""Exports of WordPress, made for tests: as the program writes them, or as nasty as they come."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<!-- generator="WordPress/6.4" -->\n'
    '<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">\n<channel>\n'
)
BLOG = "https://blog.pompebrenta.example"


def cdata(words: str) -> str:
    return "<![CDATA[" + words.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def author(login: str, name: str, *, email: str = "") -> str:
    return (
        f"<wp:author><wp:author_login>{cdata(login)}</wp:author_login>"
        f"<wp:author_email>{cdata(email)}</wp:author_email>"
        f"<wp:author_display_name>{cdata(name)}</wp:author_display_name></wp:author>\n"
    )


def post(
    title: str = "La pompa che fischiava",
    content: str = "Alle sei il banco era caldo.",
    *,
    number: int = 1,
    status: str = "publish",
    kind: str = "post",
    date: str = "2019-03-04 08:30:00",
    creator: str = "marta",
    password: str = "",
    terms: list[tuple[str, str, str]] | None = None,
    comments: int = 0,
    more: str = "",
    guid: str | None = None,
) -> str:
    """Return one item; ``terms`` are (taxonomy, slug, name), ``date`` counts in UTC."""
    said = "".join(
        f'<category domain="{taxonomy}" nicename="{slug}">{cdata(name)}</category>'
        for taxonomy, slug, name in terms or []
    )
    told = "<wp:comment><wp:comment_content>Bravo</wp:comment_content></wp:comment>" * comments
    address = f"{BLOG}/?p={number}" if guid is None else guid
    return (
        f"<item><title>{escape(title)}</title><link>{BLOG}/{number}/</link><dc:creator>{cdata(creator)}</dc:creator>"
        f'<guid isPermaLink="false">{escape(address)}</guid><description></description>'
        f"<content:encoded>{cdata(content)}</content:encoded><excerpt:encoded>{cdata('')}</excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_date>{date}</wp:post_date><wp:post_date_gmt>{date}</wp:post_date_gmt>"
        f"<wp:post_name>n{number}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>"
        f"<wp:post_password>{password}</wp:post_password>{said}{told}{more}</item>\n"
    )


def export(*items: str, people: str | None = None, language: str = "it-IT", address: str = BLOG) -> str:
    """Return a whole export."""
    known = people if people is not None else author("marta", "Marta B.")
    return (
        f"{HEAD}<title>Il blog</title><link>{address}</link><language>{language}</language>"
        f"<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>{address}</wp:base_site_url>"
        f"<wp:base_blog_url>{address}</wp:base_blog_url>\n{known}{''.join(items)}</channel></rss>\n"
    )


def saved(folder: Path, *items: str, name: str = "export.xml", **channel: Any) -> Path:
    """Write an export of these items into ``folder`` and return where it is."""
    path = folder / name
    path.write_text(export(*items, **channel), "utf-8")
    return path
