"""The plain writing in which the texts of the invented company are kept, read into a document.

A text begins with a head (``title:``, ``after:``, ``tags:``, ``part:``) and an empty line. Then passages parted by
empty lines: ``## heading``, ``- item``, ``1. item``, ``> quoted``, ``? question``, ``[picture: alternative] caption``,
``== when == decision`` with its rows, or plain words. ``{words|rung|neutral phrase}`` is a mask on words and
``{{rung|neutral phrase}}``, alone on the line before a passage, a mask on it; ``[words](key)`` links to another story.
What follows ``-- later --`` was added after the story had gone out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from firsthand.audience.rung import Rung

Json = dict[str, Any]

RUNGS = {"self": Rung.SELF, "team": Rung.TEAM, "company": Rung.COMPANY, "partners": Rung.PARTNERS}
LATER = "\n\n-- later --\n\n"

INLINE = re.compile(r"\{([^{}|]+)\|(\w+)\|([^{}|]+)\}|\[([^\]]+)\]\((\w+)\)")
BLOCK_MASK = re.compile(r"\{\{(\w+)\|([^{}|]*)\}\}")
FIGURE = re.compile(r"\[(\w+): ([^\]]+)\] (.+)")
DECISION = re.compile(r"== (.+?) == (.+)")
NUMBERED = re.compile(r"\d+\. ")


@dataclass(frozen=True)
class Sheet:
    """One text as it is kept: what stands beside it, and its passages."""

    title: str
    after: str
    tags: list[str]
    part: str
    first: str
    later: str

    @property
    def pictures(self) -> list[str]:
        """The names of the pictures it shows, in order."""
        return [found[1] for found in re.finditer(r"(?m)^\[(\w+): ", self.whole)]

    @property
    def whole(self) -> str:
        return f"{self.first}\n\n{self.later}" if self.later else self.first


def sheet(written: str) -> Sheet:
    """Return the text in its parts. Raises ``KeyError`` when its head lacks something."""
    head, body = written.strip().split("\n\n", 1)
    said = dict(line.split(":", 1) for line in head.split("\n"))
    first, _, later = body.partition(LATER)
    tags = [tag.strip() for tag in said["tags"].split(",") if tag.strip()]
    return Sheet(said["title"].strip(), said["after"].strip(), tags, said["part"].strip(), first, later)


def document(body: str, *, pictures: Mapping[str, str], stories: Mapping[str, str]) -> Json:
    """Return the passages as a document; names of pictures and keys of stories become their public ids."""
    return Writing(pictures, stories).document(body)


@dataclass(frozen=True)
class Writing:
    """One reading of a text, with what its names stand for."""

    pictures: Mapping[str, str]
    stories: Mapping[str, str]

    def document(self, body: str) -> Json:
        return {"type": "doc", "content": [self.passage(each) for each in body.strip().split("\n\n")]}

    def passage(self, written: str) -> Json:
        mask = None
        if found := BLOCK_MASK.match(written):
            mask = {"up_to": int(RUNGS[found[1]]), "say": found[2]}
            written = written[found.end() :].strip()
        node = self.bare(written)
        return {**node, "attrs": {**node.get("attrs", {}), "mask": mask}} if mask else node

    def bare(self, written: str) -> Json:
        lines = written.split("\n")
        if written.startswith("## "):
            return self.words("heading", written[3:], level=2)
        if written.startswith("? "):
            return self.words("question", written[2:])
        if written.startswith("- "):
            return {"type": "bulletList", "content": [self.item(line[2:]) for line in lines]}
        if NUMBERED.match(written):
            return {"type": "orderedList", "content": [self.item(line.split(" ", 1)[1]) for line in lines]}
        if written.startswith("> "):
            said = [line[2:] for line in lines if line.strip("> ")]
            return {"type": "blockquote", "content": [self.words("paragraph", line) for line in said]}
        if found := FIGURE.fullmatch(written):
            return self.words("figure", found[3], picture=self.pictures[found[1]], alt=found[2])
        if found := DECISION.fullmatch(lines[0]):
            rows = [line.split(": ", 1) for line in lines[1:]]
            head = self.words("decisionHead", found[2])
            told = [self.words("decisionRow", words, what=what) for what, words in rows]
            return {"type": "decision", "attrs": {"when": found[1]}, "content": [head, *told]}
        return self.words("paragraph", written)

    def item(self, words: str) -> Json:
        return {"type": "listItem", "content": [self.words("paragraph", words)]}

    def words(self, kind: str, written: str, **attrs: Any) -> Json:
        return {"type": kind, **({"attrs": attrs} if attrs else {}), "content": self.inline(written)}

    def inline(self, written: str) -> list[Json]:
        parts, at = [], 0
        for found in INLINE.finditer(written):
            parts += [plain(written[at : found.start()]), self.marked(found)]
            at = found.end()
        return [part for part in [*parts, plain(written[at:])] if part["text"]]

    def marked(self, found: re.Match[str]) -> Json:
        if found[1]:
            mask = {"up_to": int(RUNGS[found[2]]), "say": found[3]}
            return {**plain(found[1]), "marks": [{"type": "mask", "attrs": mask}]}
        link = {"type": "storyLink", "attrs": {"story": self.stories[found[5]]}}
        return {**plain(found[4]), "marks": [link]}


def plain(words: str) -> Json:
    return {"type": "text", "text": words}
