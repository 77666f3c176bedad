"""The gate is said twice, as a rule and as a query. Here both answer every combination alike."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import NOW, somebody
from firsthand.audience.reader import Reader
from firsthand.audience.rule import Standpoint, may_see, may_see_process
from firsthand.audience.rung import Rung
from firsthand.people.models import Author, Circle, Membership, Standing
from firsthand.stories.models import Byline, Process, ProcessCircle, ReadingRequest, Story
from firsthand.stories.writing import begin_story

BYLINES = [None, "offered", "accepted"]
ASKED = [None, "current", "over", "ended"]
MEMBERS = [None, "in the team", "in another circle of the process", "has left", "elsewhere"]


@pytest.fixture
def every_reader(place, the_team):
    """Return readers of each standing in each relation to the process, by (standing, membership)."""
    second, elsewhere = Circle.objects.create(name="verniciatura"), Circle.objects.create(name="mensa")
    circles = {"in the team": the_team, "in another circle of the process": second, "has left": the_team}
    readers = {("stranger", None): None}
    for standing, member in product(Standing, MEMBERS):
        user = somebody(f"{standing.label} {MEMBERS.index(member)}", standing=standing)
        Author.objects.create(user=user, name=user.name)
        if member:
            ended = NOW if member == "has left" else None
            circle = circles.get(member, elsewhere)
            Membership.objects.create(circle=circle, user=user, joined_at=NOW, ended_at=ended)
        readers[standing.label, member] = user
    return {"users": readers, "circles": [the_team, second]}


def a_process(rung, circles):
    process = Process.objects.create(name=f"Processo {rung}", rung=rung)
    for circle in circles:
        ProcessCircle.objects.create(process=process, circle=circle, is_team=circle == circles[0])
    return process


@pytest.mark.parametrize("with_process", [True, False])
def test_rule_and_query_give_the_same_answer_for_every_story_and_reader(with_process, every_reader, marta):
    circles = every_reader["circles"] if with_process else []
    process = a_process(Rung.EVERYONE, circles) if with_process else None
    checked = granted = 0
    for rung, byline, asked in product(Rung, BYLINES, ASKED):
        story = begin_story(by=marta, at=NOW, origin="impulse", language="it", process=process, title="x")
        Story.objects.filter(pk=story.pk).update(
            rung=rung, shown_revision=story.revisions.get(), told_at=NOW if rung else None
        )
        for user in every_reader["users"].values():
            reader = Reader.of(user, now=NOW)
            stand_by(story, user, byline=byline, asked=asked, by=marta)
            facts = Standpoint(
                rung=rung,
                author_ids=frozenset({reader.author_id} if user and byline == "accepted" else ()),
                circle_ids=frozenset(circle.pk for circle in circles),
                asked_user_ids=frozenset({user.pk} if user and asked == "current" else ()),
            )
            by_query = Story.objects.visible_to(reader).filter(pk=story.pk).exists()
            assert by_query == may_see(reader, facts), (rung, byline, asked, user)
            checked, granted = checked + 1, granted + by_query
    assert checked == len(Rung) * len(BYLINES) * len(ASKED) * 11
    assert 0 < granted < checked


def stand_by(story, user, *, byline, asked, by):
    if user is None:
        return
    if byline:
        accepted = NOW if byline == "accepted" else None
        Byline.objects.create(story=story, author=user.author, offered_at=NOW, accepted_at=accepted)
    if asked:
        until = NOW + timedelta(days=1) if asked != "over" else NOW
        begun = NOW - timedelta(days=2)
        ended = NOW if asked == "ended" else None
        ReadingRequest.objects.create(
            story=story, reader=user, asked_by=by, asked_at=begun, until=until, ended_at=ended
        )


def test_rule_and_query_give_the_same_answer_for_every_process(every_reader):
    circles = every_reader["circles"]
    for rung, user in product(Rung, every_reader["users"].values()):
        process, reader = a_process(rung, circles), Reader.of(user, now=NOW)
        by_rule = may_see_process(reader, rung=rung, circle_ids=frozenset(c.pk for c in circles))
        assert Process.objects.visible_to(reader).filter(pk=process.pk).exists() == by_rule, (rung, user)


def test_an_ended_account_reads_as_a_stranger(luca, a_story):
    inside = a_story(rung=Rung.COMPANY)
    assert Story.objects.visible_to(Reader.of(luca, now=NOW)).filter(pk=inside.pk).exists()

    luca.end(by=luca, at=NOW)

    assert not Story.objects.visible_to(Reader.of(luca, now=NOW)).exists()


@pytest.mark.parametrize("role", ["giulio", "nadia", "ada"])
def test_a_role_opens_nothing(role, request, a_story):
    a_story("chiuso", rung=Rung.SELF)
    a_story("squadra", rung=Rung.TEAM)
    open_inside = a_story("azienda", rung=Rung.COMPANY)

    seen = Story.objects.visible_to(Reader.of(request.getfixturevalue(role), now=NOW))

    assert list(seen) == [open_inside]


def test_the_gate_is_one_query_however_much_is_closed(luca, a_story):
    for _ in range(3):
        a_story(rung=Rung.SELF)
    a_story(rung=Rung.COMPANY)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        list(Story.objects.visible_to(Reader(now=NOW, standing=Rung.COMPANY, user_id=luca.pk)))

    assert len(queries) == 1
    assert "JOIN" not in queries[0]["sql"]
