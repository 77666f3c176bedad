"""Opening, showing newer words and taking back, as an author does it on the ladder page."""

import pytest
from django.urls import reverse
from ladder_page import again, ladder_of, press, sheet

from cast import client_of, doc, masked
from firsthand.audience.rung import Rung
from firsthand.stories.models import Opening, Process, Story


def test_the_author_opens_a_draft_to_the_company(marta, luca, a_story):
    story = a_story("La pompa")
    assert client_of(luca).get(story.get_absolute_url()).status_code == 404

    answer = press(marta, story, to=Rung.COMPANY)

    assert answer.status_code == 302
    assert Story.objects.get().rung == Rung.COMPANY
    assert client_of(luca).get(story.get_absolute_url()).status_code == 200
    assert "Open to the company since" in ladder_of(marta, story)


def test_the_page_says_what_happened_once(marta, a_story):
    story = a_story()
    page = press(marta, story, to=Rung.COMPANY, follow=True).content.decode()

    assert "Open to the company since" in page


def test_pressing_twice_opens_once_and_says_so(marta, a_story):
    story = a_story()
    sent = sheet(story, act="open", to=Rung.COMPANY)
    client = client_of(marta)
    client.post(reverse("ladder", args=[story.public_id]), sent)

    answer = client.post(reverse("ladder", args=[story.public_id]), sent, follow=True)

    assert "It is already as you want it." in answer.content.decode()
    assert Opening.objects.count() == 1


def test_words_written_since_the_page_was_opened_are_not_opened(marta, a_story):
    story = a_story(words="Prima.")
    sent = sheet(story, act="open", to=Rung.COMPANY)
    again(story, words="Dopo.", by=marta)

    answer = client_of(marta).post(reverse("ladder", args=[story.public_id]), sent)

    assert answer.status_code == 409
    assert "Read it again" in answer.content.decode()
    assert Story.objects.get().rung == Rung.SELF
    assert (
        client_of(marta)
        .post(reverse("ladder", args=[story.public_id]), sheet(story, act="open", to=2))
        .status_code
        == 302
    )


def test_an_act_of_another_window_comes_first(marta, a_story):
    story = a_story(rung=Rung.EVERYONE)
    again(story, words="Dopo.", by=marta)
    sent = sheet(story, act="newer", to=Rung.EVERYONE)
    press(marta, story, act="back", to=Rung.SELF)

    answer = client_of(marta).post(reverse("ladder", args=[story.public_id]), sent)

    assert answer.status_code == 409
    assert Story.objects.get().rung == Rung.SELF


def test_a_button_that_opens_never_takes_back(marta, a_story):
    story = a_story(rung=Rung.COMPANY)
    sent = sheet(story, act="open", to=Rung.PARTNERS)
    press(marta, story, to=Rung.EVERYONE)

    answer = client_of(marta).post(reverse("ladder", args=[story.public_id]), sent)

    assert answer.status_code == 409
    assert Story.objects.get().rung == Rung.EVERYONE


def test_taking_back_waits_for_nothing(marta, luca, a_story):
    story = a_story(rung=Rung.COMPANY)
    sent = sheet(story, act="back", to=Rung.SELF)
    again(story, words="Scritto intanto.", by=marta)

    answer = client_of(marta).post(reverse("ladder", args=[story.public_id]), sent, follow=True)

    assert "Taken back. Only its authors read it now." in answer.content.decode()
    assert Story.objects.get().rung == Rung.SELF
    assert client_of(luca).get(story.get_absolute_url()).status_code == 410


def test_newer_words_are_shown_by_the_button_that_says_so(marta, luca, a_story):
    story = a_story(rung=Rung.COMPANY, words="Prima.")
    again(story, words="Dopo.", by=marta)
    assert "Dopo." not in client_of(luca).get(story.get_absolute_url()).content.decode()
    assert "Show the newer words to the company" in ladder_of(marta, story)

    press(marta, story, act="newer", to=Rung.COMPANY)

    assert "Dopo." in client_of(luca).get(story.get_absolute_url()).content.decode()


def test_a_story_without_a_title_stays_and_the_page_says_why(marta, a_story):
    story = a_story(title="")
    page = ladder_of(marta, story)
    assert "The story has no title yet." in page
    assert "Open to the company" not in page

    answer = press(marta, story, to=Rung.COMPANY)

    assert answer.status_code == 422
    assert "The story has no title yet." in answer.content.decode()
    assert Story.objects.get().rung == Rung.SELF


def test_a_word_that_undoes_a_mask_stops_the_opening_from_there_on(marta, a_story):
    words = doc(
        masked("Per ", "Cartiere Adda", ".", up_to=Rung.COMPANY, say="una cartiera"), "Cartiere Adda ride."
    )
    story = a_story(words=words)

    assert press(marta, story, to=Rung.PARTNERS).status_code == 422
    assert Story.objects.get().rung == Rung.SELF
    assert press(marta, story, to=Rung.COMPANY).status_code == 302


def test_the_process_goes_out_in_the_same_act_only_when_asked(marta, process, a_story):
    Process.objects.update(rung=Rung.COMPANY)
    story = a_story()
    assert "Open the process “Il collaudo finale” that far too" in ladder_of(marta, story)

    assert press(marta, story, to=Rung.EVERYONE).status_code == 422
    assert Process.objects.get().rung == Rung.COMPANY

    assert press(marta, story, to=Rung.EVERYONE, with_process="yes").status_code == 302
    assert (Process.objects.get().rung, Story.objects.get().rung) == (Rung.EVERYONE, Rung.EVERYONE)


@pytest.mark.parametrize(
    "sent", [{}, {"to": "9"}, {"to": "2", "act": "open"}, {"to": "2", "act": "sell", "acts": 0}]
)
def test_a_post_that_is_no_act_changes_nothing(sent, marta, a_story):
    story = a_story()

    answer = client_of(marta).post(reverse("ladder", args=[story.public_id]), sent)

    assert answer.status_code == 422
    assert Story.objects.get().rung == Rung.SELF


@pytest.mark.parametrize("who", ["luca", "teresa", "elena", "giulio", "nadia", "ada"])
def test_the_ladder_does_not_exist_for_anybody_else(who, request, marta, a_story):
    story, user = a_story(rung=Rung.EVERYONE), request.getfixturevalue(who)
    address = reverse("ladder", args=[story.public_id])
    assert client_of(marta).get(address).status_code == 200

    assert client_of(user).get(address).status_code == 404
    assert client_of(user).post(address, sheet(story, act="back", to=0)).status_code == 404
    assert Story.objects.get().rung == Rung.EVERYONE


def test_a_form_without_its_token_is_refused(marta, a_story):
    from django.test import Client

    story = a_story()
    client = Client(enforce_csrf_checks=True)
    client.force_login(marta)

    answer = client.post(reverse("ladder", args=[story.public_id]), sheet(story, act="open", to=2))

    assert answer.status_code == 403
    assert Story.objects.get().rung == Rung.SELF


def test_the_page_is_stored_nowhere(marta, a_story):
    answer = client_of(marta).get(reverse("ladder", args=[a_story().public_id]))

    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("stories", [0, 4])
def test_the_page_asks_a_few_questions_whatever_there_is(
    stories, marta, a_story, django_assert_max_num_queries
):
    for number in range(stories):
        a_story(f"Un altro {number}", rung=Rung.EVERYONE)
    story = a_story(rung=Rung.TEAM)
    client = client_of(marta)
    client.get(reverse("ladder", args=[story.public_id]))

    with django_assert_max_num_queries(60):
        client.get(reverse("ladder", args=[story.public_id]))
