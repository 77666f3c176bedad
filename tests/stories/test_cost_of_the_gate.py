"""The gate costs what is open, not what is closed: its plan uses the index, on either database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import NOW, reader_of
from firsthand.audience.rung import Rung
from firsthand.stories.models import Revision, Story, Telling
from firsthand.stories.seen import seen_all
from firsthand.stories.writing import begin_story

CLOSED = 5_000


@pytest.fixture
def many_closed(marta, process, a_story):
    """Forty open stories among thousands of drafts, as somebody's table would be after years."""
    for number in range(40):
        a_story(f"aperto {number}", rung=Rung.EVERYONE)
    telling = Telling.objects.create(process=process)
    drafts = [
        Story(telling=telling, origin="impulse", made_by=marta, title=f"bozza {i}") for i in range(CLOSED)
    ]
    Story.objects.bulk_create(drafts, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def list_for(reader):
    return Story.objects.visible_to(reader).told().newest_first().defer("document")[:20]


def plan_of(queryset):
    return queryset.explain()


def scans_all(plan):
    """Say whether the plan reads the table of stories from end to end."""
    return any(
        ("SCAN stories_story" in line and "INDEX" not in line) or "Seq Scan on stories_story" in line
        for line in plan.splitlines()
    )


def test_a_stranger_s_list_reads_the_index_and_not_the_table(many_closed):
    found = list_for(reader_of(None))
    assert len(found) == 20
    plan = plan_of(list_for(reader_of(None)))
    assert "story_by_rung_and_time" in plan, plan
    assert not scans_all(plan), plan


@pytest.mark.parametrize("who", ["luca", "teresa", "marta", "elena"])
def test_the_list_of_whoever_is_signed_in_does_not_read_the_closed_ones(who, request, many_closed):
    reader = reader_of(request.getfixturevalue(who))
    assert len(list_for(reader)) == 20
    plan = plan_of(list_for(reader))
    assert not scans_all(plan), plan


def test_a_list_that_asked_for_the_closed_ones_would_be_seen_here(many_closed):
    assert scans_all(plan_of(Story.objects.filter(title__contains="bozza")))


def test_the_gate_joins_nothing_for_anybody(teresa, marta, a_story):
    a_story(rung=Rung.TEAM)
    for user in (None, teresa, marta):
        with CaptureQueriesContext(connection) as queries:
            list(Story.objects.visible_to(reader_of(user)))
        assert "JOIN" not in queries[-1]["sql"].split("WHERE")[0]


@pytest.mark.parametrize("who", ["stranger", "luca", "teresa", "marta"])
def test_as_many_queries_for_one_story_as_for_ten(who, request, marta, process, a_story):
    user = None if who == "stranger" else request.getfixturevalue(who)
    for _ in range(10):
        a_story(rung=Rung.EVERYONE)
    assert queries_for(user, 1) == queries_for(user, 10)


def queries_for(user, many):
    stories = list(Story.objects.visible_to(reader_of(user))[:many])
    assert len(stories) == many
    reader = reader_of(user)
    with CaptureQueriesContext(connection) as queries:
        for told in seen_all(stories, reader):
            read = [told.title, told.begins, told.address, told.bylines[0].author.name, told.process.name]
            assert all(read)
            assert told.tags == []
    return len(queries)


def test_authors_get_the_newest_words_of_each_of_their_stories(marta, process):
    stories = [begin_story(by=marta, at=NOW, origin="impulse", language="it", title=f"{n}") for n in range(3)]
    for story in stories:
        Revision.objects.create(
            story=story, number=2, title=f"{story.title} bis", document=story.document, schema=1
        )
    read = seen_all(stories, reader_of(marta))
    assert [told.title for told in read] == ["0 bis", "1 bis", "2 bis"]
    assert all(told.is_working_copy for told in read)
