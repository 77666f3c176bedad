"""A document as Markdown (CommonMark, with pipe tables), at a named rung. Words never turn into markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from .reading import as_read, joined
from .withholding import Withheld

Json = dict[str, Any]

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!+\-=])")
LEADING_NUMBER = re.compile(r"^(\d+)([.)])", re.MULTILINE)
LEADING_SPACE = re.compile(r"^[ \t]", re.MULTILINE)
AROUND = {"bold": "**", "italic": "*", "strike": "~~"}


def to_markdown(
    document: Json,
    *,
    rung: int,
    withheld: Sequence[Withheld] = (),
    story_address: Callable[[str], str | None] = lambda story: None,
    picture: Callable[[str], str | None] = lambda picture: None,
) -> str:
    """Return ``document`` as it is read at ``rung``, as Markdown. ``picture`` returns where a picture lies."""
    return Written(story_address, picture).blocks(as_read(document, rung=rung, withheld=withheld)) + "\n"


class Written:
    def __init__(
        self, story_address: Callable[[str], str | None], picture: Callable[[str], str | None]
    ) -> None:
        self.story_address, self.picture = story_address, picture

    def block(self, node: Json) -> str:
        match node["type"]:
            case "heading":
                return self.heading(node["attrs"]["level"], node)
            case "bulletList":
                return "\n".join(self.item("- ", item) for item in node["content"])
            case "orderedList":
                first = node["attrs"]["start"]
                return "\n".join(self.item(f"{first + i}. ", item) for i, item in enumerate(node["content"]))
            case "blockquote":
                return indented("> ", "> ", self.blocks(node))
            case "codeBlock":
                return code(node)
            case "horizontalRule":
                return "---"
            case "figure":
                return self.figure(node)
            case "decision":
                head, *rows = node["content"]
                when = " ".join(escaped(node["attrs"]["when"]).split())
                told = [self.heading(3, head, before=when), *(self.inline(row) for row in rows)]
                return "\n\n".join(filter(None, told))
            case "table":
                return self.table(node)
            case _:
                return self.inline(node)

    def blocks(self, node: Json) -> str:
        return "\n\n".join(filter(None, (self.block(child) for child in node.get("content", ()))))

    def heading(self, level: int, node: Json, before: str = "") -> str:
        words = " ".join(filter(None, [before, self.in_one_line(node)]))
        return f"{'#' * level} {words}" if words else ""

    def item(self, bullet: str, node: Json) -> str:
        return indented(bullet, " " * len(bullet), self.blocks(node))

    def figure(self, node: Json) -> str:
        source = self.picture(node["attrs"]["picture"]) if node["attrs"]["picture"] else None
        image = f"![{escaped(node['attrs']['alt'])}](<{bracketed(source)}>)" if source else ""
        return "\n\n".join(filter(None, [image, self.inline(node)]))

    def table(self, node: Json) -> str:
        rows = [
            [" ".join(filter(None, map(self.in_one_line, cell["content"]))) for cell in row["content"]]
            for row in node["content"]
        ]
        width = max(map(len, rows))
        lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
        return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])

    def in_one_line(self, node: Json) -> str:
        """Return what cannot go over a line break, in a heading or a cell: a hard break there is a space."""
        return " ".join(self.written(node, " ").split())

    def inline(self, node: Json) -> str:
        """Return the words of a passage. Where a line begins, nothing in them is taken for a list or for code."""
        told = LEADING_NUMBER.sub(r"\1\\\2", self.written(node, "\\\n"))
        return LEADING_SPACE.sub("&#32;", told)

    def written(self, node: Json, line_break: str) -> str:
        seen = joined([without_masks(child) for child in node.get("content", ())])
        while (
            seen and not seen[-1].get("text", "").strip()
        ):  # a break after which nothing is read breaks nothing
            seen.pop()
        return "".join(line_break if child["type"] == "hardBreak" else self.text(child) for child in seen)

    def text(self, node: Json) -> str:
        told = escaped(node["text"])
        for mark in reversed(node.get("marks", ())):
            told = self.marked(mark, told)
        return told

    def marked(self, mark: Json, told: str) -> str:
        around = AROUND.get(mark["type"])
        if around and told.strip():
            left, right = told[: len(told) - len(told.lstrip())], told[len(told.rstrip()) :]
            return f"{left}{around}{told.strip()}{around}{right}"
        if mark["type"] == "link":
            return f"[{told}](<{bracketed(mark['attrs']['href'])}>)"
        if mark["type"] == "storyLink":
            address = self.story_address(mark["attrs"]["story"])
            return f"[{told}](<{bracketed(address)}>)" if address else told
        return told


def without_masks(node: Json) -> Json:
    """Return an inline node as it looks: a mask within reach changes nothing."""
    marks = [mark for mark in node.get("marks", ()) if mark["type"] != "mask"]
    bare = {key: value for key, value in node.items() if key != "marks"}
    return {**bare, "marks": marks} if marks else bare


def code(node: Json) -> str:
    text = "".join(child["text"] for child in node.get("content", ()))
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}\n{text}\n{fence}"


def escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)


def bracketed(address: str) -> str:
    """Return an address as it may stand between angle brackets."""
    return address.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E").replace("&", "&amp;")


def indented(first: str, rest: str, text: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(rest + line if line else rest.rstrip() for line in lines[1:])])
