"""Comparing words as people read them: without case, accents, kinds of quotes and spaces, or what cannot be seen."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

QUOTES = dict.fromkeys("'’‘‛`´ʼ‹›\"“”„«»", "'")
DASHES = dict.fromkeys("-‐‑‒–—―−", "-")
INVISIBLE = {"Cf", "Mn", "Me", "Cc"}


@lru_cache(maxsize=4096)
def folded_character(character: str) -> str:
    """Return what stands for ``character`` in a comparison: nothing, one space, or one or more characters."""
    if character.isspace():
        return " "
    if character in QUOTES or character in DASHES:
        return QUOTES.get(character) or DASHES[character]
    parts = unicodedata.normalize("NFKD", character).casefold()
    kept = "".join(
        part for part in unicodedata.normalize("NFKD", parts) if unicodedata.category(part) not in INVISIBLE
    )
    return " " if kept.isspace() else kept


def folded(text: str) -> tuple[str, list[int]]:
    """Return ``text`` folded, and for each of its characters the index in ``text`` it came from."""
    out: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        for part in folded_character(character):
            if part == " " and (not out or out[-1] == " "):
                continue
            out.append(part)
            origin.append(index)
    return "".join(out), origin


def occurrences(words: str, text: str) -> list[tuple[int, int]]:
    """Return where ``words`` stand in ``text`` as whole words: half-open character spans of ``text``.

    >>> occurrences("cartiere adda", "Per le CARTIERE  Adda, dunque.")
    [(7, 21)]
    """
    needle = folded(words)[0].strip()
    haystack, origin = folded(text)
    found = []
    start = haystack.find(needle) if needle else -1
    while start >= 0:
        end = start + len(needle)
        if whole(haystack, start, end):
            found.append((origin[start], with_its_accents(text, origin[end - 1] + 1)))
        start = haystack.find(needle, start + 1)
    return found


def with_its_accents(text: str, end: int) -> int:
    """Return the end of a span moved over the accents and invisible characters that follow its last character."""
    while end < len(text) and not folded_character(text[end]):
        end += 1
    return end


def whole(text: str, start: int, end: int) -> bool:
    """Say whether no word goes on over either end of the span."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not after


def words_of(text: str) -> list[str]:
    """Return the words of ``text``, folded."""
    kept = "".join(character if character.isalnum() else " " for character in folded(text)[0])
    return kept.split()
