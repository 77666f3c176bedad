"""What was taken back: nothing to strangers; the days it was open, and no title, to those who could have read it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cast import client_of, somebody
from firsthand.audience.rung import Rung
from firsthand.front.gone import stretches
from firsthand.people.models import Membership, User
from firsthand.stories.opening import open_story, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken_back(a_story, marta):
    """A story that was open to partners from the 3rd to the 9th of March."""
    User.objects.update(made_at=datetime(2026, 1, 1, tzinfo=UTC))
    story = a_story("Airone sul tetto", rung=Rung.PARTNERS, at=datetime(2026, 3, 3, 9, tzinfo=UTC))
    take_back(story, to=Rung.SELF, by=marta, at=datetime(2026, 3, 9, 9, tzinfo=UTC))
    return story.get_absolute_url().replace("/it/", "/en/")


@pytest.mark.parametrize("who", ["luca", "elena"])
def test_those_who_could_read_it_are_told_when_it_was_open_and_no_title(
    request, who, luca, elena, taken_back
):
    answer = client_of(request.getfixturevalue(who)).get(taken_back)

    assert answer.status_code == 410
    assert "3–9 March 2026" in answer.content.decode()
    assert "irone" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_a_stranger_gets_what_they_get_for_what_never_was(taken_back):
    gone = client_of(None).get(taken_back)
    never = client_of(None).get("/en/stories/AAAAAAAAAAAA/x")

    assert gone.status_code == never.status_code == 404
    assert gone.content == never.content
    assert dict(gone.headers) == dict(never.headers)


def test_for_a_stranger_as_much_is_looked_up_as_for_what_never_was(taken_back):
    queries = []
    for address in (taken_back, "/en/stories/AAAAAAAAAAAA/x"):
        with CaptureQueriesContext(connection) as asked:
            client_of(None).get(address)
        queries.append([each["sql"].split(" WHERE ")[0] for each in asked])

    assert queries[0] == queries[1]
    assert not any('"stories_opening"' in sql for sql in queries[0])
    with CaptureQueriesContext(connection) as asked:
        client_of(None).get("/en/stories/")
    assert asked  # queries are seen at all


def test_a_partner_is_told_nothing_of_what_stopped_at_the_company(a_story, marta, elena, luca):
    story = a_story(rung=Rung.COMPANY, at=timezone.now())
    take_back(story, to=Rung.SELF, by=marta, at=timezone.now())

    assert client_of(luca).get(story.get_absolute_url()).status_code == 410
    assert client_of(elena).get(story.get_absolute_url()).status_code == 404


def test_an_account_made_afterwards_is_told_nothing(taken_back):
    newcomer = somebody("Nuovo Arrivato")

    assert client_of(newcomer).get(taken_back).status_code == 404


def test_who_joined_the_team_afterwards_is_told_nothing_of_what_only_the_team_read(
    a_story, marta, luca, teresa, the_team
):
    at = timezone.now() - timedelta(days=9)
    User.objects.update(made_at=at - timedelta(days=9))
    Membership.objects.update(joined_at=at - timedelta(days=9))
    story = a_story(rung=Rung.TEAM, at=at)
    take_back(story, to=Rung.SELF, by=marta, at=at + timedelta(days=1))
    Membership.objects.create(circle=the_team, user=luca, joined_at=at + timedelta(days=2))

    assert client_of(teresa).get(story.get_absolute_url()).status_code == 410
    assert client_of(luca).get(story.get_absolute_url()).status_code == 404


def test_a_draft_that_never_went_out_is_not_there_for_anybody_else(a_story, luca):
    assert client_of(luca).get(a_story().get_absolute_url()).status_code == 404


def test_what_still_stands_nearer_is_read_by_those_inside_it(a_story, marta, luca, elena):
    story = a_story("Airone", rung=Rung.PARTNERS)
    take_back(story, to=Rung.COMPANY, by=marta, at=timezone.now())

    assert client_of(luca).get(story.get_absolute_url()).status_code == 200
    assert client_of(elena).get(story.get_absolute_url()).status_code == 410


def test_what_was_opened_again_is_read_again(a_story, marta, luca):
    story = a_story(rung=Rung.COMPANY)
    take_back(story, to=Rung.SELF, by=marta, at=timezone.now())
    open_story(story, to=Rung.COMPANY, by=marta, at=timezone.now())

    assert client_of(luca).get(reverse("story", args=[story.public_id, story.slug])).status_code == 200


def test_each_stretch_is_counted_from_its_opening_to_its_end():
    at = [datetime(2026, 3, day, tzinfo=UTC) for day in range(1, 7)]
    acts = [(0, 2, at[0]), (2, 4, at[1]), (4, 1, at[2]), (1, 3, at[3]), (3, 3, at[4])]

    assert stretches(acts, 2) == [(at[0], at[2])]
    assert stretches(acts, 4) == [(at[1], at[2])]
    assert stretches(acts, 1) == []
