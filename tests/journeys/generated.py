"""Documents out of a seed: everything the schema allows, with the writing of many peoples in it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from firsthand.stories.document.schema import DEEPEST
from firsthand.stories.document.validation import read

Json = dict[str, Any]

WORDS = [
    "Alle sei e dieci",
    "il banco era già caldo",
    "perché",
    "però",  # decomposed
    "«Sta respirando»",
    "l’abbiamo smontata",
    "18 %",
    "naïve café",
    "👩‍🔧",
    "👨‍👩‍👧‍👦",
    "👍🏽",
    "🇮🇹",
    "🏳️‍🌈",
    "1️⃣",
    "مضخة",
    "العربية هنا",
    "שלום עולם",
    "\u200f(نص)\u200e",
    "Z̷̡͎a̸l͜g͡o̵",
    "ạ̈̃",
    "한국어",
    "日本語の文",
    "हिन्दी क्षि",
    "ไทยไม่มีวรรค",
    "न\u200cक\u200dष",
    "soft\u00adhyphen",
    "non\u00a0breaking",
    "thin\u2009space",
    "line\u2028separator",
    "\ufeffbom",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "<b>not bold</b>",
    "&amp; &lt;",
    "javascript:alert(1)",
    '" onload="x',
    "{{ 7 }}",
    "\\u0000",
    "  two spaces  ",
    " leads",
    "trails ",
    "e",
    ".",
]
NAMES = ["AbCdEfGh1234", "zz_-yy_-xx_-", "Story00000001"]
ADDRESSES = [
    "https://example.org/",
    "http://example.org:8080/a?b=c&d=%20#e",
    "https://example.org/\u00e8\u2713?q=\u0645",
    "mailto:marta@pompebrenta.example",
]
CODE = ["pompa.start()\n\tattendi(40)\n", "\n\n", "\t", "if a < b && c:\n    return '👩‍🔧'\n", " "]


def documents(count: int, *, seed: int) -> list[Json]:
    """Return ``count`` documents in canonical form; the same seed gives the same documents."""
    random = Random(seed)
    return [read(Writing(random).document()) for _ in range(count)]


class Writing:
    """One document while it is being made up."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.left = random.choice([3, 8, 20, 60])  # blocks, roughly

    def document(self) -> Json:
        if self.chance(0.06):
            return {"type": "doc", "content": [self.deepest()]}
        return {"type": "doc", "content": self.blocks(depth=2, masked=False, most=8)}

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def blocks(self, *, depth: int, masked: bool, most: int) -> list[Json]:
        return [self.block(depth=depth, masked=masked) for _ in range(self.random.randint(1, most))]

    def block(self, *, depth: int, masked: bool) -> Json:
        self.left -= 1
        flat: list[Callable[[bool], Json]] = [
            self.paragraph,
            self.heading,
            self.code,
            self.figure,
            self.question,
        ]
        flat += [self.paragraph, self.paragraph, lambda masked: {"type": "horizontalRule"}]
        if self.left <= 0 or depth > DEEPEST - 6 or self.chance(0.6):
            return self.random.choice(flat)(masked)
        mask = self.mask(masked, most=0.1)
        masked = masked or mask is not None
        kind = self.random.choice(["bulletList", "orderedList", "blockquote", "decision", "table"])
        attrs: Json = {"mask": mask}
        if kind == "orderedList":
            attrs["start"] = self.random.choice([1, 1, 0, 7, 1_000_000])
        if kind == "decision":
            attrs["when"] = self.random.choice(["", "martedì 17", "👩‍🔧 يوم"])
        return {"type": kind, "attrs": attrs, "content": getattr(self, kind)(depth + 1, masked)}

    def bulletList(self, depth: int, masked: bool) -> list[Json]:
        return [self.item(depth, masked) for _ in range(self.random.randint(1, 3))]

    orderedList = bulletList

    def item(self, depth: int, masked: bool) -> Json:
        more = self.blocks(depth=depth + 1, masked=masked, most=2) if self.chance(0.4) else []
        return {"type": "listItem", "content": [self.paragraph(masked), *more]}

    def blockquote(self, depth: int, masked: bool) -> list[Json]:
        return self.blocks(depth=depth, masked=masked, most=3)

    def decision(self, depth: int, masked: bool) -> list[Json]:
        rows = self.random.sample(["who", "instead", "because", "cost"], self.random.randint(0, 4))
        told = [
            {"type": "decisionRow", "attrs": {"what": what}, "content": self.inline(masked)} for what in rows
        ]
        return [{"type": "decisionHead", "content": self.inline(masked)}, *told]

    def table(self, depth: int, masked: bool) -> list[Json]:
        wide = self.random.randint(1, 4)
        return [
            {"type": "tableRow", "content": [self.cell(masked) for _ in range(wide)]}
            for _ in range(self.random.randint(1, 4))
        ]

    def cell(self, masked: bool) -> Json:
        paragraphs = [self.paragraph(masked) for _ in range(self.random.randint(1, 2))]
        return {"type": self.random.choice(["tableCell", "tableHeader"]), "content": paragraphs}

    def paragraph(self, masked: bool) -> Json:
        return self.passage("paragraph", masked)

    def question(self, masked: bool) -> Json:
        return self.passage("question", masked)

    def heading(self, masked: bool) -> Json:
        return self.passage("heading", masked, level=self.random.choice([2, 3]))

    def figure(self, masked: bool) -> Json:
        picture = self.random.choice([None, *NAMES])
        return self.passage("figure", masked, picture=picture, alt=self.random.choice(WORDS) + " x")

    def code(self, masked: bool) -> Json:
        code = self.random.choice(["", *CODE]) + self.random.choice(["", *CODE, *WORDS])
        content = {"content": [{"type": "text", "text": code}]} if code else {}
        return {"type": "codeBlock", "attrs": {"mask": self.mask(masked)}, **content}

    def passage(self, kind: str, masked: bool, **attrs: Any) -> Json:
        mask = self.mask(masked)
        return {
            "type": kind,
            "attrs": {"mask": mask, **attrs},
            "content": self.inline(masked or mask is not None),
        }

    def mask(self, masked: bool, most: float = 0.08) -> Json | None:
        if masked or not self.chance(most):
            return None
        return {"up_to": self.random.randint(0, 3), "say": self.random.choice(["", *WORDS])}

    def inline(self, masked: bool) -> list[Json]:
        told = []
        for _ in range(self.random.choice([0, 1, 1, 2, 3, 6])):
            if self.chance(0.08):
                node: Json = {"type": "hardBreak"}
            else:
                words = self.random.choices(WORDS, k=self.random.randint(1, 4))
                node = {"type": "text", "text": self.random.choice([" ", ""]).join(words)}
            told.append({**node, "marks": self.marks(masked)})
        return told

    def marks(self, masked: bool) -> list[Json]:
        worn = [{"type": name} for name in ("bold", "italic", "strike", "code") if self.chance(0.15)]
        if self.chance(0.1):
            worn.append({"type": "link", "attrs": {"href": self.random.choice(ADDRESSES)}})
        elif self.chance(0.1):
            worn.append({"type": "storyLink", "attrs": {"story": self.random.choice(NAMES)}})
        if not masked and self.chance(0.15):
            say = self.random.choice(WORDS).strip()
            worn.append({"type": "mask", "attrs": {"up_to": self.random.randint(0, 3), "say": say}})
        self.random.shuffle(worn)
        return worn

    def deepest(self) -> Json:
        """Return lists and quotes one in the other, as deep as a document may be."""
        node = {**self.paragraph(masked=True), "content": [{"type": "text", "text": "in fondo 👩‍🔧"}]}
        depth = DEEPEST - 1  # where the paragraph stands: its text is one deeper
        while depth > 2:
            if depth > 3 and self.chance(0.8):
                kind = self.random.choice(["bulletList", "orderedList"])
                node = {"type": kind, "content": [{"type": "listItem", "content": [self.first(), node]}]}
                depth -= 2
            else:
                node = {"type": "blockquote", "content": [node]}
                depth -= 1
        return node

    def first(self) -> Json:
        return {"type": "paragraph", "content": [{"type": "text", "text": self.random.choice(WORDS)}]}
