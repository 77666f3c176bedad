from datetime import date

import pytest

from cast import NOW
from firsthand.audience.rung import Rung
from firsthand.place.models import Change
from firsthand.stories.errors import NotTheirs
from firsthand.stories.facts import HasGoneOut, say_language, say_when
from firsthand.stories.models import Story
from firsthand.stories.opening import take_back
from firsthand.stories.writing import begin_story


def test_when_it_happened_is_said_for_every_version_and_noted_as_a_change(marta, a_story):
    story = a_story()
    other = begin_story(by=marta, at=NOW, origin="impulse", language="en", version_of=story)
    Change.objects.all().delete()

    say_when(story, happened_from=date(2026, 3, 1), happened_until=date(2026, 3, 4), by=marta)

    assert Story.objects.get(pk=other.pk).telling.happened_until == date(2026, 3, 4)
    changed = set(Change.objects.values_list("key", flat=True))
    assert {f"story:{story.public_id}", f"story:{other.public_id}"} <= changed


@pytest.mark.parametrize("who", ["luca", "teresa", "giulio", "ada"])
def test_nobody_else_says_it(who, request, a_story):
    story, user = a_story(), request.getfixturevalue(who)
    with pytest.raises(NotTheirs):
        say_when(story, happened_from=date(2026, 3, 1), happened_until=None, by=user)
    with pytest.raises(NotTheirs):
        say_language(story, language="en", by=user)
    assert Story.objects.get().language == "it"


def test_the_language_stays_once_it_has_gone_out_even_when_taken_back(marta, a_story):
    draft = a_story()
    say_language(draft, language="en", by=marta)
    assert Story.objects.get(pk=draft.pk).language == "en"

    opened = a_story(rung=Rung.TEAM)
    take_back(opened, to=Rung.SELF, by=marta, at=NOW)
    draft_as_it_was = Story.objects.get(pk=opened.pk)
    draft_as_it_was.shown_revision_id = None  # loaded before the opening
    with pytest.raises(HasGoneOut):
        say_language(draft_as_it_was, language="en", by=marta)
    assert Story.objects.get(pk=opened.pk).language == "it"
