"""What the ladder tells of the sentences that keep something inside: all of a few, the first of very many."""

import pytest

from cast import doc, masked
from firsthand.audience.rung import Rung
from firsthand.desk.ladder.sentences import CUT, MOST_SENTENCES, Kind, excerpt


def a_document(passages: int):
    return doc(
        *(masked(f"Per la {n}. ", "Adda", up_to=Rung.COMPANY, say=f"cartiera {n}") for n in range(passages))
    )


@pytest.mark.parametrize("passages", [1, MOST_SENTENCES])
def test_every_sentence_of_a_few_is_told(passages):
    told = excerpt(a_document(passages), rung=Rung.EVERYONE)
    assert [part.text for part in told if part.kind == Kind.SAID] == [
        f"cartiera {n}" for n in range(passages)
    ]
    assert not told[-1].text.endswith(CUT.text)


def test_of_very_many_the_first_are_told_and_the_end_says_that_there_are_more():
    told = excerpt(a_document(MOST_SENTENCES + 5), rung=Rung.EVERYONE)
    said = [part.text for part in told if part.kind == Kind.SAID]
    assert (said[0], said[-1]) == ("cartiera 0", f"cartiera {MOST_SENTENCES - 1}")
    assert told[-1].text.endswith(CUT.text)
