"""HTML: what each tag does to the passages of a post."""

from __future__ import annotations

import re
from typing import Any

from .elements import (
    BLOCKS,
    BOLD_BLOCKS,
    CELLS,
    CLOSED_BY_THEIR_LIKE,
    HEADINGS,
    LISTS,
    MARKS,
    NEW_LINE_IN_CODE,
    PLAYED,
    PREFORMATTED,
    ROW_GROUPS,
)
from .holders import Holders
from .nodes import MOST_ALT, block
from .tokens import Tag
from .words import address, line, shortened

HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SAID_BY_A_PICTURE = re.compile(r"\b(?:wp-smiley|emoji|latex|ql-img[\w-]*|tex)\b")


class Markup(Holders):
    """A post of HTML. ``base`` is the address that its links are relative to; ``code`` is what a ``<pre>`` holds."""

    def __init__(self, *, base: str) -> None:
        super().__init__()
        self.base = base
        self.code: list[str] | None = None
        self.played = ""

    def start(self, tag: Tag) -> None:
        name = tag.name
        if "style" in tag.written and HIDDEN.search(tag.written):
            self.lost["hidden"] += 1
        if name in MARKS:
            self.wear(name, {"type": MARKS[name]})
        elif name == "a":
            self.take_off("a")
            self.wear("a", self.link(tag.attributes().get("href", "")))
        elif name == "br":
            self.passage.add_break()
        elif name == "p":
            self.start_paragraph()
        elif name == "img":
            self.picture(tag.attributes())
        elif name == "q":
            self.passage.add("“", self.worn)
        elif name in HEADINGS:
            self.end_passage()
            self.heading = HEADINGS[name]
        elif name in BLOCKS:
            self.start_block(tag)
        elif name in LISTS:
            self.start_list(name, tag)
        elif name == "li":
            self.start_item()
        elif name in PREFORMATTED:
            self.start_code(tag)
        elif name == "hr":
            self.end_passage()
            self.heading = 0
            self.put({"type": "horizontalRule"})
        elif name == "blockquote":
            self.start_quote()
        elif name in ("figure", "figcaption"):
            self.start_figure(name)
        elif name in ("table", "tr", "caption") or name in CELLS or name in ROW_GROUPS:
            self.start_in_table(name)
        elif name in PLAYED:
            self.play(tag.attributes().get("src", ""), again=name == "source")
        elif name == "object":
            self.play(tag.attributes().get("data", ""))

    def end(self, name: str) -> None:
        if name in MARKS or name == "a":
            self.take_off(name)
        elif name == "br":
            self.passage.add_break()
        elif name == "p":
            self.end_passage()
        elif name == "q":
            self.passage.add("”", self.worn)
        elif name in HEADINGS:
            self.end_passage()
            self.heading = 0
        elif self.open[name]:
            self.close(name)

    def start_paragraph(self) -> None:
        keep = self.heading and not self.passage
        self.end_passage()
        if not keep:
            self.heading = 0

    def start_block(self, tag: Tag) -> None:
        name = tag.name
        self.end_passage()
        if name in CLOSED_BY_THEIR_LIKE and (
            place := self.find(CLOSED_BY_THEIR_LIKE[name], {"cell", "table"})
        ):
            self.pop_to(place)
        captioned = name == "div" and "wp-caption" in tag.written and "wp-caption-text" not in tag.written
        self.push(name, "captioned" if captioned else "block", bold=name in BOLD_BLOCKS)

    def start_code(self, tag: Tag) -> None:
        if "wp-block-verse" in tag.written:
            self.push("pre", "block")
            self.verses += 1
            self.frames[-1].tag = "[verse]"
            self.open["pre"] -= 1
            self.open["[verse]"] += 1
            return
        self.end_passage()
        self.heading = 0
        self.code = []

    def tag_in_code(self, tag: Tag) -> None:
        assert self.code is not None
        if tag.ends and tag.name in PREFORMATTED:
            self.end_code()
        elif tag.name == "br" or (
            tag.name in NEW_LINE_IN_CODE and self.code and not self.code[-1].endswith("\n")
        ):
            self.code.append("\n")
        elif tag.name in CELLS and tag.ends:
            self.code.append("\t")
        elif tag.name == "img":
            said = tag.attributes()
            if SAID_BY_A_PICTURE.search(said.get("class", "")):
                self.code.append(line(said.get("alt", "")))
            else:
                self.lost["pictures"] += 1

    def end_code(self) -> None:
        if self.code is None:
            return
        words, self.code = "".join(self.code).replace("\f", "\n"), None
        words = words.replace("\u2028", "\n").replace("\u2029", "\n").rstrip()
        words = re.sub(r"\A(?:[ \t]*\n)+", "", words)
        if words.strip():
            self.put(block("codeBlock", [{"type": "text", "text": words}]))

    def picture(self, said: dict[str, str]) -> None:
        alt = line(said.get("alt", "")) or line(said.get("title", ""))
        if SAID_BY_A_PICTURE.search(said.get("class", "")):
            self.passage.add(alt, self.worn)
            return
        if said.get("width", "").strip() in ("0", "1") and said.get("height", "").strip() in ("0", "1"):
            return
        self.lost["pictures"] += 1
        figure = block("figure", [], picture=None, alt=shortened(alt, MOST_ALT))
        if around := self.figure_around():
            around.pictures.append(figure)
        if self.passage:
            self.waiting.append(figure)
        else:
            self.end_passage()
            self.put(figure)

    def link(self, href: str) -> dict[str, Any] | None:
        whole = address(href, base=self.base)
        if whole is None:
            if href.strip() and not href.strip().startswith("#"):
                self.lost["links"] += 1
            return None
        return {"type": "link", "attrs": {"href": whole}}

    def play(self, src: str, *, again: bool = False) -> None:
        """Leave a link where something was played or shown from elsewhere. ``again`` is another form of the same."""
        whole = address(src, base=self.base)
        if whole is None or (again and self.played):
            return
        self.played = whole if not again else self.played
        self.lost["played"] += 1
        self.end_passage()
        words = re.sub(r"^(?:https?://|mailto:)", "", whole)
        self.passage.add(words, [{"type": "link", "attrs": {"href": whole}}])
        self.end_passage()
