"""The desk: what waits for whoever is signed in, and their sheets."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import client_of
from firsthand.audience.rung import Rung
from firsthand.dialogue.models import Reply
from firsthand.people.models import Author
from firsthand.stories import bylines
from firsthand.stories.models import Story
from firsthand.stories.reading import end_reading


def desk_of(user):
    answer = client_of(user).get(reverse("desk"))
    assert answer.status_code == 200
    return answer.content.decode()


def a_reply(story, words="Anche da noi.", **fields):
    fields = {"name": "Ilario Gabbiani", "rung": Rung.EVERYONE, **fields}
    return Reply.objects.create(story=story, words=words, made_at=timezone.now(), **fields)


def decide(by, reply, **sent):
    return client_of(by).post(reverse("decide-reply", args=[reply.public_id]), sent, follow=True)


def test_a_stranger_is_led_to_the_way_in(client, place):
    answer = client.get(reverse("desk"))

    assert answer.status_code == 302
    assert "/sign-in?next=" in answer.headers["Location"]


def test_who_comes_for_the_first_time_is_asked_one_question(luca):
    page = desk_of(luca)

    assert "What happened at work that somebody should know?" in page
    assert "Your sheets" not in page


def test_it_lists_ones_own_sheets_the_last_touched_first(marta, luca, a_story):
    a_story("La prima")
    a_story("La seconda", at=timezone.now() + timedelta(minutes=1))

    page = desk_of(marta)

    assert page.index("La seconda") < page.index("La prima")
    assert "Nobody waits for you" in page
    assert "La prima" not in desk_of(luca)


def test_it_names_the_language_only_where_several_sheets_tell_the_same(marta, a_story):
    told = a_story("La pompa che fischiava")
    alone = desk_of(marta)
    a_story("The pump that whistled", language="en", version_of=told)
    page = desk_of(marta)

    assert '<span lang="it">Italiano</span>' not in alone
    assert '<span lang="it">Italiano</span>' in page
    assert '<span lang="en">English</span>' in page


def test_thirty_sheets_stand_on_a_page(marta, a_story):
    for number in range(31):
        a_story(f"Foglio {number:02}", at=timezone.now() + timedelta(minutes=number))

    assert "Foglio 00" not in desk_of(marta)
    older = client_of(marta).get(reverse("desk") + "?page=2").content.decode()
    assert "Foglio 00" in older
    assert "Foglio 30" not in older


@pytest.mark.parametrize("stories", [1, 12])
def test_it_asks_a_few_questions_however_much_there_is(
    stories, marta, a_story, django_assert_max_num_queries
):
    for number in range(stories):
        a_reply(a_story(f"Un racconto {number}", rung=Rung.EVERYONE))
    client = client_of(marta)
    client.get(reverse("desk"))

    with django_assert_max_num_queries(34 + stories):  # one more for each: the newest words of a sheet
        client.get(reverse("desk"))


def test_a_byline_offered_waits_and_names_the_story_only_to_who_may_read_it(marta, luca, a_story):
    draft, told = a_story("Il segreto"), a_story("Il palese", rung=Rung.COMPANY)
    for story in (draft, told):
        bylines.offer(story, to=luca, kind="with", part="", by=marta, at=timezone.now())

    page = desk_of(luca)

    assert "asks you to sign “Il palese” too" in page
    assert "Il segreto" not in page
    assert reverse("byline", args=[draft.public_id]) in page


def test_a_reading_asked_for_waits_until_it_ends(marta, elena, a_story):
    story = a_story("La bozza", asked=elena)
    assert "asks you to read “La bozza”" in desk_of(elena)

    end_reading(story, reader=elena, by=marta, at=timezone.now())

    assert "La bozza" not in desk_of(elena)


def test_a_reply_waits_for_the_author_and_for_nobody_else(marta, luca, ada, giulio, a_story):
    a_reply(a_story(rung=Rung.EVERYONE))

    assert "Anche da noi." in desk_of(marta)
    for user in (luca, ada, giulio):
        assert "Anche da noi." not in desk_of(user)


def test_an_author_shows_a_reply(marta, client, a_story):
    story = a_story(rung=Rung.EVERYONE)
    reply = a_reply(story)
    assert "Anche da noi." not in client.get(story.get_absolute_url()).content.decode()

    page = decide(marta, reply, decision="show").content.decode()

    assert "The reply of Ilario Gabbiani stands under your story." in page
    assert "Anche da noi." in client.get(story.get_absolute_url()).content.decode()
    assert "Show it under the story" not in desk_of(marta)


def test_an_author_declines_a_reply_only_with_a_reason(marta, client, a_story):
    story = a_story(rung=Rung.EVERYONE)
    reply = a_reply(story)

    assert (
        "Say in a few words why you decline it" in decide(marta, reply, decision="decline").content.decode()
    )
    reply.refresh_from_db()
    assert reply.state == Reply.State.WAITING

    decide(marta, reply, decision="decline", because="Fuori tema")
    reply.refresh_from_db()
    assert (reply.state, reply.declined_because, reply.decided_by) == ("declined", "Fuori tema", marta)
    assert "Anche da noi." not in client.get(story.get_absolute_url()).content.decode()


def test_a_post_that_decides_nothing_changes_nothing(marta, a_story):
    reply = a_reply(a_story(rung=Rung.EVERYONE))

    decide(marta, reply, decision="sell", because="Perché sì")

    reply.refresh_from_db()
    assert reply.state == Reply.State.WAITING


@pytest.mark.parametrize("who", ["luca", "elena", "giulio", "nadia", "ada"])
def test_nobody_else_decides(who, request, a_story):
    reply = a_reply(a_story(rung=Rung.EVERYONE))

    answer = decide(request.getfixturevalue(who), reply, decision="show")

    assert answer.status_code == 404
    assert Reply.objects.get().state == Reply.State.WAITING


def test_who_signs_too_finds_the_sheet_on_their_desk(marta, luca, a_story):
    story = a_story("La nostra")
    byline = bylines.offer(story, to=luca, kind="with", part="", by=marta, at=timezone.now())
    assert "La nostra" not in desk_of(luca)

    client_of(luca).post(reverse("byline", args=[story.public_id]), {"answer": "accept"})

    assert "La nostra" in desk_of(luca)
    assert Author.objects.get(user=luca).bylines.get() == byline
    assert Story.objects.get().is_told_by(luca)
