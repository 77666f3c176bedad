"""Letting words be read again, and masking those that are read already: what waits for a condition, and what does not."""

import pytest
from django.urls import reverse
from django.utils import timezone
from ladder_page import again, ladder_of, press, sheet

from cast import NOW, client_of, doc, masked, reader_of
from firsthand.audience.rung import Rung
from firsthand.people.models import RoleHeld
from firsthand.stories.errors import Blocked, NothingToDo, NotTheirs
from firsthand.stories.lifting import lift
from firsthand.stories.models import Opening, Story, Withholding
from firsthand.stories.narrowing import withhold
from firsthand.stories.seen import seen
from firsthand.stories.writing import Version, save_working_copy

SECRET = "Cartiere Adda"


def text_for(user, story):
    return seen(Story.objects.get(pk=story.pk), reader_of(user)).text


def kept(story, *, by, words=SECRET, up_to=Rung.COMPANY):
    return withhold(
        story, words=words, up_to=up_to, say="una cartiera", because="Lo chiede chi compra", by=by, at=NOW
    )


def let_out(user, story, row):
    return client_of(user).post(
        reverse("lift-withholding", args=[story.public_id]), {"withholding": row.public_id}
    )


def write(story, document, *, by):
    save_working_copy(
        story,
        by=by,
        at=timezone.now(),
        base=Version.of(story.working_copy),
        title=story.title,
        document=document,
        after_reading="",
    )


def test_an_author_lets_out_what_an_author_kept_inside(marta, elena, a_story):
    story = a_story(rung=Rung.PARTNERS, words="Per Cartiere Adda.")
    row = kept(story, by=marta)
    assert SECRET not in text_for(elena, story)
    assert "Let them be read again" in ladder_of(marta, story)

    assert let_out(marta, story, row).status_code == 302

    assert SECRET in text_for(elena, story)
    row.refresh_from_db()
    assert row.lifted_by == marta
    assert row.lifted_at is not None
    with pytest.raises(NothingToDo):
        lift(row, by=marta, at=NOW)


def test_what_a_reviewer_kept_inside_only_a_reviewer_lets_out(marta, nadia, ada, elena, a_story):
    story = a_story(rung=Rung.PARTNERS, words="Per Cartiere Adda.")
    row = kept(story, by=nadia)
    page = ladder_of(marta, story)
    assert "Only a reviewer lets them out." in page
    assert "Let them be read again" not in page

    assert let_out(marta, story, row).status_code == 422
    RoleHeld.objects.create(user=marta, role=RoleHeld.Role.REVIEWER, given_at=NOW)
    for other in (marta, ada):
        with pytest.raises(NotTheirs):
            lift(row, by=other, at=NOW)
    assert SECRET not in text_for(elena, story)

    lift(row, by=nadia, at=NOW)

    assert SECRET in text_for(elena, story)


@pytest.mark.parametrize("who", ["luca", "teresa", "giulio", "nadia", "ada"])
def test_nobody_else_finds_the_button(who, request, marta, a_story):
    story = a_story(rung=Rung.EVERYONE, words="Per Cartiere Adda.")
    row = kept(story, by=marta)

    assert let_out(request.getfixturevalue(who), story, row).status_code == 404
    assert Withholding.objects.get().lifted_at is None


def test_what_would_undo_a_mask_stays_inside(marta, elena, a_story):
    secret = masked("La pompa di ", SECRET, ".", up_to=Rung.COMPANY, say="una cartiera")
    story = a_story(words=doc(secret, "Fischiava. Anche per Cartiere Adda ieri."))
    row = kept(story, by=marta, words="Anche per Cartiere Adda ieri")
    press(marta, story, to=Rung.PARTNERS)
    assert Story.objects.get().rung == Rung.PARTNERS

    answer = let_out(marta, story, row)

    assert answer.status_code == 422
    assert "can still be read in" in answer.content.decode()
    with pytest.raises(Blocked):
        lift(row, by=marta, at=NOW)
    assert SECRET not in text_for(elena, story)
    assert Withholding.objects.in_force(NOW).get() == row, "looking as if it were lifted lifts nothing"


def test_a_mask_laid_on_the_sheet_of_an_open_story_goes_out_at_once(marta, luca, elena, a_story):
    story = a_story(rung=Rung.EVERYONE, words="Per Cartiere Adda.")
    assert "Mask them at once" not in ladder_of(marta, story)
    write(story, doc(masked("Per ", SECRET, ".", up_to=Rung.COMPANY, say="una cartiera")), by=marta)
    assert SECRET in text_for(elena, story)
    assert "Mask them at once" in ladder_of(marta, story)

    assert press(marta, story, to=Rung.EVERYONE, act="mask").status_code == 302

    assert text_for(elena, story).strip() == "Per una cartiera."
    assert SECRET in text_for(luca, story)
    assert story.openings.filter(kind=Opening.Kind.MASKED, by=marta).count() == 1
    after = ladder_of(marta, story)
    assert "Mask them at once" not in after
    assert "You have written newer ones since" not in after


def test_where_other_words_are_newer_too_what_is_masked_is_kept_inside_at_once(marta, elena, a_story):
    story = a_story(rung=Rung.EVERYONE, words="Per Cartiere Adda.")
    veiled = masked("Altro per ", SECRET, ".", up_to=Rung.COMPANY, say="una cartiera")
    write(story, doc(veiled, "E il seguito."), by=marta)

    page = ladder_of(marta, story)
    assert "Mask them at once" not in page
    assert "Keep “Cartiere Adda” inside at once" in page
    assert press(marta, story, to=Rung.EVERYONE, act="mask").status_code == 409

    sent = {"words": SECRET, "up_to": 2, "say": "una cartiera", "because": "Masked on the sheet"}
    client_of(marta).post(reverse("withhold", args=[story.public_id]), sent)

    assert text_for(elena, story).strip() == "Per una cartiera."
    assert "Keep “Cartiere Adda” inside at once" not in ladder_of(marta, story)
    assert "seguito" in str(story.working_copy.document)


def test_masks_are_not_laid_on_the_strength_of_an_old_page(marta, elena, a_story):
    story = a_story(rung=Rung.EVERYONE, words="Per Cartiere Adda.")
    write(story, doc(masked("Per ", SECRET, ".", up_to=Rung.COMPANY, say="una cartiera")), by=marta)
    old = sheet(story, to=4, act="mask")
    again(story, words="Tutt’altro.", by=marta)

    answer = client_of(marta).post(reverse("ladder", args=[story.public_id]), old)

    assert answer.status_code == 409
    assert SECRET in text_for(elena, story)
