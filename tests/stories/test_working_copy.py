from datetime import timedelta

import pytest

from cast import NOW, doc
from firsthand.audience.rung import Rung
from firsthand.people.models import Author
from firsthand.stories.document.validation import BadDocument
from firsthand.stories.errors import Conflict, NotTheirs
from firsthand.stories.models import Byline
from firsthand.stories.opening import open_story
from firsthand.stories.writing import Version, restore, save_working_copy


def save(story, words, *, by, at, base=None, title="Titolo"):
    return save_working_copy(
        story,
        by=by,
        at=at,
        base=base or Version.of(story.working_copy),
        title=title,
        document=doc(words),
        after_reading="",
    )


def test_one_sitting_is_one_revision(marta, a_story):
    story = a_story(at=NOW)

    save(story, "Uno.", by=marta, at=NOW + timedelta(minutes=2))
    save(story, "Uno, due.", by=marta, at=NOW + timedelta(minutes=9))
    save(story, "Uno, due, tre.", by=marta, at=NOW + timedelta(minutes=11))

    assert [revision.number for revision in story.revisions.all()] == [1, 2]
    assert story.revisions.get(number=1).document == doc_of(story, 1, "Uno, due.")


def doc_of(story, number, words):
    document = story.revisions.get(number=number).document
    assert words in str(document)
    return document


def test_what_was_opened_is_never_rewritten(marta, a_story):
    story = a_story(at=NOW)
    open_story(story, to=Rung.TEAM, by=marta, at=NOW)

    save(story, "Dopo.", by=marta, at=NOW + timedelta(minutes=1))

    assert story.revisions.count() == 2
    assert "Dopo" not in str(story.revisions.get(number=1).document)


def test_two_windows_are_a_conflict_that_holds_both_texts(marta, a_story):
    story = a_story(at=NOW)
    base = Version.of(story.working_copy)
    save(story, "Dal computer.", by=marta, at=NOW, base=base)

    with pytest.raises(Conflict) as conflict:
        save(story, "Dal telefono.", by=marta, at=NOW, base=base)

    assert "Dal computer." in str(conflict.value.theirs.document)
    assert "Dal telefono." in str(conflict.value.mine["document"])
    assert "Dal computer." in str(story.working_copy.document)


def test_the_same_words_saved_twice_are_saved_once(marta, a_story):
    story = a_story(at=NOW)
    saved = save(story, "Uno.", by=marta, at=NOW)
    assert Version.of(save(story, "Uno.", by=marta, at=NOW)) == Version.of(saved)


def test_restoring_loses_nothing(marta, a_story):
    story = a_story(words="Prima.", at=NOW)
    save(story, "Dopo.", by=marta, at=NOW + timedelta(hours=1))

    restored = restore(story, story.revisions.get(number=1), by=marta, at=NOW + timedelta(hours=2))

    assert restored.number == 3
    assert "Prima." in str(story.working_copy.document)
    assert "Dopo." in str(story.revisions.get(number=2).document)


@pytest.mark.parametrize("who", ["teresa", "giulio", "nadia", "ada"])
def test_nobody_else_writes_in_it(who, request, a_story):
    with pytest.raises(NotTheirs):
        save(a_story(), "Al posto suo.", by=request.getfixturevalue(who), at=NOW)


def test_a_bad_document_is_refused_and_the_words_stay(marta, a_story):
    story = a_story(words="Prima.", at=NOW)
    base = Version.of(story.working_copy)
    with pytest.raises(BadDocument):
        save_working_copy(
            story, by=marta, at=NOW, base=base, title="", document={"type": "script"}, after_reading=""
        )
    assert Version.of(story.working_copy) == base


def test_words_belong_to_whoever_wrote_them(marta, luca, a_story):
    story = a_story(words="Il banco era caldo.", at=NOW)
    author = Author.objects.create(user=luca, name="Luca Berti")
    Byline.objects.create(story=story, author=author, offered_at=NOW, accepted_at=NOW)

    later = NOW + timedelta(hours=1)
    saved = save(story, "Il banco sette era caldo.", by=luca, at=later)

    runs = [(length, actor, first) for length, _, actor, first in saved.provenance]
    assert [actor for _, actor, _ in runs] == [marta.public_id, luca.public_id, marta.public_id]
    assert runs[1][0] == len("sette ")
    assert sum(length for length, _, _ in runs) == len("Il banco sette era caldo.")
