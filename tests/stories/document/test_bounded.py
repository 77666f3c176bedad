"""Documents written to keep whoever reads them waiting: they are read in bounded time all the same."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from cast import doc
from firsthand.stories.document.plain import plain_text
from firsthand.stories.document.validation import read
from firsthand.stories.document.withholding import Withheld

A_MANY_TIMES = "a " * 100_000
MANY_WORDS = " ".join(f"parola{i}" for i in range(60_000))


@pytest.mark.parametrize(
    ("text", "withheld", "left"),
    [
        (MANY_WORDS, [f"parola{i} altra{i} terza{i}" for i in range(20)], MANY_WORDS),
        (A_MANY_TIMES + "b", ["a", "c"], "b"),
    ],
    ids=["words that stand nowhere", "words that stand everywhere"],
)
def test_withholding_takes_no_longer_for_being_made_so(text: str, withheld: list[str], left: str):
    document: dict[str, Any] = read(doc(text))
    hiding = [Withheld(words=words, up_to=1) for words in withheld]
    begun = process_time()

    told = plain_text(document, rung=4, withheld=hiding).text

    assert process_time() - begun < 5
    assert told.strip() == left
    assert plain_text(document, rung=1, withheld=hiding).text == text
