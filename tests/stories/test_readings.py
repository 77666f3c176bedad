"""Whoever is asked to read the working copy reads it as the team would: what is masked from them is told nowhere."""

from datetime import timedelta

import pytest

from cast import NOW, doc, masked, reader_of
from firsthand.audience.rung import Rung
from firsthand.stories.errors import Blocked
from firsthand.stories.models import ReadingRequest, Story
from firsthand.stories.reading import ask_for_reading
from firsthand.stories.seen import seen
from firsthand.stories.writing import Version, save_working_copy

FOR_HER_ALONE = masked("Sul tetto dorme uno ", "zibellino", ".", up_to=Rung.SELF, say="animaletto")


def write(story, title, *paragraphs, by, after_reading=""):
    save_working_copy(
        story,
        by=by,
        at=NOW,
        base=Version.of(story.working_copy),
        title=title,
        document=doc(*paragraphs),
        after_reading=after_reading,
    )


def ask(story, reader, *, by):
    return ask_for_reading(story, reader=reader, by=by, at=NOW, until=NOW + timedelta(days=3650))


def read_by(user, story):
    found = Story.objects.visible_to(reader_of(user)).get(pk=story.pk)
    read = seen(found, reader_of(user))
    return "\n".join([read.title, read.slug, read.after_reading, read.begins, read.text])


@pytest.mark.parametrize(
    ("title", "more", "where"),
    [("Lo zibellino", "Fine.", "the title"), ("Sul tetto", "Lo zibellino torna.", "the text")],
)
def test_nobody_is_asked_to_read_what_tells_the_words_that_are_masked_from_them(
    title, more, where, marta, arjun, a_story
):
    story = a_story()
    write(story, title, FOR_HER_ALONE, more, by=marta)

    with pytest.raises(Blocked, match=f"zibellino.*{where}"):
        ask(story, arjun, by=marta)
    assert not ReadingRequest.objects.exists()

    write(story, "Sul tetto", FOR_HER_ALONE, "Fine.", by=marta)
    ask(story, arjun, by=marta)
    assert "animaletto" in read_by(arjun, story)
    assert "zibellino" not in read_by(arjun, story)


def test_words_masked_while_a_reading_goes_on_are_told_nowhere_else(marta, arjun, a_story):
    story = a_story()
    write(story, "Lo zibellino sul tetto", "Uno zibellino.", by=marta)
    ask(story, arjun, by=marta)
    assert read_by(arjun, story).count("zibellino") == 4

    told = ["Lo zibellino torna.", "Il gufo resta."]
    write(story, "Lo zibellino sul tetto", FOR_HER_ALONE, *told, by=marta, after_reading="Lo zibellino dorme")

    assert "zibellino" not in read_by(arjun, story).lower()
    assert "sul tetto" in read_by(arjun, story)
    assert "Il gufo resta." in read_by(arjun, story)
    assert "Lo zibellino torna." in read_by(marta, story)
