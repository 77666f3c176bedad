"""Writing back: strangers and members, how far a reply is read, and what it may not carry."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import client_of, doc, masked
from firsthand.audience.rung import Rung
from firsthand.dialogue import views
from firsthand.dialogue.deciding import decline, show
from firsthand.dialogue.form_token import hand_out
from firsthand.dialogue.limit import Limit
from firsthand.dialogue.models import Reply
from firsthand.stories.errors import Blocked, NotTheirs
from firsthand.stories.narrowing import mask_now, withhold
from firsthand.stories.opening import take_back


@pytest.fixture(autouse=True)
def fresh_limit(monkeypatch):
    monkeypatch.setattr(views, "strangers_limit", Limit())


def at(story):
    return reverse("reply", args=[story.public_id])


def a_token(story, *, age=timedelta(minutes=1)):
    return hand_out(story.public_id, now=timezone.now() - age)


def strangers_reply(story, **sent):
    form = {"words": "Anche da noi.", "name": "Ilario", "token": a_token(story), **sent}
    return Client(enforce_csrf_checks=True).post(at(story), form)


def members_reply(user, story, **sent):
    return client_of(user).post(at(story), {"words": "Anche da noi.", "rung": 2, **sent})


def under(story, user):
    return client_of(user).get(story.get_absolute_url(), follow=True).content.decode()


def a_shown_reply(story, *, by, words="Anche da noi.", rung=Rung.EVERYONE, **fields):
    reply = Reply.objects.create(
        story=story, words=words, rung=rung, made_at=timezone.now(), **(fields or {"name": "Ilario"})
    )
    return show(reply, by=by, at=timezone.now())


def test_a_stranger_writes_back_without_a_session_and_waits_for_the_author(a_story):
    story = a_story(rung=Rung.EVERYONE)

    answer = strangers_reply(story, address="ilario@example.org")

    assert answer.status_code == 302
    assert not answer.cookies
    kept = Reply.objects.get()
    assert (kept.name, kept.address, kept.rung, kept.state) == ("Ilario", "ilario@example.org", 4, "waiting")
    assert "Anche da noi." not in under(story, None)
    assert "reads your reply first" in Client().get(answer.headers["Location"]).content.decode()


def test_the_form_sets_no_cookie_and_is_stored_nowhere(a_story):
    answer = Client().get(at(a_story(rung=Rung.EVERYONE)))

    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]
    assert "csrfmiddlewaretoken" not in answer.content.decode()
    assert 'name="token"' in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"words": " "}, "There are no words in it yet."),
        ({"words": "a" * 4001}, "it may have 4,000 characters"),
        ({"name": ""}, "Say who you are."),
        ({"address": "ilario"}, "Write the address like name@example.org."),
        ({"nothing": "x"}, "Leave that field empty"),
        ({"token": ""}, "This page has to be shown afresh."),
        ({"token": "forged"}, "This page has to be shown afresh."),
    ],
)
def test_a_reply_that_cannot_be_taken_is_shown_again_with_the_reason(sent, reason, a_story):
    answer = strangers_reply(a_story(rung=Rung.EVERYONE), **sent)

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not Reply.objects.exists()


def test_the_words_are_not_lost_when_the_page_had_grown_old(a_story):
    story = a_story(rung=Rung.EVERYONE)

    answer = strangers_reply(story, token=a_token(story, age=timedelta(days=1)), words="Parole <b>mie</b>")

    assert answer.status_code == 422
    assert "Parole &lt;b&gt;mie&lt;/b&gt;" in answer.content.decode()


def test_a_token_of_another_story_is_not_taken(a_story):
    here, there = a_story("Qui", rung=Rung.EVERYONE), a_story("Là", rung=Rung.EVERYONE)

    assert strangers_reply(here, token=a_token(there)).status_code == 422
    assert strangers_reply(here).status_code == 302


def test_one_network_sends_so_many_and_then_waits(monkeypatch, a_story):
    monkeypatch.setattr(views, "strangers_limit", Limit(at_most=2))
    story = a_story(rung=Rung.EVERYONE)

    answers = [strangers_reply(story) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 422]
    assert "Anche da noi." in answers[-1].content.decode()
    assert Reply.objects.count() == 2


@pytest.mark.parametrize("rung", [Rung.SELF, Rung.TEAM, Rung.COMPANY, Rung.PARTNERS])
def test_nobody_writes_back_on_what_they_cannot_read(rung, a_story):
    story = a_story(rung=rung)

    assert Client().get(at(story)).status_code == 404
    assert strangers_reply(story).status_code == 404
    assert not Reply.objects.exists()


def test_a_member_says_how_far_the_reply_goes(luca, elena, a_story):
    story = a_story(rung=Rung.PARTNERS)

    assert members_reply(elena, story, rung=3).status_code == 302
    assert members_reply(luca, story, rung=1).status_code == 302

    assert list(Reply.objects.order_by("pk").values_list("user__name", "rung")) == [
        ("Elena Marchi", 3),
        ("Luca Berti", 1),
    ]


def test_a_reply_goes_no_further_than_its_story(luca, a_story):
    story = a_story(rung=Rung.COMPANY)

    assert members_reply(luca, story, rung=4).status_code == 422
    assert "everyone, as far as the story goes" not in client_of(luca).get(at(story)).content.decode()
    assert not Reply.objects.exists()


def test_a_member_needs_the_token_of_their_session(luca, a_story):
    story = a_story(rung=Rung.COMPANY)
    client = Client(enforce_csrf_checks=True)
    client.force_login(luca)

    assert client.post(at(story), {"words": "x", "rung": 2}).status_code == 403
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    ("rung", "readers"),
    [
        (Rung.SELF, {"marta"}),
        (Rung.TEAM, {"marta", "teresa"}),
        (Rung.COMPANY, {"marta", "teresa", "luca", "giulio", "ada"}),
        (Rung.PARTNERS, {"marta", "teresa", "luca", "giulio", "ada", "elena"}),
        (Rung.EVERYONE, {"marta", "teresa", "luca", "giulio", "ada", "elena", None}),
    ],
)
def test_a_shown_reply_is_read_as_far_out_as_its_own_rung(rung, readers, request, marta, a_story):
    story = a_story(rung=Rung.EVERYONE)
    a_shown_reply(story, by=marta, rung=rung, words="Il tasso dorme.", name="Ilario Gabbiani")

    for who in ["marta", "teresa", "luca", "giulio", "ada", "elena", None]:
        page = under(story, request.getfixturevalue(who) if who else None)
        assert ("Il tasso dorme." in page) == (who in readers), who
        assert ("Ilario Gabbiani" in page) == (who in readers), who


def test_the_page_is_the_same_for_a_stranger_with_and_without_a_nearer_reply(marta, a_story):
    story = a_story(rung=Rung.EVERYONE)
    before = under(story, None)
    assert "What was written back" in before

    a_shown_reply(story, by=marta, rung=Rung.PARTNERS)

    assert under(story, None) == before


def test_an_address_is_shown_to_nobody(marta, a_story):
    story = a_story(rung=Rung.EVERYONE)
    a_shown_reply(story, by=marta, name="Ilario", address="ilario@example.org")

    assert "Ilario" in under(story, marta)
    assert "ilario@example.org" not in under(story, marta)


def test_a_reply_that_repeats_masked_words_is_not_shown_past_the_mask(marta, a_story):
    words = doc(masked("Per ", "Cartiere Adda", ".", up_to=Rung.COMPANY, say="una cartiera"))
    story = a_story(rung=Rung.EVERYONE, words=words)
    reply = Reply.objects.create(
        story=story, name="Ilario", words="Ah, le CARTIERE  ADDA.", rung=4, made_at=timezone.now()
    )

    with pytest.raises(Blocked, match="Cartiere Adda"):
        show(reply, by=marta, at=timezone.now())
    Reply.objects.update(rung=Rung.COMPANY)
    reply.refresh_from_db()
    assert show(reply, by=marta, at=timezone.now()).state == Reply.State.SHOWN


@pytest.mark.parametrize("how", ["mask", "withhold"])
def test_a_younger_mask_takes_the_reply_away_where_it_hides(how, marta, luca, elena, a_story):
    story = a_story(rung=Rung.EVERYONE, words="Per Cartiere Adda.")
    a_shown_reply(story, by=marta, words="Conosco le cartiere Adda!")
    a_shown_reply(story, by=marta, words="Io no.", name="Ugo")
    assert "Conosco" in under(story, elena)

    if how == "mask":
        narrower = doc(masked("Per ", "Cartiere Adda", ".", up_to=Rung.COMPANY, say="una cartiera"))
        mask_now(story, document=narrower, by=marta, at=timezone.now())
    else:
        withhold(
            story,
            words="Cartiere Adda",
            up_to=Rung.COMPANY,
            say="x",
            because="y",
            by=marta,
            at=timezone.now(),
        )

    for outside in (elena, None):
        assert "Conosco" not in under(story, outside)
        assert "Io no." in under(story, outside)
    assert "Conosco" in under(story, luca)


def test_a_name_cannot_carry_masked_words_either(marta, a_story):
    words = doc(masked("Per ", "Cartiere Adda", ".", up_to=Rung.COMPANY, say="una cartiera"))
    story = a_story(rung=Rung.EVERYONE, words=words)
    reply = Reply.objects.create(
        story=story, name="Cartiere Adda", words="Siamo noi.", rung=4, made_at=timezone.now()
    )

    with pytest.raises(Blocked):
        show(reply, by=marta, at=timezone.now())


def test_only_an_author_decides(marta, luca, ada, a_story):
    reply = Reply.objects.create(
        story=a_story(rung=Rung.EVERYONE), name="Ilario", words="x", rung=4, made_at=timezone.now()
    )
    for user in (luca, ada):
        with pytest.raises(NotTheirs):
            show(reply, by=user, at=timezone.now())
        with pytest.raises(NotTheirs):
            decline(reply, by=user, at=timezone.now(), because="no")

    assert show(reply, by=marta, at=timezone.now()).decided_by == marta


def test_a_shown_reply_may_be_taken_away_again(marta, a_story):
    story = a_story(rung=Rung.EVERYONE)
    reply = a_shown_reply(story, by=marta)
    assert "Anche da noi." in under(story, None)

    decline(reply, by=marta, at=timezone.now(), because="Ci ho ripensato")

    assert "Anche da noi." not in under(story, None)


def test_replies_go_with_the_story_and_come_back_with_it(marta, luca, a_story):
    story = a_story(rung=Rung.COMPANY)
    a_shown_reply(story, by=marta, rung=Rung.COMPANY)

    take_back(story, to=Rung.SELF, by=marta, at=timezone.now())

    assert "Anche da noi." not in under(story, luca)
    assert "Anche da noi." in under(story, marta)
