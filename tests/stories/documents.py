"""Documents for tests: whatever the strategy makes uses the whole schema and is one that the editor could send.

They are in canonical form. ``labelled`` gives every word, phrase, description, link and picture of a document a name of
its own, and says how far out each may be read: what a test of leaks looks for.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

TRICKY = [
    "1. non è un elenco",
    "12) nemmeno",
    "    quattro spazi",
    "* stella",
    "- trattino",
    "+ più",
    "# cancelletto",
    "=== sotto",
    "> citato",
    "| a | b |",
    "``` recinto",
    "~~~",
    "![a](b) [c](d) <e@f.example>",
    "<script>alert('x')</script>",
    '"><img src=x onerror="alert(1)">',
    "&amp; &lt; &copy; &#x41;",
    "\\* \\\\",
    "https://pompe.example/_a_*b*",
    "\U0001f469\U0001f3fd\u200d\U0001f527",
    "e\u0301 a\u0308\u0323",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "\u202eabc\u202c \u2066x\u2069",
    "a\u200bb\u00adc\ufeffd",
    "\u0130\u00df\ufb01",
    "\u2028\u2029",
    "***__*",
    " ",
]
ADDRESSES = [
    "https://pompe.example/a?b=1&copy=2#c",
    "http://pompe.example/(uno)/<due>",
    "mailto:marta@pompe.example",
    "https://pompe.example/\\_x'\"",
    "https://pompe.example/à/ü",
]
FLAT = ["paragraph", "paragraph", "heading", "codeBlock", "horizontalRule", "figure", "question", "decision"]
DEEP = ["bulletList", "orderedList", "blockquote", "table"]
UNMASKED = {
    "listItem",
    "decisionHead",
    "decisionRow",
    "tableRow",
    "tableCell",
    "tableHeader",
    "horizontalRule",
}


def documents() -> st.SearchStrategy[Json]:
    """Return the strategy; a smaller size is a smaller document."""
    return st.builds(a_document, st.integers(1, 40), st.integers(0, 2**32))


def a_document(size: int, seed: int) -> Json:
    """Return the document of this seed, of about ``size`` blocks, in canonical form."""
    return Making(size, Random(seed)).document()


class Making:
    def __init__(self, size: int, random: Random) -> None:
        self.left, self.random = size, random

    def document(self) -> Json:
        content = []
        while self.left > 0:
            content.append(self.block(masked=False, depth=4))
        return {"type": "doc", "content": content}

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    def words(self, most: int = 40) -> str:
        if self.chance(0.5):
            return self.random.choice([each for each in TRICKY if len(each) <= most])
        return "".join(self.character() for _ in range(self.random.randint(1, 12)))

    def character(self) -> str:
        while True:
            furthest = self.random.choice([0x7F, 0x24F, 0xFFFF, 0x10FFFF])
            character = chr(self.random.randint(0x20, furthest))
            if unicodedata.category(character) not in ("Cc", "Cs") and character not in "\ufffe\uffff":
                return character

    def said(self) -> str:
        return next(said for said in iter(self.words, "") if said.strip())

    def id(self) -> str:
        return "".join(self.random.choices("abcXYZ019_-", k=self.random.randint(8, 32)))

    def mask(self, *, may_say_nothing: bool) -> Json:
        say = "" if may_say_nothing and self.chance(0.3) else self.said()
        return {"up_to": self.random.randint(0, 3), "say": say}

    def block(self, *, masked: bool, depth: int, only: str | None = None) -> Json:
        self.left -= 1
        kind = only or self.random.choice([*FLAT, *(DEEP if depth > 0 else [])])
        attrs = self.attrs(kind)
        if kind not in UNMASKED:
            attrs["mask"] = None if masked or self.chance(0.7) else self.mask(may_say_nothing=True)
            masked = masked or attrs["mask"] is not None
        content = self.content(kind, masked, depth)
        return {
            "type": kind,
            **({"attrs": attrs} if attrs else {}),
            **({"content": content} if content else {}),
        }

    def attrs(self, kind: str) -> Json:
        match kind:
            case "heading":
                return {"level": self.random.choice([2, 3])}
            case "orderedList":
                return {"start": self.random.choice([0, 1, 7, 1000000])}
            case "figure":
                return {"picture": None if self.chance(0.3) else self.id(), "alt": self.said()}
            case "decision":
                return {"when": "" if self.chance(0.3) else self.words()}
            case "decisionRow":
                return {"what": self.random.choice(["who", "instead", "because", "cost"])}
        return {}

    def content(self, kind: str, masked: bool, depth: int) -> list[Json]:
        def some(least: int, most: int, *only: str | None) -> list[Json]:
            return [
                self.block(masked=masked, depth=depth - 1, only=self.random.choice(only))
                for _ in range(self.random.randint(least, most))
            ]

        match kind:
            case "horizontalRule":
                return []
            case "codeBlock":
                code = "".join(self.words() + self.random.choice("`~\n\t ") for _ in range(3))
                return [{"type": "text", "text": code}] if self.chance(0.8) else []
            case "decision":
                return [*some(1, 1, "decisionHead"), *some(0, 3, "decisionRow")]
            case "bulletList" | "orderedList":
                return some(1, 3, "listItem")
            case "listItem":
                return [*some(1, 1, "paragraph"), *some(0, 1, None)]
            case "blockquote":
                return some(1, 2, None)
            case "table":
                return some(1, 3, "tableRow")
            case "tableRow":
                return some(1, 3, "tableCell", "tableHeader")
            case "tableCell" | "tableHeader":
                return some(1, 2, "paragraph")
        return joined([self.inline(masked) for _ in range(self.random.randint(0, 5))])

    def inline(self, masked: bool) -> Json:
        made = {"type": "hardBreak"} if self.chance(0.15) else {"type": "text", "text": self.words()}
        marks = self.marks(masked)
        return {**made, **({"marks": marks} if marks else {})}

    def marks(self, masked: bool) -> list[Json]:
        marks: list[Json] = [
            {"type": name} for name in ("bold", "italic", "strike", "code") if self.chance(0.15)
        ]
        if self.chance(0.1):
            marks.append({"type": "link", "attrs": {"href": self.random.choice(ADDRESSES)}})
        elif self.chance(0.1):
            marks.append({"type": "storyLink", "attrs": {"story": self.id()}})
        if not masked and self.chance(0.25):
            marks.append({"type": "mask", "attrs": self.mask(may_say_nothing=False)})
        return marks


def joined(children: list[Json]) -> list[Json]:
    """Return the inline nodes with neighbouring texts of equal marks put together, as an editor has them."""
    whole: list[Json] = []
    for child in children:
        last = whole[-1] if whole else None
        if last and last["type"] == child["type"] == "text" and last.get("marks") == child.get("marks"):
            last["text"] += child["text"]
        else:
            whole.append(child)
    return whole


@dataclass(frozen=True)
class Label:
    """A name that stands in a document once, what it is there, and the furthest rung that may read it.

    A phrase (``kind`` "say") is the other way round: it is read further out than ``up_to`` only.
    """

    name: str
    kind: str  # text, say, alt, when, href, story, picture; unread is what no renderer shows
    up_to: int

    def reaches(self, rung: int) -> bool:
        return rung > self.up_to if self.kind == "say" else rung <= self.up_to


def labelled(document: Json) -> tuple[Json, list[Label]]:
    """Return the document with a name of its own for everything that is read in it, and the names."""
    numbers, labels = count(1), list[Label]()

    def name(kind: str, up_to: int) -> str:
        labels.append(Label(f"{kind}{next(numbers)}q", kind, up_to))
        return labels[-1].name

    def masking(mask: Json | None, up_to: int) -> tuple[Json | None, int]:
        if not mask:
            return mask, up_to
        return {"up_to": mask["up_to"], "say": mask["say"] and name("say", mask["up_to"])}, mask["up_to"]

    def walk(node: Json, up_to: int) -> Json:
        made = dict(node)
        attrs = dict(node.get("attrs", {}))
        if "mask" in attrs:
            attrs["mask"], up_to = masking(attrs["mask"], up_to)
        if node["type"] == "figure":
            attrs["alt"] = name("alt" if attrs["picture"] else "unread", up_to)
            attrs["picture"] = attrs["picture"] and name("picture", up_to)
        if attrs.get("when"):
            attrs["when"] = name("when", up_to)
        if attrs:
            made["attrs"] = attrs
        if "content" in node:
            made["content"] = inline(node["content"], up_to)
        return made

    def inline(children: list[Json], up_to: int) -> list[Json]:
        made, last_mask, last_made = [], None, None
        for child in children:
            masks_on = [mark["attrs"] for mark in child.get("marks", ()) if mark["type"] == "mask"]
            mask = masks_on[0] if masks_on else None
            # One mask over several neighbours is one mask: its phrase is said once.
            mask_made, here = (
                (last_made, mask["up_to"]) if mask and mask == last_mask else masking(mask, up_to)
            )
            last_mask, last_made = mask, mask_made
            walked = walk(child, up_to)
            if child["type"] == "text":
                walked["text"] = name("text", here) + " "
            marks = [
                labelled_mark(mark, mask_made, here) for mark in child.get("marks", ()) if linked(child, mark)
            ]
            if marks:
                walked["marks"] = marks
            else:
                walked.pop("marks", None)
            made.append(walked)
        return made

    def linked(child: Json, mark: Json) -> bool:
        return child["type"] == "text" or mark["type"] not in (
            "link",
            "storyLink",
        )  # a link on a break is on no word

    def labelled_mark(mark: Json, mask_made: Json | None, up_to: int) -> Json:
        if mark["type"] == "mask":
            return {"type": "mask", "attrs": mask_made}
        if mark["type"] == "link":
            return {"type": "link", "attrs": {"href": f"https://{name('href', up_to)}.example/"}}
        if mark["type"] == "storyLink":
            return {"type": "storyLink", "attrs": {"story": name("story", up_to) + "zzzz"}}
        return mark

    return walk(document, 4), labels
