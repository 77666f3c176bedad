"""A document as Markdown (CommonMark, with pipe tables), at a named rung. Words never turn into markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from .reading import as_read
from .withholding import Withheld

Json = dict[str, Any]

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!+\-=])")
LEADING_NUMBER = re.compile(r"^(\d+)([.)])", re.MULTILINE)


def to_markdown(
    document: Json,
    *,
    rung: int,
    withheld: Sequence[Withheld] = (),
    story_address: Callable[[str], str | None] = lambda story: None,
    picture: Callable[[str], str | None] = lambda picture: None,
) -> str:
    """Return ``document`` as it is read at ``rung``, as Markdown. ``picture`` returns where a picture lies."""
    read = as_read(document, rung=rung, withheld=withheld)
    return (
        "\n\n".join(filter(None, (Written(story_address, picture).block(node) for node in read["content"])))
        + "\n"
    )


class Written:
    def __init__(
        self, story_address: Callable[[str], str | None], picture: Callable[[str], str | None]
    ) -> None:
        self.story_address, self.picture = story_address, picture

    def block(self, node: Json) -> str:
        match node["type"]:
            case "heading":
                return f"{'#' * node['attrs']['level']} {self.inline(node)}"
            case "bulletList":
                return "\n".join(self.item("- ", item) for item in node["content"])
            case "orderedList":
                first = node["attrs"]["start"]
                return "\n".join(self.item(f"{first + i}. ", item) for i, item in enumerate(node["content"]))
            case "blockquote":
                return indented("> ", "> ", self.blocks(node))
            case "codeBlock":
                return self.code(node)
            case "horizontalRule":
                return "---"
            case "figure":
                return self.figure(node)
            case "decision":
                head, *rows = node["content"]
                return "\n\n".join([f"**{self.inline(head)}**", *(self.inline(row) for row in rows)])
            case "table":
                return self.table(node)
            case _:
                return self.inline(node)

    def blocks(self, node: Json) -> str:
        return "\n\n".join(self.block(child) for child in node.get("content", ()))

    def item(self, bullet: str, node: Json) -> str:
        return indented(bullet, " " * len(bullet), self.blocks(node))

    def code(self, node: Json) -> str:
        text = "".join(child["text"] for child in node.get("content", ()))
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
        return f"{fence}\n{text}\n{fence}"

    def figure(self, node: Json) -> str:
        source = self.picture(node["attrs"]["picture"]) if node["attrs"]["picture"] else None
        image = f"![{escaped(node['attrs']['alt'])}]({source})" if source else ""
        return "\n\n".join(filter(None, [image, self.inline(node)]))

    def table(self, node: Json) -> str:
        rows = [[" ".join(self.blocks(cell).split()) for cell in row["content"]] for row in node["content"]]
        width = max(map(len, rows))
        lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
        return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])

    def inline(self, node: Json) -> str:
        return "".join(self.text(child) for child in node.get("content", ()))

    def text(self, node: Json) -> str:
        if node["type"] == "hardBreak":
            return "\\\n"
        told = escaped(node["text"])
        for mark in reversed(node.get("marks", ())):
            told = self.marked(mark, told)
        return told

    def marked(self, mark: Json, told: str) -> str:
        around = {"bold": "**", "italic": "*", "strike": "~~"}.get(mark["type"])
        if around and told.strip():
            left, right = told[: len(told) - len(told.lstrip())], told[len(told.rstrip()) :]
            return f"{left}{around}{told.strip()}{around}{right}"
        if mark["type"] == "link":
            return f"[{told}](<{mark['attrs']['href'].replace('>', '%3E').replace('<', '%3C')}>)"
        if mark["type"] == "storyLink":
            address = self.story_address(mark["attrs"]["story"])
            return f"[{told}](<{address}>)" if address else told
        return told


def escaped(text: str) -> str:
    return LEADING_NUMBER.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", text))


def indented(first: str, rest: str, text: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *((rest + line).rstrip() for line in lines[1:])])
