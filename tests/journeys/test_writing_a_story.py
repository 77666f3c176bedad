"""From nothing to a sheet with everything on it, in a real browser."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image
from playwright.sync_api import expect
from writing_desk import Sheet, address

from cast import doc
from firsthand.audience.rung import Rung
from firsthand.stories.models import Picture, Story

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(document):
    return [node["type"] for node in document["content"]]


def words_in(node):
    if node["type"] == "text":
        return node["text"]
    return "".join(map(words_in, node.get("content", ())))


def marks_in(node):
    found = {mark["type"] for mark in node.get("marks", ())}
    return found.union(*map(marks_in, node.get("content", ())))


def photograph():
    drawn = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(drawn, "JPEG")
    return {"name": "banco.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}


def test_a_story_is_begun_and_told_with_everything_a_sheet_can_hold(
    page, complaints, settings, tmp_path, marta_signed_in, process, a_story
):
    settings.MEDIA_ROOT = tmp_path
    other = a_story("La riga nuova sul foglio", rung=Rung.COMPANY)
    page.goto("/it/desk/stories/new")
    page.locator("[name=origin][value=event]").check()
    page.locator("#new-process").select_option(process.public_id)
    page.locator("form:has([name=origin]) button").click()
    story = Story.objects.exclude(pk=other.pk).get()
    sheet = Sheet(page, story).wait()

    expect(sheet.title).to_be_focused()
    page.keyboard.type("La pompa che fischiava")
    page.keyboard.press("Enter")
    keys = page.keyboard

    keys.type("Alle sei e dieci ")
    keys.press("Control+b")
    keys.type("il banco")
    keys.press("Control+b")
    keys.type(" era ")
    keys.press("Control+i")
    keys.type("caldo")
    keys.press("Control+i")
    keys.type(".")
    keys.press("Enter")

    keys.type("## Che cosa si sente")
    keys.press("Enter")
    keys.type("- un respiro")
    keys.press("Enter")
    keys.press("Tab")
    keys.type("corto")
    keys.press("Enter")
    keys.press("Enter")
    keys.press("Enter")
    keys.type("1. prima")
    keys.press("Enter")
    keys.press("Enter")

    keys.type("> Smontatela.")
    keys.press("Enter")
    keys.press("Enter")

    sheet.act("decision")
    keys.type("Fermare il camion")
    keys.press("Enter")
    keys.type("Io")
    page.locator(".decision__when").fill("17 novembre")
    page.locator(".decision__row").last.locator(".decision__words").click()
    keys.type("Due ore")
    keys.press("Enter")

    sheet.act("question")
    keys.type("Che cosa sentite?")
    keys.press("Enter")
    sheet.act("paragraph")
    sheet.act("code")
    keys.type("portata 42")
    keys.press("Enter")
    keys.type("pressione 6")
    keys.press("Control+Enter")
    keys.type("Vedi ")
    sheet.act("link")
    page.locator("#ask-link-href").fill("example.org/collaudo")
    page.locator("#ask-link-words").fill("il manuale")
    page.locator("#ask-link [value=link]").click()
    keys.type(" e ")
    sheet.act("linkStory")
    page.locator("#ask-story-q").fill("riga")
    page.locator("[data-found] button", has_text="La riga nuova sul foglio").click()
    keys.type(".")
    sheet.act("rule")

    sheet.act("picture")
    page.locator("#ask-picture [value=add]").click()
    expect(page.locator("#ask-picture [data-refusal]")).to_be_visible()  # neither a file nor a description
    page.locator("#ask-picture-file").set_input_files(photograph())
    page.locator("#ask-picture [value=add]").click()
    expect(page.locator("#ask-picture")).to_be_visible()  # still no description
    assert not Picture.objects.exists()
    page.locator("#ask-picture-alt").fill("Il banco sette, acceso")
    page.locator("#ask-picture [value=add]").click()
    expect(page.locator("#sheet figure img")).to_have_attribute("alt", "Il banco sette, acceso")
    keys.type("Il banco, ieri")
    page.locator("#after-reading").fill("perché abbiamo fermato il camion")

    told = sheet.saved()

    assert kinds(told) == [
        "paragraph", "heading", "bulletList", "orderedList", "blockquote", "decision", "question", "codeBlock",
        "paragraph", "horizontalRule", "figure", "paragraph",
    ]  # fmt: skip
    newest = story.working_copy
    assert (newest.title, newest.after_reading) == (
        "La pompa che fischiava",
        "perché abbiamo fermato il camion",
    )
    first, _, bullets, _, _, decision, question, code, linked, _, figure, _ = told["content"]
    assert words_in(first) == "Alle sei e dieci il banco era caldo."
    assert marks_in(first) == {"bold", "italic"}
    assert bullets["content"][0]["content"][1]["type"] == "bulletList"
    assert decision["attrs"]["when"] == "17 novembre"
    assert [words_in(part) for part in decision["content"]] == ["Fermare il camion", "Io", "", "", "Due ore"]
    assert words_in(question) == "Che cosa sentite?"
    assert words_in(code) == "portata 42\npressione 6"
    assert words_in(linked) == "Vedi il manuale e La riga nuova sul foglio."
    hrefs = [mark["attrs"] for node in linked["content"] for mark in node.get("marks", ())]
    assert hrefs == [{"href": "https://example.org/collaudo"}, {"story": other.public_id}]
    assert figure["attrs"]["picture"] == Picture.objects.get().public_id
    assert words_in(figure) == "Il banco, ieri"
    assert page.evaluate("document.querySelector('#sheet img').complete")

    assert Sheet(page, story).open().document() == told
    assert not complaints


def test_an_address_that_runs_something_does_not_become_a_link(sheet, complaints):
    for address_ in ("javascript:alert(1)", "data:text/html,x", "vbscript:x", "https://a b"):
        sheet.act("link")
        sheet.page.locator("#ask-link-href").fill(address_)
        sheet.page.locator("#ask-link [value=link]").click()
        expect(sheet.page.locator("#ask-link [data-refusal]")).to_be_visible()
        sheet.page.keyboard.press("Escape")
    assert not marks_in(sheet.document())
    assert not complaints


def test_what_was_done_is_undone_and_done_again(sheet):
    before = sheet.document()
    sheet.type_at_end(" Poi.")
    sheet.page.keyboard.press("Control+z")
    assert sheet.document() == before
    sheet.page.keyboard.press("Control+Shift+z")
    assert words_in(sheet.document()).endswith(" Poi.")


def test_an_imported_table_survives_writing_in_it(page, complaints, marta_signed_in, a_story):
    def cell(kind, words):
        return {
            "type": kind,
            "content": [{"type": "paragraph", "content": [{"type": "text", "text": words}]}],
        }

    rows = [
        [cell("tableHeader", "Serie"), cell("tableHeader", "Resi")],
        [cell("tableCell", "7A"), cell("tableCell", "18")],
    ]
    table = {"type": "table", "content": [{"type": "tableRow", "content": row} for row in rows]}
    sheet = Sheet(page, a_story(words=doc("Prima.", table, "Dopo."))).open()

    page.locator("#sheet td").first.click()
    page.keyboard.press("End")
    page.keyboard.type(" bis")
    page.keyboard.press("Backspace")
    told = sheet.saved()

    assert kinds(told) == ["paragraph", "table", "paragraph"]
    cells = [words_in(each) for row in told["content"][1]["content"] for each in row["content"]]
    assert cells == ["Serie", "Resi", "7A bi", "18"]
    assert not complaints


def test_the_tools_are_reached_and_left_by_keys_alone(sheet):
    page, keys = sheet.page, sheet.page.keyboard
    sheet.text.click()
    keys.press("Escape")
    expect(page.locator("[popovertarget=tools-text]")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#tools-text [data-act=paragraph]")).to_be_focused()
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(sheet.text).to_be_focused()
    assert kinds(sheet.document()) == ["heading"]
    keys.press("Escape")
    keys.press("End")
    keys.press("ArrowLeft")
    expect(page.locator("[data-act=undo]")).to_be_focused()
    keys.press("Enter")
    assert kinds(sheet.document()) == ["paragraph"]


def test_a_bad_document_is_refused_with_the_reason_and_the_words_stay_here(sheet):
    sheet.page.evaluate(
        """() => { const { editor } = document.querySelector("#sheet")
        editor.view.dispatch(editor.state.tr.insertText("\\u0007", 1)) }"""
    )
    sheet.wait_for_state("refused")

    assert "U+0007" in sheet.page.locator("#sheet-state").inner_text()
    expect(sheet.page.locator("#copy-all")).to_be_visible()
    assert "\u0007" not in str(sheet.story.working_copy.document)
    assert "\\u0007" in json.dumps(sheet.kept_on_device())

    sheet.page.evaluate("document.querySelector('#sheet').editor.commands.deleteRange({from: 1, to: 2})")
    sheet.type_at_end(" Ora va.")
    assert "Ora va." in str(sheet.saved())


def test_on_a_telephone_nothing_is_out_of_reach(browser, live_place, marta, a_story):
    context = browser.new_context(
        locale="it-IT",
        base_url=live_place.address,
        viewport={"width": 375, "height": 667},
        has_touch=True,
        is_mobile=True,
    )
    try:
        live_place.sign_in(context, marta)
        page = context.new_page()
        sheet = Sheet(page, a_story()).open()

        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        small = page.evaluate(
            """() => [...document.querySelectorAll(".tool, .save .act--main, .bar a, #about-process")]
            .filter((each) => each.getBoundingClientRect().height < 43.5).map((each) => each.outerHTML)"""
        )
        assert small == []
        sheet.text.tap()
        page.locator("[popovertarget=tools-text]").tap()
        menu = page.locator("#tools-text")
        expect(menu).to_be_in_viewport(ratio=1)
        page.locator("[data-act=heading]").tap()
        assert kinds(sheet.document()) == ["heading"]
        page.locator("[data-act=veil]").tap()
        expect(page.locator("#ask-veil")).to_be_in_viewport(ratio=1)
        page.locator("#ask-veil [name=up_to][value='1']").check()
        page.locator("#ask-veil [value=veil]").tap()
        assert sheet.saved()["content"][0]["attrs"]["mask"] == {"up_to": 1, "say": ""}
    finally:
        context.close()


def test_what_leads_away_waits_for_the_words(sheet, complaints):
    sheet.type_at_end(" E poi è partito.")
    sheet.page.locator("a[data-after-saving]").last.click()
    sheet.page.wait_for_url("**" + address(sheet.story, "ladder"))

    assert "E poi è partito." in str(sheet.story.working_copy.document)
    assert not complaints


def test_what_is_said_beside_the_sheet_takes_the_words_with_it(sheet, process):
    sheet.type_at_end(" E poi.")
    sheet.page.locator("#about-tags").fill("collaudo")
    sheet.page.locator("form[data-after-saving] button").click()
    sheet.page.wait_for_selector("html[data-sheet=ready]:not([data-words])", state="attached")  # anew

    assert "E poi." in str(sheet.story.working_copy.document)
    expect(sheet.page.locator("#about-tags")).to_have_value("collaudo")
