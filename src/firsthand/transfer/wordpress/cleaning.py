"""XML that a strict reader can read, out of what blogs really export.

Mended while it streams: characters and references that XML forbids, HTML entities and bare ampersands outside CDATA,
and a CDATA section that old exporters let end inside a script. A document type declaration is refused: no export has
one, and it is where attacks on XML readers begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.entities import html5

from .refusal import NotAnExport

AHEAD = 512  # characters that are kept back, so that nothing looked for is cut in two
BEGINNING = 4096  # characters in which the XML declaration stands, warnings of a server before it included

ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE_BREAKS = {"\x0b": "\n", "\x0c": "\n", "\x1c": " ", "\x1d": " ", "\x1e": " ", "\x1f": " "}
DECLARATION = re.compile(r".{0,4000}?<\?xml\b[^>]*?\?>", re.DOTALL)
TOKEN = re.compile(r"<!\[CDATA\[|<!--|<!DOCTYPE|<!ENTITY|&(#[0-9]{1,9};|#[xX][0-9a-fA-F]{1,8};|\w{1,40};)?")
SECOND_HALF = re.compile(r"&#(?:x([dD][c-fC-F][0-9a-fA-F]{2})|(5[67]\d{3}));")
XML_NAMES = {"amp;", "lt;", "gt;", "quot;", "apos;"}
# After a real end of CDATA a tag of the export is closed; a script, or another tag of a page, means it was none.
NOT_THE_END = re.compile(
    r"\s*(?:\*/|-->|//-->)?\s*</?(?:script|style|p|div|span|a|br|b|i|em|strong|h[1-6]|ul|li|pre|code)\b"
)


def cleaned(texts: Iterable[str], *, name: str) -> Iterator[str]:
    """Yield the text as well-formed XML, as far as mending goes, without its declaration. ``name`` is the file's."""
    mending = Mending(name)
    begun = False
    waiting = ""
    for text in texts:
        waiting += ILLEGAL.sub(lambda found: LINE_BREAKS.get(found[0], ""), text)
        if not begun and len(waiting) > BEGINNING:
            waiting, begun = without_declaration(waiting), True
        if begun and len(waiting) > AHEAD:
            ready, waiting = mending.mended(waiting, upto=len(waiting) - AHEAD)
            if ready:
                yield ready
    if not begun:
        waiting = without_declaration(waiting)
    ready, _ = mending.mended(waiting, upto=len(waiting))
    if ready:
        yield ready


def without_declaration(text: str) -> str:
    """Return ``text`` from its first element or comment on; what a server wrote before the declaration goes too."""
    found = DECLARATION.match(text[:BEGINNING])
    return (text[found.end() :] if found else text).lstrip("\ufeff \t\r\n")


class Mending:
    """Where in the file we are: outside, in a CDATA section, or in a comment (which is dropped)."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.within = ""

    def mended(self, text: str, *, upto: int) -> tuple[str, str]:
        """Return the text mended to about ``upto``, and the rest of it, to be given again with what follows."""
        out: list[str] = []
        at = 0
        while at < upto:
            if self.within == "cdata":
                at = self.cdata(text, at, upto, out)
            elif self.within == "comment":
                end = text.find("-->", at)
                at, self.within = (end + 3, "") if end >= 0 else (max(at, upto), "comment")
            else:
                at = self.outside(text, at, upto, out)
        return "".join(out), text[at:]

    def outside(self, text: str, at: int, upto: int, out: list[str]) -> int:
        found = TOKEN.search(text, at)
        if found is None or found.start() >= upto:
            out.append(text[at:upto])
            return upto
        out.append(text[at : found.start()])
        token = found[0]
        if token[0] == "&":
            words, end = self.reference(text, found)
            out.append(words)
            return end
        if token == "<!--":  # noqa: S105 - a token of XML
            self.within = "comment"
        elif token == "<![CDATA[":  # noqa: S105
            self.within = "cdata"
            out.append(token)
        else:
            raise NotAnExport(
                f"{self.name} has a document type declaration, which no WordPress export has. "
                "Export it again with Tools → Export."
            )
        return found.end()

    def cdata(self, text: str, at: int, upto: int, out: list[str]) -> int:
        end = text.find("]]>", at, upto + 3)
        if end < 0 or end >= upto:
            out.append(text[at:upto])
            return upto
        out.append(text[at:end])
        if NOT_THE_END.match(text, end + 3):
            out.append("]]]]><![CDATA[>")
        else:
            out.append("]]>")
            self.within = ""
        return end + 3

    def reference(self, text: str, found: re.Match[str]) -> tuple[str, int]:
        """Return what stands for an ampersand and what follows it, and where the text goes on."""
        name = found[1]
        if not name:
            return "&amp;", found.end()
        if name in XML_NAMES:
            return found[0], found.end()
        if name[0] != "#":
            meant = html5.get(name)
            return (numbered(meant), found.end()) if meant else ("&amp;", found.start() + 1)
        number = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
        if 0xD800 <= number <= 0xDBFF and (second := SECOND_HALF.match(text, found.end())):
            low = int(second[1], 16) if second[1] else int(second[2])
            return numbered(chr(0x10000 + ((number - 0xD800) << 10) + (low - 0xDC00))), second.end()
        if number > 0x10FFFF or ILLEGAL.match(chr(number)):
            return LINE_BREAKS.get(chr(number) if number < 0x20 else "", ""), found.end()
        return found[0], found.end()


def numbered(text: str) -> str:
    return "".join(f"&#{ord(character)};" for character in text)
