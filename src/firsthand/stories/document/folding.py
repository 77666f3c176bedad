"""Comparing words as people read them: without case, accents, punctuation and spaces, or what cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache

SPACES = re.compile(" {2,}")
WORDS = re.compile(r"[^\W_]+")
MOST_REMEMBERED = 4096  # more characters than any text of ours has; what comes after is folded anew each time

INVISIBLE = {"Cf", "Mn", "Me", "Cc"}
# Signs that tell words apart; all other punctuation only parts them: "Adda, S.p.A." are the words "adda s p a".
TELLING_SIGNS = set("%‰&@#§")
# Scripts that part words by nothing that can be seen, as half-open ranges: Thai to Lao, Burmese, Hangul (as it is
# decomposed), Khmer, kana and Han. There a word may begin and end anywhere.
WITHOUT_SPACES = [
    (0x0E00, 0x0F00),
    (0x1000, 0x10A0),
    (0x1100, 0x1200),
    (0x1780, 0x1800),
    (0x3040, 0x3100),
    (0x3400, 0xA000),
    (0x20000, 0x40000),
]


def folded_character(character: str) -> str:
    """Return what stands for ``character`` in a comparison: nothing, one space, or one or more characters."""
    if parts_words(character):
        return " "
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(
        " " if parts_words(part) else part for part in parts if unicodedata.category(part) not in INVISIBLE
    )


def parts_words(character: str) -> bool:
    if character.isspace() or character in "`´":
        return True
    return unicodedata.category(character)[0] == "P" and character not in TELLING_SIGNS


class Folding(dict[int, str]):
    """What stands for each character, by its code: found when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = folded_character(chr(code))
        if len(self) < MOST_REMEMBERED:
            self[code] = folded
        return folded


FOLDING = Folding()


class Folded:
    """A text made ready to be searched; for each of its folded characters, where in the text it came from."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.text = SPACES.sub(" ", text.translate(FOLDING)).lstrip(" ")

    @cached_property
    def origin(self) -> list[int]:
        """Where in the text each folded character came from; asked for only where something was found."""
        found: list[int] = []
        last = " "
        for index, character in enumerate(self.original):
            for part in FOLDING[ord(character)]:
                if part != " " or last != " ":
                    found.append(index)
                    last = part
        return found

    def occurrences(self, words: str) -> list[tuple[int, int]]:
        """Return where ``words`` stand as whole words: half-open character spans of the text, in order."""
        return [
            (self.origin[start], self.with_its_accents(self.origin[end - 1] + 1))
            for start, end in self.places(words)
        ]

    def holds(self, words: str) -> bool:
        """Say whether ``words`` stand anywhere in the text as whole words."""
        return next(self.places(words), None) is not None

    def places(self, words: str) -> Iterator[tuple[int, int]]:
        """Yield where ``words`` stand as whole words in the folded text."""
        needle = Folded(words).text.strip()
        start = self.text.find(needle) if needle else -1
        while start >= 0:
            end = start + len(needle)
            if runs_on(self.text, start):
                start = end_of_word(self.text, start) - 1  # no word begins before the next one does
            elif not runs_on(self.text, end):
                yield start, end
            start = self.text.find(needle, start + 1)

    def with_its_accents(self, end: int) -> int:
        """Return the end of a span moved over the accents and invisible characters that follow its last character."""
        while end < len(self.original) and not FOLDING[ord(self.original[end])]:
            end += 1
        return end


def findable(words: str) -> bool:
    """Say whether there is anything in ``words`` that could be found in a text."""
    return bool(Folded(words).text.strip())


def occurrences(words: str, text: str) -> list[tuple[int, int]]:
    """Return where ``words`` stand in ``text`` as whole words: half-open character spans of ``text``.

    >>> occurrences("cartiere adda", "Per le CARTIERE  Adda, dunque.")
    [(7, 21)]
    """
    return Folded(text).occurrences(words)


def runs_on(text: str, place: int) -> bool:
    """Say whether a word of the folded ``text`` goes on over ``place``."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    return before.isalnum() and after.isalnum() and not stands_alone(before) and not stands_alone(after)


def end_of_word(text: str, place: int) -> int:
    return next((i for i in range(place, len(text)) if i > place and not runs_on(text, i)), len(text))


@lru_cache(maxsize=4096)
def stands_alone(character: str) -> bool:
    return any(first <= ord(character) < end for first, end in WITHOUT_SPACES)


def words_of(text: str) -> list[str]:
    """Return the words of ``text``, folded."""
    return WORDS.findall(Folded(text).text)
