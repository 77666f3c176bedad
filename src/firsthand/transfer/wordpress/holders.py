"""Lists, quotations, tables and figures: what holds passages, opened and closed as browsers do."""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import Any

from .elements import CELLS, LISTS
from .frames import MOST_TABLES, Frame
from .nodes import Node, as_paragraphs, block, holder, in_one_line, paragraph, settled
from .opened import Opened
from .tokens import Tag

LIST_KEEPS = {"list", "flat", "quote", "cell", "table", "caption", "captioned"}


class Holders(Opened):
    """The elements of a post that hold others."""

    @abstractmethod
    def part(self, content: str) -> list[Node]:
        """Return the passages of a piece of HTML that stood in an attribute."""

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

    def rows_of(self, row: Frame) -> None:
        table = self.frames[-1].host
        table.holds += row.holds
        table.rows.append(row.cells)

    def start_figure(self, name: str) -> None:
        if name == "figure":
            self.push(name, "block")
        elif around := self.figure_around():
            self.push(name, "caption", pictures_before=len(around.pictures))
        else:
            self.push(name, "block")

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
        """Give the words that stood around a picture to the last one that has none, as its caption."""
        said = self.part(frame.said) if frame.said else []
        if frame.tag == "[caption]" and not frame.ended:  # it was never closed: what follows is no caption
            for node in [*said, *frame.holds]:
                self.put(node)
            return
        pictures = [node for node in frame.holds if node["type"] == "figure"]
        told = [*(node for node in frame.holds if node["type"] != "figure"), *said]
        bare = bool(pictures) and not pictures[-1].get("content")
        if bare and all(node["type"] in ("paragraph", "heading") for node in told):
            if content := in_one_line(told):
                pictures[-1]["content"] = content
            told = []
        for node in [*pictures, *told]:
            self.put(node)

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
