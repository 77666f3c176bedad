"""A story looked at with other eyes: exactly what is read on a rung, for its authors only."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from ladder_page import again

from cast import client_of, doc, masked, somebody
from firsthand.audience.rung import Rung
from firsthand.people.models import Author, Standing
from firsthand.stories.narrowing import withhold
from firsthand.stories.opening import open_story

TEXT = re.compile(r'<div class="prose".*?</article>', re.DOTALL)
EYES = {Rung.TEAM: "teresa", Rung.COMPANY: "luca", Rung.PARTNERS: "elena", Rung.EVERYONE: None}


def look(by, story, rung, query=""):
    return client_of(by).get(reverse("read-as", args=[story.public_id, int(rung)]) + query)


def text_in(page):
    return " ".join(TEXT.search(page.content.decode())[0].split())


@pytest.fixture
def veiled(marta, a_story):
    """A story with something for every rung: masks, words withheld, links, open to everybody."""
    near = a_story("Il vicino", rung=Rung.TEAM, words="Qui.")
    far = a_story("Il lontano", rung=Rung.EVERYONE, words="Là.")
    links = [
        {"type": "text", "text": name, "marks": [{"type": "storyLink", "attrs": {"story": story.public_id}}]}
        for name, story in (("uno", near), ("due", far))
    ]
    words = doc(
        masked("Sa ", "la squadra", ".", up_to=Rung.TEAM, say="qualcuno"),
        masked("Sa ", "la ditta", ".", up_to=Rung.COMPANY, say="una ditta"),
        masked("Sanno ", "gli ospiti", ".", up_to=Rung.PARTNERS, say="altri"),
        "Di Cartiere Adda si parla.",
        {"type": "paragraph", "content": links},
    )
    story = a_story("Tutto", rung=Rung.EVERYONE, words=words)
    withhold(
        story,
        words="Cartiere Adda",
        up_to=Rung.TEAM,
        say="una cartiera",
        because="x",
        by=marta,
        at=timezone.now(),
    )
    story.refresh_from_db()
    return story


@pytest.mark.parametrize("rung", EYES)
def test_the_preview_is_what_somebody_there_reads(rung, request, marta, veiled):
    reader = request.getfixturevalue(EYES[rung]) if EYES[rung] else None

    theirs = client_of(reader).get(veiled.get_absolute_url(), follow=True)

    assert theirs.status_code == 200
    assert text_in(look(marta, veiled, rung)) == text_in(theirs)


def test_the_previews_differ_as_the_rungs_do(marta, veiled):
    texts = [text_in(look(marta, veiled, rung)) for rung in EYES]

    assert len(set(texts)) == len(EYES)
    assert "la squadra" in texts[0]
    assert "la squadra" not in "".join(texts[1:])


def test_what_is_not_open_there_yet_is_shown_as_it_would_be(marta, elena, a_story):
    words = doc(masked("Per ", "Cartiere Adda", ".", up_to=Rung.COMPANY, say="una cartiera"))
    story = a_story(words=words)

    page = look(marta, story, Rung.PARTNERS)

    assert "Nobody reads it there yet." in page.content.decode()
    assert "Per una cartiera." in text_in(page)
    assert client_of(elena).get(story.get_absolute_url()).status_code == 404
    open_story(story, to=Rung.PARTNERS, by=marta, at=timezone.now())
    theirs = client_of(elena).get(story.get_absolute_url())
    assert text_in(theirs) == text_in(look(marta, story, Rung.PARTNERS)) == text_in(page)


def test_newer_words_are_looked_at_only_when_asked_for(marta, a_story):
    story = a_story(rung=Rung.COMPANY, words="Prima.")
    again(story, words="Dopo.", by=marta)

    assert "Prima." in text_in(look(marta, story, Rung.COMPANY))
    assert "Dopo." in text_in(look(marta, story, Rung.COMPANY, "?words=newest"))
    assert "Dopo." in text_in(look(marta, story, Rung.PARTNERS))


@pytest.mark.parametrize("who", ["luca", "teresa", "elena", "giulio", "nadia", "ada", None])
def test_nobody_else_looks_with_other_eyes(who, request, marta, a_story):
    story, user = a_story(rung=Rung.EVERYONE), request.getfixturevalue(who) if who else None
    assert look(marta, story, Rung.EVERYONE).status_code == 200

    for rung in range(5):
        assert look(user, story, rung).status_code == (404 if user else 302)


@pytest.mark.parametrize("rung", ["5", "99", "99999999999999999999", "-1", "x"])
def test_there_are_five_rungs(rung, marta, a_story):
    story = a_story()
    address = reverse("read-as", args=[story.public_id, 0]).removesuffix("0") + rung

    assert client_of(marta).get(address).status_code == 404


def test_a_preview_is_stored_nowhere(marta, a_story):
    answer = look(marta, a_story(rung=Rung.EVERYONE), Rung.EVERYONE)

    assert "no-store" in answer.headers["Cache-Control"]
    assert "Firsthand-Keys" not in answer.headers


def test_a_guest_who_looks_as_a_colleague_learns_of_no_other_story(marta, process, a_story):
    guest = somebody("Ospite Narrante", standing=Standing.PARTNER)
    Author.objects.create(user=guest, name="Ospite Narrante")
    inside = a_story("Il riservatissimo", rung=Rung.COMPANY)
    link = [{"type": "storyLink", "attrs": {"story": inside.public_id}}]
    words = doc({"type": "paragraph", "content": [{"type": "text", "text": "altrove", "marks": link}]})
    by_guest, by_marta = a_story(by=guest, words=words), a_story(words=words)

    assert "riservatissimo" in look(marta, by_marta, Rung.COMPANY).content.decode()
    assert "riservatissimo" not in look(guest, by_guest, Rung.COMPANY).content.decode()
