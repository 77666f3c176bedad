import pytest

from cast import NOW, doc, masked, reader_of
from firsthand.audience.rung import Rung
from firsthand.stories.document.validation import BadDocument
from firsthand.stories.errors import NothingToDo, NotTheirs
from firsthand.stories.models import Opening
from firsthand.stories.narrowing import mask_now
from firsthand.stories.seen import seen
from firsthand.stories.writing import Version, save_working_copy

PLAIN = doc("Per Cartiere Adda.")
MASKED = doc(masked("Per ", "Cartiere Adda", ".", up_to=Rung.COMPANY, say="una cartiera"))


def test_a_mask_closes_at_once_and_is_recorded(marta, elena, luca, a_story):
    story = a_story(rung=Rung.EVERYONE, words=PLAIN)
    assert "Adda" in seen(story, reader_of(elena)).text

    mask_now(story, document=MASKED, by=marta, at=NOW)

    story.refresh_from_db()
    assert seen(story, reader_of(elena)).text.strip() == "Per una cartiera."
    assert seen(story, reader_of(luca)).text.strip() == "Per Cartiere Adda."
    assert story.openings.get(kind=Opening.Kind.MASKED).by == marta


def test_what_is_being_written_stays_the_working_copy(marta, a_story):
    story = a_story(rung=Rung.EVERYONE, words=PLAIN)
    base = Version.of(story.working_copy)
    save_working_copy(
        story, by=marta, at=NOW, base=base, title=story.title, document=doc("Il seguito."), after_reading=""
    )

    mask_now(story, document=MASKED, by=marta, at=NOW)

    assert "Il seguito." in str(story.working_copy.document)


def test_a_mask_that_changes_words_is_refused(marta, a_story):
    story = a_story(rung=Rung.EVERYONE, words=PLAIN)
    with pytest.raises(BadDocument):
        mask_now(story, document=doc("Altre parole."), by=marta, at=NOW)


def test_a_mask_is_not_lifted_by_masking(marta, a_story):
    story = a_story(rung=Rung.EVERYONE, words=MASKED)
    with pytest.raises(BadDocument):
        mask_now(story, document=PLAIN, by=marta, at=NOW)
    further = doc(masked("Per ", "Cartiere Adda", ".", up_to=Rung.PARTNERS, say="una cartiera"))
    with pytest.raises(BadDocument):
        mask_now(story, document=further, by=marta, at=NOW)


def test_masking_what_is_masked_already_is_said(marta, a_story):
    with pytest.raises(NothingToDo):
        mask_now(a_story(rung=Rung.EVERYONE, words=MASKED), document=MASKED, by=marta, at=NOW)


def test_nobody_else_masks(ada, a_story):
    with pytest.raises(NotTheirs):
        mask_now(a_story(rung=Rung.EVERYONE, words=PLAIN), document=MASKED, by=ada, at=NOW)
