"""Somebody reads: from the home page to a story and around it, with the policy on and, once, without any script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from cast import doc, masked
from firsthand.audience.rung import Rung
from firsthand.stories.models import Phase

SECRET = masked("Alle sette partiva la fornitura per ", "Valdorna", ".", up_to=Rung.COMPANY, say="un cliente")


@pytest.fixture
def told(transactional_db, a_story, process):
    phase = Phase.objects.create(process=process, name="Prova a banco")
    return a_story(
        "Undicimila codici in quattro notti, e la mattina dopo non trovavamo le guarnizioni",
        rung=Rung.EVERYONE,
        words=doc(SECRET, "Il banco era già caldo."),
        phase=phase,
    )


def test_a_stranger_comes_from_the_home_page_to_a_story_and_on_to_its_process(
    told, page, complaints, live_place
):
    page.goto(live_place.at("/it/"))
    page.get_by_role("link", name="Undicimila codici").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Undicimila codici")
    expect(page.locator(".prose")).to_contain_text("per un cliente.")

    page.locator(".story-where a").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Il collaudo finale")
    assert page.context.cookies() == []
    assert complaints == []


def test_a_colleague_sees_the_veil_and_comes_back_to_it_signed_out_without(
    told, page, context, complaints, live_place, luca
):
    live_place.sign_in(context, luca)
    page.goto(live_place.at(told.get_absolute_url()))
    expect(page.locator(".veil")).to_have_text("Valdorna")

    page.locator("form[data-sign-out] button").click()
    page.wait_for_url("**/it/")
    page.goto(live_place.at(told.get_absolute_url()))

    expect(page.locator(".prose")).to_contain_text("per un cliente.")
    assert "Valdorna" not in page.content()
    assert complaints == []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways(told, page, live_place, process, width):
    page.set_viewport_size({"width": width, "height": 800})
    for address in (
        "/it/",
        "/it/stories/",
        "/it/processes/",
        "/it/people/",
        told.get_absolute_url(),
        process.get_absolute_url(),
        "/it/sign-in",
        "/it/stories/AAAAAAAA/x",
    ):
        page.goto(live_place.at(address))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_title_of_one_long_word_widens_no_page(a_story, page, live_place, process):
    told = a_story("Precipitevolissimevolmentissimamente" * 2, rung=Rung.EVERYONE, words="Sì.")
    page.set_viewport_size({"width": 320, "height": 800})
    for address in ("/it/", "/it/stories/", told.get_absolute_url(), process.get_absolute_url()):
        page.goto(live_place.at(address))
        expect(page.locator("main")).to_contain_text("Precipitevolissimevolmentissimamente")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_the_first_key_leads_past_the_head_to_the_content(told, page, live_place):
    page.goto(live_place.at(told.get_absolute_url()))

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    assert page.url.endswith("#content")


def test_it_is_read_without_any_script(told, browser, live_place):
    without = browser.new_context(java_script_enabled=False)
    page = without.new_page()
    page.goto(live_place.at(told.get_absolute_url()))

    expect(page.locator(".prose")).to_contain_text("Il banco era già caldo.")
    without.close()


IN_THE_MARGIN = """() => {
  const boxes = [...document.querySelectorAll(".story-face, .veil-note")].map((each) => each.getBoundingClientRect())
  const meet = (one, other) =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
  const column = boxes[0].right < document.querySelector(".prose").getBoundingClientRect().left
  return {
    boxes: boxes.length,
    column,
    meeting: boxes.filter((one, at) => boxes.slice(at + 1).some((other) => meet(one, other))).length,
  }
}"""


@pytest.mark.parametrize("width", [1024, 1280])
def test_the_notes_of_veils_lie_in_the_margin_and_never_on_the_face_or_on_each_other(
    a_story, page, context, live_place, luca, width
):
    veiled = [masked("Per ", f"Valdorna {n}", ".", up_to=Rung.COMPANY, say="un cliente") for n in range(4)]
    told = a_story(rung=Rung.EVERYONE, words=doc(*veiled))
    live_place.sign_in(context, luca)
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(live_place.at(told.get_absolute_url()))

    assert page.evaluate(IN_THE_MARGIN) == {"boxes": 5, "column": True, "meeting": 0}
