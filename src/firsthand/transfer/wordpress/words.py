"""Words as they stand in a post, made fit for a document: references resolved, what no page can show left out."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from urllib.parse import urljoin

from firsthand.stories.document.schema import RULES
from firsthand.stories.document.validation import is_address

from .shortcodes import Shortcodes
from .tokens import Tag, Text, tokens

SPACES = " \t\n\r\f\u2028\u2029"
GAP = re.compile(f"[{SPACES}]+")
CANNOT_BE_SHOWN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
LONGEST_ADDRESS: int = RULES["link.href"]["text"][1]


def resolved(words: str) -> str:
    """Return ``words`` with their references resolved and without characters that cannot be shown."""
    return shown(unescape(words))


def shown(words: str) -> str:
    if words.isascii() and words.isprintable():
        return words
    return CANNOT_BE_SHOWN.sub("", words.replace("\x85", "\n").replace("\x0b", "\n"))


def line(words: str) -> str:
    """Return HTML that is one line (a title, a tag, a name) as plain words; what only looked like a tag stays."""
    parts = []
    for token in tokens(words, Shortcodes()):
        if isinstance(token, Text):
            parts.append(resolved(token.words))
        elif isinstance(token, Tag) and token.name in ("br", "p", "div"):
            parts.append(" ")
    return " ".join("".join(parts).replace("\u00a0", " ").split())


def shortened(words: str, most: int) -> str:
    """Return ``words`` in at most ``most`` characters, cut at a word."""
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    head = cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut
    while head and unicodedata.combining(words[len(head)]):
        head = head[:-1]
    return head.rstrip(" ,;:.–—-") + "…"


def address(href: str, *, base: str) -> str | None:
    """Return where a link goes, whole; None when it goes nowhere that a story may link to."""
    href = CANNOT_BE_SHOWN.sub("", href).strip(SPACES + "\u00a0")
    href = re.sub("[\t\r\n\f]", "", href).replace(" ", "%20")
    if not href or href.startswith("#"):
        return None
    try:
        whole = urljoin(base, href)
    except ValueError:
        return None
    return whole if len(whole) <= LONGEST_ADDRESS and is_address(whole) else None
