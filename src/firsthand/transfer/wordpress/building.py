"""A post as WordPress keeps it, read token by token into the passages of a document.

What browsers do with HTML that is not well-formed is done here as far as it changes what is read: unclosed and crossing
elements, items without a list, words between the rows of a table. Nesting is bounded while reading, so a post can be as
deep as it likes. Where no block is open, an empty line begins a paragraph and a line break is one, as in WordPress.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
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
from .frames import DEEPEST_HOLDER, MOST_FRAMES, MOST_TABLES, Frame
from .nodes import MOST_ALT, Node, as_paragraphs, block, holder, in_one_line, paragraph, settled
from .passage import Marks, Passage
from .shortcodes import CAPTIONS, EMBEDDED, FOOTNOTES, IN_THE_LINE, NOT_WORDS, PICTURES, Shortcodes
from .tokens import Comment, Shortcode, Tag, Text, Token, tokens
from .words import address, line, resolved, shortened

BLOCK_COMMENT = re.compile(
    r"\s*(/?)wp:([a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)\s*(\{.*\})?\s*(/?)\s*", re.DOTALL
)
REFERENCE = re.compile(r"\"ref\"\s*:\s*\"?(\d+)")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SAID_BY_A_PICTURE = re.compile(r"\b(?:wp-smiley|emoji|latex|ql-img[\w-]*|tex)\b")
EMPTY_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
LAYOUT = re.compile(
    r"^(?:vc|et_pb|fusion|av|su|tatsu|cs|fl|mk|ult|stm|kc)_|row|col|section|text|tab|toggle|accordion|box|half|"
    r"third|fourth|fifth|sixth|inner|block|module|panel|slide|item|container|content|quote|button|div"
)
LIST_KEEPS = {"list", "flat", "quote", "cell", "table", "caption", "captioned"}
LONGEST_HEADING = 400
MOST_MARKS = 64
MOST_REUSED = 3  # how deep one reusable block may lie in another
WITHOUT_WORDS_ANYWAY = {"spacer", "separator", "more", "nextpage", "image", "paragraph", "shortcode", "block"}


class Building:
    """One post being read. ``blocks`` are its passages when it is done; ``lost`` counts what did not come in."""

    def __init__(
        self, *, base: str, shortcodes: Shortcodes, reusable: Mapping[str, str] | None = None
    ) -> None:
        self.base, self.shortcodes, self.reusable = base, shortcodes, reusable or {}
        self.lost: Counter[str] = Counter()
        self.shortcodes_seen: Counter[str] = Counter()
        self.blocks_seen: Counter[str] = Counter()
        self.blocks: list[Node] = []
        self.frames = [Frame("", "doc", 1, self.blocks)]
        self.open: Counter[str] = Counter()
        self.passage = Passage()
        self.heading = 0
        self.waiting: list[Node] = []  # pictures that stood in the middle of a passage
        self.marks: list[tuple[str, dict[str, Any] | None]] = []
        self.worn: Marks = []
        self.code: list[str] | None = None
        self.in_blocks: list[str] = []
        self.verses = 0
        self.reused = 0
        self.played = ""

    def read(self, content: str) -> list[Node]:
        """Return the passages of ``content``."""
        self.take(tokens(content, self.shortcodes.of(content)))
        self.end_code()
        self.pop_to(1)
        self.end_passage()
        return settled(self.blocks)

    def take(self, stream: Iterable[Token]) -> None:
        for token in stream:
            if isinstance(token, Text):
                self.text(token.words)
            elif isinstance(token, Tag):
                if self.code is not None:
                    self.tag_in_code(token)
                elif token.ends:
                    self.end(token.name)
                else:
                    self.start(token)
            elif isinstance(token, Shortcode):
                self.shortcode(token)
            else:
                self.comment(token)

    # words

    def text(self, written: str) -> None:
        words = resolved(written)
        if self.code is not None:
            self.code.append(words.replace("\r\n", "\n").replace("\r", "\n"))
            return
        words = words.replace("&nbsp;", " ")
        if self.keeps_lines() and "\n" in words:
            self.lines(words.replace("\r", ""))
        else:
            self.passage.add(words, self.worn)

    def keeps_lines(self) -> bool:
        return not self.in_blocks or self.in_blocks[-1] in ("freeform", "shortcode") or self.verses > 0

    def lines(self, words: str) -> None:
        """Take words in which lines and empty lines count."""
        for place, part in enumerate(EMPTY_LINE.split(words)):
            if place:
                self.end_passage()
                self.heading = 0
            for number, one in enumerate(part.split("\n")):
                if number and not self.passage.ends_with_a_break():
                    self.passage.add_break()
                self.passage.add(one, self.worn)

    def end_passage(self) -> None:
        """Put what was read since the last passage where it belongs."""
        if self.passage.pieces:
            contents = self.passage.lines()
            self.passage = Passage()
            for content in contents:
                self.put(self.as_passage(content))
        if self.waiting:
            waiting, self.waiting = self.waiting, []
            for figure in waiting:
                self.put(figure)

    def as_passage(self, content: list[Node]) -> Node:
        if self.heading and sum(len(node.get("text", "")) for node in content) <= LONGEST_HEADING:
            return block("heading", content, level=self.heading)
        return paragraph(content)

    def put(self, node: Node) -> None:
        """Put a passage into the nearest open element that may hold it."""
        host = self.frames[-1].host
        if host.kind == "list":
            assert host.node is not None
            if host.implied:
                self.pop_to(self.frames.index(host))
                self.put(node)
            elif host.holds:
                host.holds[-1]["content"].append(node)
            else:
                host.holds.append(holder("listItem", [node]))
        else:
            host.holds.append(node)

    # what the words wear

    def wear(self, tag: str, mark: dict[str, Any] | None) -> None:
        if len(self.marks) < MOST_MARKS:
            self.marks.append((tag, mark))
            self.change_clothes()

    def take_off(self, tag: str) -> None:
        for place in range(len(self.marks) - 1, -1, -1):
            if self.marks[place][0] == tag:
                del self.marks[place]
                self.change_clothes()
                return

    def change_clothes(self) -> None:
        worn = {mark["type"]: mark for _, mark in self.marks if mark}
        made = [worn[name] for name in ("bold", "italic", "strike", "code", "link") if name in worn]
        if made != self.worn:
            self.worn = made

    # elements

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

    def close(self, name: str) -> None:
        """Close the nearest open element of this name, if no cell of a table, or list, keeps it."""
        in_table = name == "table" or name in CELLS or name in ROW_GROUPS or name in ("tr", "caption")
        keeps = {"table"} if in_table else {"cell", "table"} | ({"list", "flat"} if name == "li" else set())
        place = self.find({name}, keeps)
        if place:
            self.pop_to(place)

    def find(self, tags: set[str], keeps: set[str]) -> int:
        """Return where in ``frames`` the nearest of these is open, 0 when something keeps it or none is."""
        for place in range(len(self.frames) - 1, 0, -1):
            frame = self.frames[place]
            if frame.tag in tags:
                return place
            if frame.kind in keeps:
                return 0
        return 0

    def push(
        self, tag: str, kind: str, *, deeper: int = 0, bold: bool = False, **fields: Any
    ) -> Frame | None:
        """Open an element; None, and nothing is opened, when there are too many."""
        self.end_passage()
        self.heading = 0
        if len(self.frames) >= MOST_FRAMES:
            return None
        top = self.frames[-1]
        goes_through = kind in ("block", "flat")
        depth = top.depth + deeper + (top.host.kind == "list" and kind != "item")
        frame = Frame(tag, kind, depth, top.holds if goes_through else [], marks=list(self.marks), **fields)
        if goes_through:
            frame.host = top.host
        if kind == "cell":
            self.marks = []
            self.change_clothes()
        if bold:
            self.wear(tag, {"type": "bold"})
        self.frames.append(frame)
        self.open[tag] += 1
        return frame

    def may_go_deeper(self, by: int) -> bool:
        return self.frames[-1].depth + by <= DEEPEST_HOLDER

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

    def start_list(self, name: str, tag: Tag) -> None:
        if not self.may_go_deeper(3):
            self.push(name, "flat")
            return
        attrs: dict[str, Any] = {}
        if name == "ol":
            start = tag.attributes().get("start", "").strip() if "start" in tag.written else ""
            attrs = {"start": int(start) if re.fullmatch(r"[0-9]{1,6}", start) else 1}
        self.push(name, "list", deeper=1, node=block(LISTS[name], [], **attrs))

    def start_item(self) -> None:
        self.end_passage()
        if place := self.find({"li"}, LIST_KEEPS):
            self.pop_to(place)
        if self.frames[-1].kind == "flat":
            self.push("li", "block")
            return
        if self.frames[-1].host.kind != "list":
            if not self.may_go_deeper(3):
                return
            self.push("ul", "list", deeper=1, node=block("bulletList", []), implied=True)
        self.push("li", "item", deeper=1)

    def start_quote(self) -> None:
        fits = self.may_go_deeper(2)
        self.push("blockquote", "quote" if fits else "block", deeper=int(fits))

    def start_figure(self, name: str) -> None:
        if name == "figure":
            self.push(name, "block")
        elif around := self.figure_around():
            self.push(name, "caption", pictures_before=len(around.pictures))
        else:
            self.push(name, "block")

    def start_in_table(self, name: str) -> None:
        if name == "table":
            if self.open[name] < MOST_TABLES:
                self.push(name, "table")
            return
        self.end_passage()
        keeps = {"cell"} if self.frames[-1].kind == "table" else set()
        place = self.find({"table"}, keeps)
        if not place:  # not in a table: browsers leave the tag out, and its words stand where they are
            self.end_passage()
            return
        row = self.find({"tr"}, {"table"})
        if name in CELLS:
            self.pop_to(row + 1 if row else place + 1)
            if not row:
                self.push("tr", "row")
            self.push(name, "cell")
        else:
            self.pop_to(place + 1)
            if name == "tr":
                self.push("tr", "row")
            elif name == "caption":
                self.push(name, "block")

    def pop_to(self, place: int) -> None:
        """Close every element from ``place`` on, the innermost first."""
        while len(self.frames) > place:
            self.end_passage()
            self.heading = 0
            if len(self.frames) <= place:  # an implied list ended with its passage
                break
            frame = self.frames.pop()
            self.open[frame.tag] -= 1
            if frame.marks is not None and (frame.kind == "cell" or frame.tag in BOLD_BLOCKS):
                self.marks = frame.marks
                self.change_clothes()
            if frame.tag == "[verse]":
                self.verses -= 1
            self.closed(frame)

    def closed(self, frame: Frame) -> None:
        """Put what a closed element held into the one around it."""
        if frame.kind == "quote" and frame.holds:
            self.put(block("blockquote", frame.holds))
        elif frame.kind == "list" and frame.holds:
            assert frame.node is not None
            self.put({**frame.node, "content": frame.holds})
        elif frame.kind == "item" and frame.holds:
            self.frames[-1].host.holds.append(holder("listItem", frame.holds))
        elif frame.kind == "cell":
            self.frames[-1].host.cells.append((CELLS[frame.tag], frame.holds))
        elif frame.kind == "row":
            self.rows_of(frame)
        elif frame.kind == "table":
            for node in [*frame.holds, *table_of(frame.rows)]:
                self.put(node)
        elif frame.kind == "caption":
            self.caption(frame)
        elif frame.kind == "captioned":
            self.captioned(frame)

    def rows_of(self, row: Frame) -> None:
        table = self.frames[-1].host
        table.holds += row.holds
        table.rows.append(row.cells)

    def figure_around(self) -> Frame | None:
        return next((each for each in reversed(self.frames) if each.tag == "figure"), None)

    def caption(self, frame: Frame) -> None:
        """Give a caption to the last picture of its figure, or leave it a passage when there is none without one."""
        around = self.figure_around()
        before = around.pictures[: frame.pictures_before] if around else []
        if before and not before[-1].get("content"):
            if content := in_one_line(frame.holds):
                before[-1]["content"] = content
            return
        for node in frame.holds:
            self.put(node)

    def captioned(self, frame: Frame) -> None:
        pictures = [node for node in frame.holds if node["type"] == "figure"]
        told = [node for node in frame.holds if node["type"] != "figure"]
        if frame.said:
            told = [*told, *self.part(frame.said)]
        bare = bool(pictures) and not pictures[-1].get("content")
        if bare and all(node["type"] in ("paragraph", "heading") for node in told):
            if content := in_one_line(told):
                pictures[-1]["content"] = content
            told = []
        for node in [*pictures, *told]:
            self.put(node)

    def part(self, content: str) -> list[Node]:
        """Return the passages of a piece of HTML that stood in an attribute."""
        return Building(base=self.base, shortcodes=self.shortcodes).read(content)

    # code

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

    # pictures, links, what is played

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

    # what WordPress adds to HTML

    def shortcode(self, code: Shortcode) -> None:
        name = code.name
        if code.inside is not None:
            self.code_of(code)
            return
        if self.code is not None:
            self.shortcodes_seen[name] += not code.ends
            return
        if name in CAPTIONS:
            self.caption_shortcode(code)
            return
        if name in FOOTNOTES:
            self.passage.add(") " if code.ends else " (", self.worn)
            return
        if not code.ends:
            if name in PICTURES:
                ids = code.attributes().get("ids", "") or code.attributes().get("include", "")
                self.lost["pictures"] += len([each for each in ids.split(",") if each.strip()]) or 1
            elif name in EMBEDDED:
                self.play_shortcode(code)
            else:
                self.shortcodes_seen[name] += 1
        if name in IN_THE_LINE:
            return
        if name in EMBEDDED | PICTURES or LAYOUT.search(name) or self.passage.at_a_beginning():
            self.end_passage()
        else:
            self.passage.add(" ", self.worn)

    def play_shortcode(self, code: Shortcode) -> None:
        said = code.attributes().values()
        addresses = (each.lstrip("=") for each in said)
        at = next((each for each in addresses if each.startswith(("http://", "https://", "//"))), "")
        if at:
            self.play(at)
        elif code.name != "embed" or code.written.strip():
            self.lost["played"] += 1

    def code_of(self, code: Shortcode) -> None:
        assert code.inside is not None
        if code.name in NOT_WORDS:
            self.shortcodes_seen[code.name] += 1
            return
        self.end_passage()
        words = re.sub(r"<br\s*/?>\n?|</p>\s*<p>", "\n", code.inside)
        self.code = [resolved(re.sub(r"</?p>", "", words)).replace("\r", "")]
        self.end_code()

    def caption_shortcode(self, code: Shortcode) -> None:
        if code.ends:
            if self.open["[caption]"]:
                self.close("[caption]")
            return
        frame = self.push("[caption]", "captioned")
        if frame:
            frame.said = code.attributes().get("caption", "")

    def comment(self, comment: Comment) -> None:
        found = BLOCK_COMMENT.fullmatch(comment.words)
        if found is None:
            if comment.words.strip().startswith(("more", "nextpage", "noteaser")) and self.code is None:
                self.end_passage()
            return
        name = found[2].removeprefix("core/")
        if found[4]:
            self.empty_block(name, found[3] or "")
        elif found[1]:
            if name in self.in_blocks:
                while self.in_blocks.pop() != name:
                    pass
        elif len(self.in_blocks) < MOST_FRAMES:
            self.in_blocks.append(name)
        if self.code is None:
            self.end_passage()

    def empty_block(self, name: str, said: str) -> None:
        """Take a block that WordPress fills itself: a reusable one from the file, any other is counted."""
        reference = REFERENCE.search(said) if name == "block" else None
        content = self.reusable.get(reference[1]) if reference else None
        if content is not None and self.reused < MOST_REUSED:
            self.reused += 1
            self.take(tokens(content, self.shortcodes.of(content)))
            self.reused -= 1
        elif name not in WITHOUT_WORDS_ANYWAY or name == "block":
            self.blocks_seen[name] += 1


def table_of(rows: list[list[tuple[str, list[Node]]]]) -> list[Node]:
    """Return a table of these rows of cells; what one column holds is no table, and stands for itself."""
    rows = [row for row in rows if any(content for _, content in row)]
    if not rows:
        return []
    if max(len(row) for row in rows) == 1:
        return [node for row in rows for _, content in row for node in content]
    made = [
        holder(
            "tableRow",
            [holder(kind, as_paragraphs(settled(content)) or [paragraph([])]) for kind, content in row],
        )
        for row in rows
    ]
    return [block("table", made)]
