"""Nothing is lost: tabs that die, two windows, a network that goes, a session that ends."""

from __future__ import annotations

import contextlib

import pytest
from django.utils import timezone
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect
from writing_desk import Sheet, address

from cast import client_of, doc
from firsthand.audience.rung import Rung
from firsthand.people.models import Author
from firsthand.stories.models import Byline
from firsthand.stories.writing import Version, save_working_copy

pytestmark = pytest.mark.django_db(transaction=True)

LAST = " E poi il camion è partito."


def save_from_elsewhere(story, words, *, by, title=None):
    """Save as another window of the same author would."""
    return save_working_copy(
        story,
        by=by,
        at=timezone.now(),
        base=Version.of(story.working_copy),
        title=title or story.working_copy.title,
        document=doc(words),
        after_reading="",
    )


def no_saves(page):
    """Let no save leave ``page``, as when the tab dies before it is sent."""
    page.route("**/save", lambda route: route.abort())


def kill(sheet):
    """End the process that draws the page: nothing runs in it any more, not even what runs when a page is left."""
    with sheet.page.expect_event("crash"), contextlib.suppress(PlaywrightError):
        sheet.page.goto("chrome://crash", wait_until="commit", timeout=5_000)


def test_words_of_a_tab_that_died_come_back_and_are_saved(context, sheet):
    no_saves(sheet.page)
    sheet.type_at_end(LAST)
    sheet.title.fill("Un titolo nuovo")
    sheet.wait_until_kept(LAST.strip(), "Un titolo nuovo")
    kill(sheet)
    assert LAST.strip() not in str(sheet.story.working_copy.document)

    again = Sheet(context.new_page(), sheet.story).open()

    expect(again.text).to_contain_text(LAST.strip())
    expect(again.title).to_have_value("Un titolo nuovo")
    assert LAST in str(again.saved())
    assert sheet.story.working_copy.title == "Un titolo nuovo"
    again.wait_until_none_kept()


def test_words_of_a_tab_that_is_closed_at_once_are_sent_on_the_way_out(sheet):
    sheet.type_at_end(LAST)
    sheet.wait_until_kept(LAST.strip())
    sheet.page.close(run_before_unload=True)

    again = Sheet(sheet.page.context.new_page(), sheet.story).open()

    expect(again.text).to_contain_text(LAST.strip())
    expect(again.page.locator("#conflict")).to_be_hidden()
    again.type_at_end(" Avanti.")
    assert LAST + " Avanti." in str(again.saved())


def test_words_left_behind_meet_newer_ones_and_both_are_shown(context, sheet, marta):
    no_saves(sheet.page)
    sheet.type_at_end(LAST)
    sheet.wait_until_kept(LAST.strip())
    kill(sheet)
    save_from_elsewhere(sheet.story, "Scritto dal computer.", by=marta)

    page = context.new_page()
    page.goto(address(sheet.story, "write"))
    conflict = page.locator("#conflict")
    expect(conflict).to_be_visible()
    expect(conflict.locator("[data-mine]")).to_contain_text(LAST.strip())
    expect(conflict.locator("[data-theirs]")).to_contain_text("Scritto dal computer.")
    page.locator("[data-keep=both]").click()

    told = str(Sheet(page, sheet.story).saved())
    assert LAST in told
    assert "Scritto dal computer." in told


@pytest.mark.parametrize("keep", ["mine", "theirs", "both"])
def test_two_windows_meet_and_no_text_is_lost(context, complaints, sheet, keep):
    other = Sheet(context.new_page(), sheet.story).open()
    sheet.type_at_end(" Dal computer.")
    sheet.saved()

    other.page.locator("#sheet").click()
    other.page.keyboard.press("Control+Home")
    other.page.keyboard.type("Dal telefono. ")
    conflict = other.page.locator("#conflict")
    expect(conflict).to_be_visible()
    expect(conflict.locator("h2")).to_be_focused()
    expect(conflict.locator("[data-mine]")).to_contain_text("Dal telefono.")
    expect(conflict.locator("[data-theirs]")).to_contain_text("Dal computer.")
    expect(other.text).to_have_attribute("contenteditable", "false")
    other.page.locator(f"[data-keep={keep}]").click()

    told = str(other.saved())
    expect(conflict).to_be_hidden()
    assert ("Dal telefono." in told) == (keep != "theirs")
    assert ("Dal computer." in told) == (keep != "mine")
    everywhere = str([revision.document for revision in sheet.story.revisions.all()])
    assert "Dal telefono." in everywhere
    assert "Dal computer." in everywhere
    other.type_at_end(" E avanti.")
    assert "E avanti." in str(other.saved())


def test_without_network_one_is_told_and_goes_on(context, sheet):
    context.set_offline(True)
    sheet.type_at_end(LAST)
    sheet.wait_for_state("offline")
    sheet.type_at_end(" Ancora.")
    sheet.wait_until_kept("Ancora.")

    context.set_offline(False)

    told = str(sheet.saved())
    assert LAST + " Ancora." in told


def test_an_answer_lost_on_its_way_is_no_conflict(sheet):
    lost = []

    def lose_the_answer(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    sheet.page.route("**/save", lose_the_answer)
    sheet.type_at_end(LAST)

    assert LAST in str(sheet.saved())
    assert lost == [200]
    expect(sheet.page.locator("#conflict")).to_be_hidden()
    sheet.type_at_end(" Avanti.")
    assert "Avanti." in str(sheet.saved())


def test_signed_out_in_another_window_the_words_wait_for_their_author(
    live_place, context, sheet, marta, luca
):
    context.clear_cookies()
    sheet.type_at_end(LAST)
    sheet.wait_for_state("signed_out")
    expect(sheet.page.locator("#sign-in-again")).to_be_visible()

    live_place.sign_in(
        context, luca
    )  # somebody else's session, even if they had signed it too, is not one's own
    author = Author.objects.create(user=luca, name="Luca Berti")
    Byline.objects.create(
        story=sheet.story, author=author, offered_at=timezone.now(), accepted_at=timezone.now()
    )
    with sheet.page.expect_response("**/save"):
        sheet.page.evaluate("dispatchEvent(new Event('focus'))")
    assert LAST.strip() not in str(sheet.story.working_copy.document)

    live_place.sign_in(context, marta)
    sheet.page.evaluate("dispatchEvent(new Event('focus'))")
    assert LAST in str(sheet.saved())
    assert sheet.story.working_copy.made_by == marta


def test_signing_out_saves_the_words_and_leaves_none_on_the_device(context, sheet):
    sheet.type_at_end(LAST)
    sheet.wait_until_kept(LAST.strip())

    with sheet.page.expect_navigation(url=lambda url: "/desk/" not in url):
        sheet.page.locator("form[data-sign-out] button").click()

    assert LAST in str(sheet.story.working_copy.document)
    assert sheet.kept_on_device() == []


def test_signing_out_with_words_that_cannot_be_saved_asks_first(sheet):
    no_saves(sheet.page)
    sheet.type_at_end(LAST)
    out = sheet.page.locator("form[data-sign-out] button")

    out.click()
    sheet.wait_for_state("going")
    assert sheet.page.url.endswith(address(sheet.story, "write"))

    with sheet.page.expect_navigation(url=lambda url: "/desk/" not in url):
        out.click()
    assert sheet.kept_on_device() == []


def test_the_draft_of_one_account_is_not_shown_to_another(live_place, context, sheet, luca):
    author = Author.objects.create(user=luca, name="Luca Berti")
    Byline.objects.create(
        story=sheet.story, author=author, offered_at=timezone.now(), accepted_at=timezone.now()
    )
    no_saves(sheet.page)
    sheet.type_at_end(LAST)
    sheet.wait_until_kept(LAST.strip())
    kill(sheet)

    live_place.sign_in(context, luca)
    other = Sheet(context.new_page(), sheet.story).open()

    expect(other.text).to_contain_text("Alle sei e dieci")
    expect(other.text).not_to_contain_text(LAST.strip())


def test_where_the_device_keeps_nothing_one_is_told(context, sheet):
    sheet.page.add_init_script("IDBFactory.prototype.open = () => { throw new Error('none') }")
    sheet.open()
    context.set_offline(True)
    sheet.type_at_end(LAST)

    sheet.wait_for_state("unkept")
    expect(sheet.page.locator("#copy-all")).to_be_visible()

    context.set_offline(False)
    assert LAST in str(sheet.saved())


def test_who_has_not_signed_any_longer_is_told_and_keeps_the_words(sheet):
    sheet.type_at_end(LAST)
    sheet.saved()
    sheet.story.bylines.all().delete()

    sheet.type_at_end(" Ancora.")
    sheet.wait_for_state("gone")

    expect(sheet.page.locator("#copy-all")).to_be_visible()
    expect(sheet.text).to_contain_text("Ancora.")
    assert "Ancora." not in str(sheet.story.working_copy.document)


def test_others_go_on_reading_what_was_opened(page, complaints, marta_signed_in, luca, a_story):
    sheet = Sheet(page, a_story(rung=Rung.COMPANY)).open()
    sheet.type_at_end(LAST)
    sheet.saved()

    read = client_of(luca).get(sheet.story.get_absolute_url()).content.decode()
    assert "Alle sei e dieci" in read
    assert LAST.strip() not in read
    assert not complaints
