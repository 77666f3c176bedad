"""Veiling by keys alone, and veils that stay whole while the words around them change."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from writing_desk import Sheet

from cast import client_of, doc, masked
from firsthand.audience.rung import Rung
from firsthand.stories.document.plain import plain_text
from firsthand.stories.opening import open_story

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "la guarnizione a doppio labbro"


def read_at(document, rung):
    return plain_text(document, rung=rung).text


def test_words_are_veiled_and_unveiled_without_a_mouse(sheet, complaints, luca, marta):
    keys = sheet.page.keyboard
    sheet.text.focus()
    keys.press("Control+End")
    keys.type(f" Perde {SECRET}")
    for _ in SECRET:
        keys.press("Shift+ArrowLeft")
    sheet.page.wait_for_function(  # a browser tells of a new selection a moment after the key
        """(words) => { const { state } = document.querySelector("#sheet").editor
        return state.doc.textBetween(state.selection.from, state.selection.to) === words }""",
        arg=SECRET,
    )
    keys.press("Control+Alt+m")
    dialog = sheet.page.locator("#ask-veil")
    expect(dialog).to_be_visible()
    expect(dialog.locator("[data-quoted]")).to_have_text(SECRET)
    expect(dialog.locator("[name=scope][value=words]")).to_be_focused()
    keys.press("Tab")  # from what is veiled to how far it may go, where "the team" is chosen
    keys.press("Tab")
    keys.press("Enter")  # a phrase is asked for first
    expect(dialog).to_be_visible()
    keys.type("una tenuta")
    keys.press("Enter")
    expect(dialog).to_be_hidden()
    expect(sheet.text).to_be_focused()
    expect(sheet.page.locator("#veil-said")).to_contain_text("una tenuta")

    told = sheet.saved()
    assert read_at(told, Rung.TEAM).endswith(f" Perde {SECRET}")
    assert read_at(told, Rung.COMPANY).endswith(" Perde una tenuta")

    open_story(sheet.story, to=Rung.COMPANY, by=marta, at=sheet.story.made_at)
    page = client_of(luca).get(sheet.story.get_absolute_url()).content.decode()
    assert "una tenuta" in page
    assert SECRET not in page

    keys.press("Control+Alt+m")
    expect(dialog.locator("[name=say]")).to_have_value("una tenuta")
    dialog.locator("[value=lift]").focus()
    keys.press("Enter")
    expect(sheet.page.locator("#veil-said")).to_be_hidden()
    assert SECRET in read_at(sheet.saved(), Rung.EVERYONE)
    assert not complaints


def test_a_whole_passage_is_veiled_and_further_out_it_is_not_there(sheet, complaints):
    keys = sheet.page.keyboard
    sheet.type_at_end("")
    keys.press("Enter")
    keys.type("Il cliente ha saputo da me.")
    keys.press("Control+Alt+m")
    dialog = sheet.page.locator("#ask-veil")
    dialog.locator("[name=up_to][value='2']").check()
    dialog.locator("[value=veil]").click()

    told = sheet.saved()

    assert told["content"][1]["attrs"]["mask"] == {"up_to": 2, "say": ""}
    assert "Il cliente" in read_at(told, Rung.COMPANY)
    assert "Il cliente" not in read_at(told, Rung.PARTNERS)
    assert not complaints


@pytest.fixture
def veiled(page, complaints, marta_signed_in, a_story):
    """A sheet on which words and a whole passage are veiled up to the team."""
    block = {
        "type": "paragraph",
        "attrs": {"mask": {"up_to": 1, "say": ""}},
        "content": [{"type": "text", "text": "Il cliente ha saputo da me."}],
    }
    words = doc(
        "Prima.", masked("Perde ", SECRET, ", a caldo.", up_to=Rung.TEAM, say="la tenuta"), block, "Dopo."
    )
    return Sheet(page, a_story(words=words)).open()


EDITS = {
    "turned into a heading": "select(2); act('heading')",
    "turned into a list": "editor.commands.selectAll(); act('list')",
    "turned into code": "editor.commands.selectAll(); act('code')",
    "quoted": "editor.commands.selectAll(); act('quote')",
    "joined backwards": "editor.commands.setTextSelection(at('Dopo')); editor.commands.joinBackward()",
    "joined with what is before": "editor.commands.setTextSelection(at('Perde')); editor.commands.joinBackward()",
    "joined with the veiled passage": "editor.commands.setTextSelection(at('Il cliente')); editor.commands.joinBackward()",
    "split": "editor.commands.setTextSelection(at('doppio')); editor.commands.splitBlock()",
    "the veiled passage split": "editor.commands.setTextSelection(at('ha saputo')); editor.commands.splitBlock()",
    "typed into": "editor.commands.insertContentAt(at('doppio'), 'grande ')",
    "made bold": "editor.commands.selectAll(); act('bold')",
    "linked": "editor.commands.selectAll(); editor.commands.setMark('link', { href: 'https://example.org' })",
    "formatting taken away": "editor.commands.selectAll(); editor.commands.unsetAllMarks()",
    "all cut and pasted": "carry()",
}

# Code holds no veil on words, so the whole passage wears it; what is joined to a veiled passage wears its veil too.
HIDES_MORE = {("turned into code", "Perde"), ("turned into code", "caldo"), ("joined backwards", "Dopo")}

RUN = """async () => {
  const { acts } = await import("/static/desk/js/acts.js")
  const { editor } = document.querySelector("#sheet")
  const { view } = editor
  const act = (name) => acts[name].run(editor)
  const at = (words) => {
    let found = null
    editor.state.doc.descendants((node, pos) => {
      if (node.isText && node.text.includes(words)) found = pos + node.text.indexOf(words)
    })
    return found
  }
  const select = (block) => editor.commands.setTextSelection(editor.state.doc.resolve(0).posAtIndex(block) + 1)
  const carry = () => {
    editor.commands.selectAll()
    const data = new DataTransfer()
    for (const kind of ["cut", "paste"]) {
      view.dom.dispatchEvent(new ClipboardEvent(kind, { clipboardData: data, bubbles: true, cancelable: true }))
    }
  }
  EDIT
}"""


@pytest.mark.parametrize("edit", EDITS)
def test_no_edit_lets_veiled_words_further_out(veiled, edit):
    veiled.page.evaluate(RUN.replace("EDIT", EDITS[edit]))
    told = veiled.document()

    inside, outside = read_at(told, Rung.TEAM), read_at(told, Rung.COMPANY)
    for word in ("guarnizione", "labbro", "cliente", "saputo"):
        assert word in inside
        assert word not in outside
    for word in ("Prima", "Perde", "caldo", "Dopo"):
        assert word in inside
        if (edit, word) not in HIDES_MORE:
            assert word in outside


def test_veiled_words_carried_to_another_story_stay_veiled(veiled, context, a_story):
    html = veiled.page.evaluate(
        """() => { const { editor } = document.querySelector("#sheet"); editor.commands.selectAll()
        const data = new DataTransfer()
        editor.view.dom.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }))
        return data.getData("text/html") }"""
    )
    other = Sheet(context.new_page(), a_story("Un altro", words="Altrove.")).open()
    other.text.click()
    other.paste(html)
    told = other.saved()

    assert "guarnizione" in read_at(told, Rung.TEAM)
    assert "guarnizione" not in read_at(told, Rung.COMPANY)
    assert "cliente" not in read_at(told, Rung.COMPANY)
