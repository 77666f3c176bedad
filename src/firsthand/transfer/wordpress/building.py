"""A post as WordPress keeps it, read token by token into the passages of a document.

To HTML it adds blocks, which are comments, and shortcodes, which are brackets. Where no block is open, an empty line
begins a paragraph and a line break is one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from .frames import MOST_FRAMES
from .markup import Markup
from .nodes import Node, settled
from .shortcodes import CAPTIONS, EMBEDDED, FOOTNOTES, IN_THE_LINE, NOT_WORDS, PICTURES, Shortcodes
from .tokens import Comment, Shortcode, Tag, Text, Token, tokens
from .words import resolved

BLOCK_COMMENT = re.compile(
    r"\s*(/?)wp:([a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)\s*(\{.*\})?\s*(/?)\s*", re.DOTALL
)
REFERENCE = re.compile(r"\"ref\"\s*:\s*\"?(\d+)")
LAYOUT = re.compile(
    r"^(?:vc|et_pb|fusion|av|su|tatsu|cs|fl|mk|ult|stm|kc)_|row|col|section|text|tab|toggle|accordion|box|half|"
    r"third|fourth|fifth|sixth|inner|block|module|panel|slide|item|container|content|quote|button|div"
)
EMPTY_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
MOST_REUSED = 3  # how deep one reusable block may lie in another
WITHOUT_WORDS_ANYWAY = {"spacer", "separator", "more", "nextpage", "image", "paragraph", "shortcode", "block"}


class Building(Markup):
    """One post being read. What was seen of shortcodes, and of blocks that the blog fills itself, is counted."""

    def __init__(
        self,
        *,
        base: str,
        shortcodes: Shortcodes,
        reusable: Mapping[str, str] | None = None,
        footnotes: str = "",
    ) -> None:
        super().__init__(base=base)
        self.footnotes = footnotes
        self.shortcodes, self.reusable = shortcodes, reusable or {}
        self.shortcodes_seen: Counter[str] = Counter()
        self.blocks_seen: Counter[str] = Counter()
        self.in_blocks: list[str] = []
        self.reused = 0

    def read(self, content: str) -> list[Node]:
        """Return the passages of ``content``."""
        self.take(tokens(content, self.shortcodes.of(content)))
        self.end_code()
        self.pop_to(1)
        self.end_passage()
        return settled(self.blocks)

    def part(self, content: str) -> list[Node]:
        """Return the passages of a piece of HTML that stood in an attribute."""
        return Building(base=self.base, shortcodes=self.shortcodes).read(content)

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
            if place := self.find({"[caption]"}, {"cell", "table"}):
                self.frames[place].ended = True
                self.pop_to(place)
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
        """Take a block that WordPress fills itself: a reusable one and footnotes from the file, others are counted."""
        reference = REFERENCE.search(said) if name == "block" else None
        content = self.reusable.get(reference[1]) if reference else None
        if name == "footnotes":
            content = as_list(self.footnotes)
        if content is not None and self.reused < MOST_REUSED:
            self.reused += 1
            self.take(tokens(content, self.shortcodes.of(content)))
            self.reused -= 1
        elif name not in WITHOUT_WORDS_ANYWAY or name == "block":
            self.blocks_seen[name] += 1


def as_list(footnotes: str) -> str | None:
    """Return the footnotes, which WordPress keeps beside the post as JSON, as HTML; None when there are none."""
    try:
        notes = [str(note["content"]) for note in json.loads(footnotes)]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return "<ol>" + "".join(f"<li>{note}</li>" for note in notes) + "</ol>"
