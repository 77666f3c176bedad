"""Who signs: a byline is offered, and stands only where it was accepted."""

from __future__ import annotations

import pytest
from django.urls import reverse
from sheets import at

from cast import NOW, client_of, doc
from firsthand.people.models import Author, User
from firsthand.stories.imported import PublishedAs, begin_imported_story
from firsthand.stories.models import Byline, ReadingRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(a_story):
    return a_story("La pompa che fischiava")


def ask(user, story, who, **said):
    return client_of(user).post(at("bylines", story), {"act": "offer", "who": who, "kind": "with", **said})


def answer(user, story, said):
    return client_of(user).post(at("byline", story), {"answer": said})


def test_somebody_is_asked_by_name_or_address(marta, luca, teresa, story):
    assert ask(marta, story, "luca berti", part="al tornio").status_code == 302
    assert ask(marta, story, teresa.email.upper()).status_code == 302

    offered = {line.author.user: line for line in story.bylines.filter(accepted_at=None)}
    assert set(offered) == {luca, teresa}
    assert offered[luca].part == "al tornio"
    assert not story.is_told_by(luca)


def test_who_accepts_stands_on_it_and_writes_in_it(marta, luca, story):
    ask(marta, story, luca.email)
    assert client_of(luca).get(at("write", story)).status_code == 404

    assert answer(luca, story, "accept").status_code == 302

    assert story.is_told_by(luca)
    assert client_of(luca).get(at("write", story)).status_code == 200
    assert client_of(luca).get(at("byline", story)).status_code == 404  # answered once


def test_who_declines_leaves_nothing(marta, luca, story):
    ask(marta, story, luca.email)

    answer(luca, story, "decline")

    assert not Byline.objects.filter(author__user=luca).exists()
    assert client_of(luca).get(at("write", story)).status_code == 404


def test_an_offer_is_taken_back_before_it_is_answered(marta, luca, story):
    ask(marta, story, luca.email)
    offered = Byline.objects.get(author__user=luca)

    client_of(marta).post(at("bylines", story), {"act": "withdraw", "author": offered.author.public_id})

    assert not Byline.objects.filter(pk=offered.pk).exists()
    assert answer(luca, story, "accept").status_code == 404
    assert not story.is_told_by(luca)


def test_what_is_signed_is_not_taken_back_by_another(marta, luca, story):
    ask(marta, story, luca.email)
    answer(luca, story, "accept")
    author = Byline.objects.get(author__user=luca).author

    client_of(marta).post(at("bylines", story), {"act": "withdraw", "author": author.public_id})

    assert story.is_told_by(luca)


@pytest.mark.parametrize("who", ["teresa", "elena", "giulio", "nadia", "ada", "marta"])
def test_an_offer_exists_only_for_whom_it_was_made_to(who, request, marta, luca, story):
    ask(marta, story, luca.email)
    somebody_else = request.getfixturevalue(who)

    assert client_of(somebody_else).get(at("byline", story)).status_code == 404
    assert answer(somebody_else, story, "accept").status_code == 404
    assert answer(somebody_else, story, "decline").status_code == 404
    assert Byline.objects.filter(author__user=luca, accepted_at=None).exists()
    assert client_of(luca).get(at("byline", story)).status_code == 200


def test_an_offer_shows_its_words_only_to_whom_they_are_given_to_read(marta, luca, teresa, story):
    ask(marta, story, luca.email)
    ask(marta, story, teresa.email, may_read="on")

    assert "La pompa che fischiava" not in client_of(luca).get(at("byline", story)).content.decode()
    assert "La pompa che fischiava" in client_of(teresa).get(at("byline", story)).content.decode()
    assert [asked.reader for asked in ReadingRequest.objects.filter(story=story)] == [teresa]


@pytest.mark.parametrize("who", ["nessuno@pompebrenta.example", "", "Marta Bellandi"])
def test_who_cannot_be_asked_is_said(marta, story, who):
    assert ask(marta, story, who).status_code == 422
    assert story.bylines.count() == 1


def test_two_people_of_one_name_are_asked_by_address(marta, luca, story):
    User.objects.create_user("altro.luca@pompebrenta.example", name="Luca Berti")

    assert ask(marta, story, "Luca Berti").status_code == 422
    assert ask(marta, story, luca.email).status_code == 302


def test_a_guest_does_not_learn_who_works_here(elena, luca, a_story, process):
    story = a_story(by=elena, process=process)

    assert ask(elena, story, "Luca Berti").status_code == 422
    assert ask(elena, story, luca.email).status_code == 302


def test_one_says_ones_own_part(marta, story):
    said = {"act": "part", "kind": "gathered", "part": "ero al banco"}
    answer = client_of(marta).post(at("bylines", story), said, follow=True)

    mine = story.bylines.get()
    assert (mine.kind, mine.part) == ("gathered", "ero al banco")
    assert len(answer.context["messages"]) == 1  # and it is said, for nothing on the page would show it


def test_nobody_is_said_to_ask_where_a_story_was_brought_in(luca):
    author = Author.objects.create(user=luca, name="Luca Berti")
    published = [PublishedAs(author, "L. Berti")]
    revision = begin_imported_story(
        at=NOW, language="it", title="La prima", document=doc("Sibila."), published_as=published
    )
    address = reverse("byline", args=[revision.story.public_id])

    for page in (address, reverse("desk")):
        said = client_of(luca).get(page).content.decode()
        assert "under the name of L. Berti" in said
        assert "asks you" not in said

    client_of(luca).post(address, {"answer": "decline"})
    assert revision.story.bylines.get().author.user is None
    assert "L. Berti" not in client_of(luca).get(reverse("desk")).content.decode()
