"""Whether words can be read in the address of a link, where nothing parts them as a text does."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from .folding import Folded, words_of

FEWEST_LETTERS = 4  # shorter words are found only whole: "Ada" is not told by "canada.example"
APART = " \u241f "  # a sign that is in no address, so that nothing is read from the end of one into the next


class Addresses:
    """Addresses made ready to be searched."""

    def __init__(self, addresses: Iterable[str]) -> None:
        readings = [reading for address in addresses for reading in readings_of(address)]
        self.as_words = Folded(APART.join(readings))
        self.run_together = APART.join("".join(words_of(reading)) for reading in readings)

    def tell(self, words: str) -> bool:
        """Say whether ``words`` stand in one of them, escaped or not, even where they are written as one."""
        if self.as_words.occurrences(words):
            return True
        run_together = "".join(words_of(words))
        return len(run_together) >= FEWEST_LETTERS and run_together in self.run_together


@lru_cache(maxsize=1024)
def told_in_address(words: str, address: str) -> bool:
    """Say whether ``words`` can be read in ``address``.

    >>> told_in_address("Cartiere Adda", "https://www.cartiereadda.example/chi")
    True
    """
    return Addresses([address]).tell(words)


def readings_of(address: str) -> list[str]:
    """Return the address as it stands, with what is escaped in it written out, and its host in its own letters."""
    readings = [address, unquote(address), unquote(unquote(address)), unquote(address.replace("+", " "))]
    with contextlib.suppress(ValueError):  # a host that is no name has no other letters
        readings.append((urlsplit(address).hostname or "").encode("ascii", "ignore").decode("idna"))
    return list(dict.fromkeys(readings))
