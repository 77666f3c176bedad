"""What is open while a post is read: its elements, the passage in the innermost, and what its words wear.

What browsers do with HTML that is not well-formed is done here as far as it changes what is read: unclosed and crossing
elements, items without a list, words between the rows of a table. Nesting is bounded while reading, so a post can be as
deep as it likes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from typing import Any

from .elements import BOLD_BLOCKS, CELLS, ROW_GROUPS
from .frames import DEEPEST_HOLDER, MOST_FRAMES, Frame
from .nodes import Node, block, holder, paragraph
from .passage import Marks, Passage

LONGEST_HEADING = 400
MOST_MARKS = 64


class Opened(ABC):
    """The elements that are open. ``blocks`` are the passages read so far, ``lost`` counts what did not come in."""

    def __init__(self) -> None:
        self.lost: Counter[str] = Counter()
        self.blocks: list[Node] = []
        self.frames = [Frame("", "doc", 1, self.blocks)]
        self.open: Counter[str] = Counter()
        self.passage = Passage()
        self.heading = 0
        self.waiting: list[Node] = []  # pictures that stood in the middle of a passage
        self.marks: list[tuple[str, dict[str, Any] | None]] = []
        self.worn: Marks = []
        self.verses = 0

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

    @abstractmethod
    def closed(self, frame: Frame) -> None:
        """Put what a closed element held into the one around it."""
