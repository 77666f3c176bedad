"""An author opens a masked draft to the company by keyboard, and takes it back; what others then find."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from cast import doc, masked
from firsthand.audience.rung import Rung
from firsthand.stories.models import Story

pytestmark = pytest.mark.django_db(transaction=True)


def tab_to(page: Page, selector: str, *, at_most: int = 80) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if page.locator(":focus").count() and page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"Tab never reaches {selector}")


@pytest.fixture
def veiled(marta, a_story):
    words = doc(masked("La pompa per ", "Cartiere Adda", " fischiava.", up_to=Rung.TEAM, say="una cartiera"))
    return a_story("La pompa che fischiava", words=words)


def test_a_masked_draft_goes_to_the_company_by_keyboard_and_comes_back(
    page, complaints, browser, live_place, marta_signed_in, luca, veiled
):
    at_ladder, story_at = reverse("ladder", args=[veiled.public_id]), veiled.get_absolute_url()
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(at_ladder)
    expect(page.locator(".decide:visible")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") == 375

    tab_to(page, "[name=rung]")
    expect(page.locator("#to-1")).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#to-2")).to_be_checked()
    expect(page.locator(".step:has(#to-2) .said-for")).to_have_text("una cartiera")
    tab_to(page, ".decide--2 .act--main")
    page.keyboard.press("Enter")
    expect(page.locator(".notes")).to_be_visible()
    assert Story.objects.get().rung == Rung.COMPANY

    colleague, stranger = browser.new_context(), browser.new_context()
    live_place.sign_in(colleague, luca)
    theirs = colleague.new_page()
    answer = theirs.goto(live_place.at(story_at))
    assert answer is not None
    assert answer.status == 200
    expect(theirs.locator(".prose")).to_have_text("La pompa per una cartiera fischiava.")
    assert "Cartiere Adda" not in theirs.content()
    assert status(stranger, live_place.at(story_at)) == 404

    page.locator("#to-0").check()
    tab_to(page, ".decide--0 .act--main")
    page.keyboard.press("Enter")
    expect(page.locator(".notes")).to_be_visible()
    assert Story.objects.get().rung == Rung.SELF
    gone = theirs.goto(live_place.at(story_at))
    assert gone is not None
    assert gone.status == 410
    assert "fischiava" not in theirs.content()
    assert status(stranger, live_place.at(story_at)) == 404
    colleague.close()
    stranger.close()
    assert complaints == []


def test_without_javascript_the_ladder_does_all_it_does(browser, live_place, marta, veiled):
    plain = browser.new_context(java_script_enabled=False)
    live_place.sign_in(plain, marta)
    page = plain.new_page()
    page.goto(live_place.at(reverse("ladder", args=[veiled.public_id])))

    page.locator("#inside summary").click()
    page.locator("#withhold-words").fill("fischiava")
    page.locator("#withhold-because").fill("Prova")
    page.locator("#inside form button").click()
    expect(page.locator("#inside")).to_contain_text("Prova")

    page.locator("#to-4").check()
    expect(page.locator(".decide--4 .act--main")).to_be_visible()
    expect(page.locator(".decide--2 .act--main")).to_be_hidden()
    page.locator(".decide--4 .act--main").click()
    expect(page.locator(".notes")).to_be_visible()
    assert Story.objects.get().rung == Rung.EVERYONE
    plain.close()


def status(context: BrowserContext, address: str) -> int:
    answer = context.new_page().goto(address)
    assert answer is not None
    return answer.status
