"""A document as HTML: from known nodes only, every word escaped, at a named rung."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import Any

from .reading import as_read, mask_of
from .withholding import Withheld

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class PictureMarkup:
    """Where a picture is served and how large it is, in pixels."""

    src: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Words:
    """The sentences of the house that stand in a story, in the reader's language.

    ``stops_at`` turns a rung into "It stays within: the company."; ``further_out`` a phrase into what is read outside.
    """

    stops_at: Callable[[int], str] = str
    further_out: Callable[[str], str] = str
    nothing_further_out: str = ""
    decision_rows: dict[str, str] = field(default_factory=dict)
    question: str = ""


def to_html(
    document: Json,
    *,
    rung: int,
    withheld: Sequence[Withheld] = (),
    story_address: Callable[[str], str | None] = lambda story: None,
    picture: Callable[[str], PictureMarkup | None] = lambda picture: None,
    veils: bool = False,
    words: Words | None = None,
) -> str:
    """Return ``document`` as it is read at ``rung``, as HTML.

    With ``veils`` the masks within reach are drawn, each with a note of how far its words may go; without them they
    read as ordinary prose. A link to a story is one only when ``story_address`` knows an address for this reader.
    """
    drawing = Drawing(story_address, picture, veils, words or Words())
    return "".join(drawing.block(node) for node in as_read(document, rung=rung, withheld=withheld)["content"])


@dataclass
class Drawing:
    story_address: Callable[[str], str | None]
    picture: Callable[[str], PictureMarkup | None]
    veils: bool
    words: Words
    veils_drawn: int = 0
    notes: list[str] = field(default_factory=list)

    def block(self, node: Json) -> str:
        """Return one block, followed by the notes of the veils in it."""
        mask = node.get("attrs", {}).get("mask")
        veil = self.veil(mask) if mask and self.veils else None
        drawn = getattr(self, node["type"])(node)
        if veil:
            drawn = f'<div class="veil" aria-describedby="{veil}">{drawn}</div>'
        if node["type"] in INSIDE_A_TABLE:
            return drawn
        notes, self.notes = "".join(self.notes), []
        return drawn + notes

    def blocks(self, node: Json) -> str:
        return "".join(self.block(child) for child in node.get("content", ()))

    def paragraph(self, node: Json) -> str:
        return f"<p>{self.inline(node)}</p>\n"

    def heading(self, node: Json) -> str:
        level = node["attrs"]["level"]
        return f"<h{level}>{self.inline(node)}</h{level}>\n"

    def bulletList(self, node: Json) -> str:
        return f"<ul>{self.blocks(node)}</ul>\n"

    def orderedList(self, node: Json) -> str:
        start = node["attrs"]["start"]
        begins = f' start="{start}"' if start != 1 else ""
        return f"<ol{begins}>{self.blocks(node)}</ol>\n"

    def listItem(self, node: Json) -> str:
        return f"<li>{self.blocks(node)}</li>"

    def blockquote(self, node: Json) -> str:
        return f"<blockquote>{self.blocks(node)}</blockquote>\n"

    def codeBlock(self, node: Json) -> str:
        return f"<pre><code>{self.inline(node)}</code></pre>\n"

    def horizontalRule(self, node: Json) -> str:
        return "<hr>\n"

    def figure(self, node: Json) -> str:
        attrs, caption = node["attrs"], self.inline(node)
        shown = self.picture(attrs["picture"]) if attrs["picture"] else None
        image = (
            f'<img src="{escape(shown.src)}" width="{shown.width}" height="{shown.height}"'
            f' alt="{escape(attrs["alt"])}" loading="lazy" decoding="async">'
            if shown
            else ""
        )
        told = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f'<figure class="figure">{image}{told}</figure>\n' if image or told else ""

    def decision(self, node: Json) -> str:
        head, *rows = node["content"]
        when = escape(node["attrs"]["when"])
        said_when = f'<span class="when">{when}</span> ' if when else ""
        parts = "".join(self.decision_row(row) for row in rows)
        told = f"<dl>{parts}</dl>" if parts else ""
        return f'<section class="decision"><h3>{said_when}{self.inline(head)}</h3>{told}</section>\n'

    def decision_row(self, node: Json) -> str:
        what = escape(self.words.decision_rows.get(node["attrs"]["what"], node["attrs"]["what"]))
        return f"<div><dt>{what}</dt><dd>{self.inline(node)}</dd></div>"

    def question(self, node: Json) -> str:
        asked = (
            f'<span class="aside-voice">{escape(self.words.question)}</span> ' if self.words.question else ""
        )
        return f'<p class="asks">{asked}{self.inline(node)}</p>\n'

    def table(self, node: Json) -> str:
        rows = "".join(f"<tr>{self.blocks(row)}</tr>" for row in node["content"])
        return f'<div class="scroll" tabindex="0"><table>{rows}</table></div>\n'

    def tableCell(self, node: Json) -> str:
        return f"<td>{self.cell(node)}</td>"

    def tableHeader(self, node: Json) -> str:
        return f'<th scope="col">{self.cell(node)}</th>'

    def cell(self, node: Json) -> str:
        """Return what a cell holds; a single paragraph without its tags."""
        if len(node["content"]) == 1 and not node["content"][0]["attrs"]["mask"]:
            return self.inline(node["content"][0])
        return self.blocks(node)

    def inline(self, node: Json) -> str:
        return "".join(
            self.span(mask, list(children))
            for mask, children in groupby(node.get("content", ()), key=mask_of)
        )

    def span(self, mask: Json | None, children: list[Json]) -> str:
        told = "".join(self.text(child) for child in children)
        if not mask or not self.veils:
            return told
        veil = self.veil(mask)
        return f'<span class="veil" aria-describedby="{veil}">{told}</span>'

    def veil(self, mask: Json) -> str:
        """Write the note of a veil and return its id. Ids count the veils this reader sees."""
        self.veils_drawn += 1
        name = f"veil-{self.veils_drawn}"
        says = (
            self.words.further_out(escape(mask["say"]))
            if mask["say"]
            else escape(self.words.nothing_further_out)
        )
        stops = escape(self.words.stops_at(mask["up_to"]))
        self.notes.append(f'<aside class="veil-note" id="{name}" role="note"><b>{stops}</b> {says}</aside>\n')
        return name

    def text(self, node: Json) -> str:
        told = escape(node["text"], quote=False) if node["type"] == "text" else "<br>"
        for mark in reversed(node.get("marks", ())):
            told = self.marked(mark, told)
        return told

    def marked(self, mark: Json, told: str) -> str:
        name = mark["type"]
        if name == "link":
            return f'<a href="{escape(mark["attrs"]["href"])}" rel="noopener nofollow">{told}</a>'
        if name == "storyLink":
            address = self.story_address(mark["attrs"]["story"])
            return f'<a href="{escape(address)}">{told}</a>' if address else told
        tag = TAGS.get(name)
        return f"<{tag}>{told}</{tag}>" if tag else told


INSIDE_A_TABLE = {"tableCell", "tableHeader"}  # between two of them no note may stand; it follows the table
TAGS = {"bold": "strong", "italic": "em", "strike": "s", "code": "code"}
