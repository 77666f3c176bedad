"""One story in two languages: what it tells of is shared, the words and the rung are not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone

from firsthand.audience.rung import Rung
from firsthand.people.models import User
from firsthand.stories.errors import NotTheirs
from firsthand.stories.models import Process, Story
from firsthand.stories.writing import begin_story


def test_a_version_tells_of_the_same_on_a_rung_of_its_own(
    a_story: Callable[..., Story], marta: User, process: Process
) -> None:
    told = a_story(rung=Rung.EVERYONE, happened_from=date(2026, 11, 3))

    version = begin_story(
        by=marta, at=timezone.now(), origin="impulse", language="en", title="It whistled", version_of=told
    )

    assert version.telling == told.telling
    assert (version.telling.process, version.telling.happened_from) == (process, date(2026, 11, 3))
    assert (version.language, version.rung) == ("en", Rung.SELF)


def test_only_who_has_signed_a_story_begins_a_version_of_it(
    a_story: Callable[..., Story], luca: User
) -> None:
    told = a_story(rung=Rung.EVERYONE)

    with pytest.raises(NotTheirs):
        begin_story(by=luca, at=timezone.now(), origin="impulse", language="en", version_of=told)

    assert list(told.telling.stories.all()) == [told]
