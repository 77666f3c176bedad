"""The three languages of a post, read in one go: HTML, the comments that mark blocks, and shortcodes in brackets.

They lie inside one another (a shortcode holds HTML in an attribute, HTML holds brackets in one), so that no reader of
HTML alone can tell what is a word. Reading is linear: no tag is looked for twice, whatever is left unclosed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Protocol

TAG = re.compile(
    r"<(/?)([a-zA-Z][^\s/>]*+)"
    r"((?:[\s/]++|[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+|=)*+)>"
)
BROKEN_TAG = re.compile(r"</?[a-zA-Z][^<\n]{0,200}")
MOST_BROKEN = 64  # tags that never close; after so many, none is looked for to the end of the text any more
BOGUS = re.compile(r"<(?:[!?]|/[^a-zA-Z])[^>]{0,4000}>")
COMMENT_END = re.compile(r"--!?>")
BRACKETS = re.compile(
    r"\[(\[?)(/?)([a-zA-Z][\w-]*+)"
    r"((?:(?=[\s=/])(?:=\s*+\"[^\"]{0,4000}+\"|=\s*+'[^']{0,4000}+'|[^\[\]<=]++|=|<[^<>\[\]]*+>)*+)?+)\](\]?)"
)
ATTRIBUTE = re.compile(r"([^\s/>=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?+")
NEXT = re.compile(r"[<\[]")

NOT_SHOWN = {"script", "style", "template", "title", "desc", "metadata", "annotation", "annotation-xml"}
AS_WRITTEN = {"xmp", "listing"}
HOLD_CODE = {"pre", "code", "kbd", "textarea"}
LONGEST_CODE = 100_000  # characters; what is not closed within them was never meant to be code


@dataclass(frozen=True, slots=True)
class Text:
    """Words, as they are written: references are not resolved."""

    words: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of HTML, its name in small letters."""

    name: str
    written: str
    ends: bool

    def attributes(self) -> dict[str, str]:
        """Return what the tag says, by name; the first of two alike counts, as in browsers."""
        found: dict[str, str] = {}
        for each in ATTRIBUTE.finditer(self.written):
            value = next((group for group in each.groups()[1:] if group is not None), "")
            found.setdefault(each[1].lower(), unescape(value))
        return found


@dataclass(frozen=True, slots=True)
class Comment:
    """What stands between ``<!--`` and ``-->``."""

    words: str


@dataclass(frozen=True, slots=True)
class Shortcode:
    """A shortcode, opened or closed. ``inside`` holds what one of code encloses, as it is written."""

    name: str
    written: str
    ends: bool
    inside: str | None = None

    def attributes(self) -> dict[str, str]:
        """Return what it says, by name; what has no name is under its place, as "0"."""
        found: dict[str, str] = {}
        for place, each in enumerate(SHORTCODE_ATTRIBUTE.finditer(straight(self.written))):
            name = (each[1] or str(place)).lower()
            value = next((group for group in each.groups()[1:] if group is not None), "")
            found.setdefault(name, unescape(value))
        return found


SHORTCODE_ATTRIBUTE = re.compile(r"(?:([\w-]++)\s*+=\s*+)?+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=/]\S*+))")
Token = Text | Tag | Comment | Shortcode


class Judging(Protocol):
    """What tells a shortcode from words in brackets."""

    def is_shortcode(self, found: re.Match[str], *, in_code: bool, alone: bool) -> bool: ...

    def holds_code(self, name: str) -> bool: ...


def straight(written: str) -> str:
    """Return the attributes of a shortcode with the quotes that an editor had made curly."""
    return re.sub("[“”″]|&#822[01];|&#8243;|&quot;", '"', written)


def tokens(text: str, judging: Judging) -> Iterator[Token]:
    """Yield what ``text`` consists of, in order."""
    at = begun = broken = 0
    unclosed: set[str] = set()  # what was looked for to the end of the text, and will not be looked for again
    code = 0  # how many <pre> and <code> are open: in them, brackets are words
    while found := NEXT.search(text, at):
        start = found.start()
        token: Token | None = None
        if text[start] == "[":
            brackets = BRACKETS.match(text, start)
            if brackets is None or not judging.is_shortcode(
                brackets, in_code=code > 0, alone=stands_alone(text, brackets)
            ):
                at = start + 1
                continue
            end = brackets.end()
            if brackets[1] and brackets[5]:
                token = Text(brackets[0][1:-1])
            else:
                start += len(brackets[1])
                end -= len(brackets[5])
                token, end = shortcode(text, brackets, end, judging, unclosed)
        elif text.startswith("<!--", start):
            token, end = comment(text, start, unclosed)
        elif tag := TAG.match(text, start) if broken < MOST_BROKEN else None:
            token, end = Tag(tag[2].lower(), tag[3], bool(tag[1])), tag.end()
            if token.name in HOLD_CODE:
                opens = not token.ends and text.find(f"</{token.name}", end, end + LONGEST_CODE) >= 0
                code = code + 1 if opens else max(0, code - token.ends)
        elif bogus := BOGUS.match(text, start):
            end = bogus.end()
        elif cut := BROKEN_TAG.match(text, start):
            broken += 1
            end = cut.end()
        else:
            at = start + 1
            continue
        if start > begun:
            yield Text(text[begun:start])
        if token is not None:
            yield token
        if isinstance(token, Tag) and not token.ends and token.name in NOT_SHOWN | AS_WRITTEN:
            words, end = up_to_the_end(text, end, token.name, unclosed)
            if token.name in AS_WRITTEN:
                yield Text(words.replace("&", "&amp;"))
        at = begun = end
    if begun < len(text):
        yield Text(text[begun:])


def shortcode(
    text: str, found: re.Match[str], end: int, judging: Judging, unclosed: set[str]
) -> tuple[Shortcode, int]:
    name, ends = found[3].lower(), bool(found[2])
    if not ends and judging.holds_code(name) and f"[{name}" not in unclosed:
        close = re.compile(rf"\[/{re.escape(name)}\]", re.IGNORECASE).search(text, end)
        if close:
            return Shortcode(name, found[4], False, text[end : close.start()]), close.end()
        unclosed.add(f"[{name}")
    return Shortcode(name, found[4], ends), end


def comment(text: str, start: int, unclosed: set[str]) -> tuple[Comment, int]:
    """Return the comment that begins at ``start``. One that never ends, ends with its line."""
    if found := re.compile("<!--(-?>)").match(text, start):
        return Comment(""), found.end()
    if "<!--" not in unclosed:
        if found := COMMENT_END.search(text, start + 4):
            return Comment(text[start + 4 : found.start()]), found.end()
        unclosed.add("<!--")
    line = text.find("\n", start)
    end = line if line >= 0 else len(text)
    return Comment(""), min(end, text.find(">", start, end) + 1 or end)


def up_to_the_end(text: str, start: int, name: str, unclosed: set[str]) -> tuple[str, int]:
    """Return what an element holds that is not read as HTML, and where its closing tag begins.

    Without a closing tag only scripts and styles reach to the end; anything else was no such element.
    """
    ends = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    found = None if name in unclosed else ends.search(text, start)
    if found is None:
        unclosed.add(name)
    if found is None and name not in ("script", "style"):
        return "", start
    end = found.start() if found else len(text)
    return text[start:end], end


def stands_alone(text: str, found: re.Match[str]) -> bool:
    """Say whether the brackets are all there is on their line."""
    before = text[max(0, found.start() - 80) : found.start()]
    after = text[found.end() : found.end() + 80]
    return not before.rpartition("\n")[2].strip() and not after.partition("\n")[0].strip()
