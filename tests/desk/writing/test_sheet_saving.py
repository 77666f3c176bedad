"""Saving what is being written: who may, on top of what, and what is refused with a reason."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.utils import timezone
from sheets import at, words

from cast import client_of, doc
from firsthand.audience.rung import Rung
from firsthand.people.models import Author
from firsthand.stories.bylines import offer
from firsthand.stories.models import Byline, Picture, Revision
from firsthand.stories.narrowing import withhold

pytestmark = pytest.mark.django_db

OTHERS = ["teresa", "luca", "elena", "arjun", "giulio", "nadia", "ada"]


def send(client, story, **changed):
    return client.post(
        at("save", story), json.dumps(words(story, **changed)), content_type="application/json"
    )


def test_words_are_saved_on_top_of_those_they_came_from(marta, a_story):
    story = a_story(words="Prima.")

    answer = send(client_of(marta), story, title="Un titolo", document=doc("Dopo."), after_reading="che cosa")

    assert answer.status_code == 200
    newest = story.working_copy
    assert (newest.title, newest.after_reading) == ("Un titolo", "che cosa")
    assert "Dopo." in str(newest.document)
    assert answer.json()["version"] == {"number": newest.number, "saves": newest.saves}
    assert answer["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_words_on_top_of_older_ones_are_a_conflict_with_both_kept(marta, a_story):
    story = a_story(words="Prima.")
    client, base = client_of(marta), words(story)["base"]
    assert send(client, story, base=base, document=doc("Dal computer.")).status_code == 200

    answer = send(client, story, base=base, document=doc("Dal telefono."))

    assert answer.status_code == 409
    theirs = answer.json()["theirs"]
    assert "Dal computer." in str(theirs["document"])
    assert "Dal computer." in str(story.working_copy.document)
    assert send(client, story, base=theirs["version"], document=doc("Dal telefono.")).status_code == 200


def test_a_text_that_gives_way_is_kept_beneath_as_a_version(marta, a_story):
    story = a_story(words="Prima.")
    mine = {"title": "Mio", "after_reading": "", "document": doc("Dal telefono.")}

    assert (
        send(client_of(marta), story, apart=True, beside=mine, document=doc("Dal computer.")).status_code
        == 200
    )

    assert "Dal computer." in str(story.working_copy.document)
    assert any("Dal telefono." in str(each.document) for each in story.revisions.all())


@pytest.mark.parametrize(
    "document",
    [
        {"type": "doc", "content": [{"type": "script"}]},
        {"type": "doc", "content": []},
        {"type": "doc", "content": [{"type": "paragraph", "onclick": "x"}]},
        doc({"type": "figure", "attrs": {"picture": None, "alt": "  "}}),
        doc({"type": "figure", "attrs": {"picture": None}}),
        doc({"type": "paragraph", "content": [{"type": "text", "text": "a\u0000b"}]}),
        doc(
            {
                "type": "paragraph",
                "content": [
                    {
                        "type": "text",
                        "text": "x",
                        "marks": [{"type": "link", "attrs": {"href": "javascript:alert(1)"}}],
                    }
                ],
            }
        ),
        doc(
            {
                "type": "paragraph",
                "content": [
                    {
                        "type": "text",
                        "text": "x",
                        "marks": [{"type": "link", "attrs": {"href": " data:text/html,x"}}],
                    }
                ],
            }
        ),
    ],
)
def test_a_document_that_does_not_fit_is_refused_with_the_reason(marta, a_story, document):
    story = a_story(words="Prima.")

    answer = send(client_of(marta), story, document=document)

    assert answer.status_code == 422
    assert answer.json()["reason"]
    assert "Prima." in str(story.working_copy.document)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"account": 1}',
        b'{"base": {"number": true, "saves": 0}}',
    ],
)
def test_what_is_no_save_at_all_is_refused(marta, a_story, body):
    answer = client_of(marta).post(at("save", a_story()), body, content_type="application/json")

    assert answer.status_code in (403, 422)
    assert answer.json()["reason"]


def test_a_save_without_its_words_is_refused(marta, a_story):
    story = a_story()
    for missing in ("title", "document", "after_reading", "base"):
        assert send(client_of(marta), story, **{missing: None}).status_code == 422


def test_a_document_heavier_than_any_is_refused_before_it_is_read(marta, a_story):
    story = a_story(words="Prima.")
    heavy = [{"type": "paragraph", "content": [{"type": "text", "text": "x" * 400_000}]}] * 3

    assert send(client_of(marta), story, document={"type": "doc", "content": heavy}).status_code == 413
    assert send(client_of(marta), story, document={"type": "doc", "content": heavy[:2]}).status_code == 200


def test_a_body_heavier_than_any_is_refused(marta, a_story, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    story = a_story()

    assert send(client_of(marta), story, title="x" * 2000).status_code == 413
    assert send(client_of(marta), story, title="x").status_code == 200


def test_a_title_loses_what_no_page_can_show(marta, a_story):
    story = a_story()

    answer = send(
        client_of(marta),
        story,
        title=" La\u0000 pompa\n che\ud800 fischiava 👩‍🔧 ",
        after_reading="\u0007che",
    )

    assert answer.status_code == 200
    assert story.working_copy.title == "La pompa che fischiava 👩‍🔧"
    assert story.working_copy.after_reading == "che"


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("rung", [Rung.SELF, Rung.EVERYONE])
def test_for_whoever_has_not_signed_it_there_is_nothing_to_save_or_to_read(
    who, rung, request, arjun, marta, a_story
):
    story = a_story(words="Parole non dette.", rung=rung, asked=arjun)
    client = client_of(request.getfixturevalue(who))

    for method in (client.get, client.post):
        for name in ("save", "add-picture", "about-story", "versions", "bylines", "write"):
            answer = method(at(name, story))
            assert answer.status_code in (404, 405), name
            assert "Parole non dette" not in answer.content.decode()
    assert (
        send(
            client, story, account=request.getfixturevalue(who).public_id, document=doc("Al posto suo.")
        ).status_code
        == 404
    )
    assert Revision.objects.filter(story=story).count() == 1
    assert client_of(marta).get(at("write", story)).status_code == 200


def test_a_byline_that_is_only_offered_gives_nothing(marta, luca, a_story):
    story = a_story(words="Parole non dette.")
    offer(story, to=luca, kind="with", part="", by=marta, at=timezone.now())
    mine = client_of(luca)

    assert mine.get(at("write", story)).status_code == 404
    assert send(mine, story, account=luca.public_id).status_code == 404

    Byline.objects.get(author__user=luca).accept(at=timezone.now())
    assert "Parole non dette" in mine.get(at("write", story)).content.decode()
    assert send(mine, story, account=luca.public_id).status_code == 200


def test_who_is_signed_out_learns_nothing_but_that(a_story):
    story = a_story(words="Parole non dette.")
    stranger = client_of(None)

    there, never = send(stranger, story), stranger.post("/en/desk/stories/AAAAAAAAAAAA/save")
    assert (there.status_code, there.content) == (never.status_code, never.content) == (403, there.content)
    for name in ("write", "versions", "bylines", "about-story"):
        assert stranger.get(at(name, story)).status_code == 302


def test_a_page_of_one_account_does_not_save_in_the_name_of_another(marta, luca, a_story):
    story = a_story(words="Prima.")
    author = Author.objects.create(user=luca, name="Luca Berti")
    Byline.objects.create(story=story, author=author, offered_at=timezone.now(), accepted_at=timezone.now())

    assert send(client_of(luca), story, account=marta.public_id, document=doc("Di chi?")).status_code == 403
    assert "Di chi?" not in str(story.working_copy.document)
    assert send(client_of(luca), story, account=luca.public_id, document=doc("Di Luca.")).status_code == 200


def test_nothing_is_saved_without_the_token_of_the_page(marta, a_story):
    story = a_story(words="Prima.")
    client = Client(enforce_csrf_checks=True)
    client.force_login(marta)

    assert send(client, story, document=doc("Da altrove.")).status_code == 403
    assert "Da altrove." not in str(story.working_copy.document)

    token = client.get(at("save", story)).json()["token"]
    body = json.dumps(words(story, document=doc("Da qui.")))
    answer = client.post(
        at("save", story), body, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 200


def test_a_picture_of_another_story_is_refused(marta, a_story):
    other, story = a_story("Altro"), a_story()
    theirs = Picture.objects.create(story=other, file="pictures/a.webp", width=1, height=1, added_by=marta)
    own = Picture.objects.create(story=story, file="pictures/b.webp", width=1, height=1, added_by=marta)

    def figure(picture):
        return doc({"type": "figure", "attrs": {"picture": picture.public_id, "alt": "Il banco"}})

    assert send(client_of(marta), story, document=figure(theirs)).status_code == 422
    assert send(client_of(marta), story, document=figure(own)).status_code == 200


def test_what_is_open_does_not_change_by_saving(marta, luca, a_story):
    story = a_story("Titolo", words="Aperto.", rung=Rung.COMPANY)

    assert send(client_of(marta), story, title="Nuovo", document=doc("Non ancora detto.")).status_code == 200

    page = client_of(luca).get(story.get_absolute_url()).content.decode()
    assert "Aperto." in page
    assert "Non ancora detto." not in page


def test_an_author_goes_on_reading_what_is_withheld_on_the_sheet(marta, nadia, a_story):
    story = a_story(words="La guarnizione ermellino.")
    withhold(story, words="ermellino", up_to=Rung.TEAM, say="nuova", because="x", by=nadia, at=timezone.now())

    assert "ermellino" in client_of(marta).get(at("write", story)).content.decode()
