"""Pasting from elsewhere: words and structure come in, dress, pictures and programs stay outside."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from writing_desk import Sheet

from cast import doc
from firsthand.stories.models import Picture

pytestmark = pytest.mark.django_db(transaction=True)

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0cm;color:red}</style>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head><body lang=IT style='tab-interval:35.4pt'>
<!--StartFragment--><h1 style='margin-top:12pt'>Verbale di prova<o:p></o:p></h1>
<p class=MsoNormal style='text-align:justify'><b style='mso-bidi-font-weight:normal'>Esito</b>: <i>buono</i>,
<span style='color:red;background:yellow'>a caldo</span>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>portata<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><!--[if !supportLists]--><span
style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><!--[endif]-->a freddo<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><!--[endif]-->pressione<o:p></o:p></p>
<p class=MsoNormal>Poi:</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><!--[if !supportLists]--><span
style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><!--[endif]-->prima</p>
<table class=MsoTableGrid style='border:none'><tr><td width=50 style='border:solid'><p class=MsoNormal>7A</p></td><td><p>18</p></td></tr></table>
<!--EndFragment--></body></html>"""


def kinds(document):
    return [node["type"] for node in document["content"]]


def words_in(node):
    return node.get("text", "") + "".join(map(words_in, node.get("content", ())))


def marked(node, name):
    own = node.get("text", "") if any(mark["type"] == name for mark in node.get("marks", ())) else ""
    return own + "".join(marked(child, name) for child in node.get("content", ()))


@pytest.fixture
def empty(page, complaints, marta_signed_in, a_story):
    sheet = Sheet(page, a_story("", words={"type": "doc", "content": [{"type": "paragraph"}]})).open()
    sheet.text.click()
    return sheet


def test_a_text_from_word_keeps_its_headings_lists_and_table(empty, complaints):
    empty.paste(WORD)
    told = empty.saved()

    assert kinds(told)[:6] == ["heading", "paragraph", "bulletList", "paragraph", "orderedList", "table"]
    heading, first, bullets, _, numbers, table = told["content"][:6]
    assert words_in(heading) == "Verbale di prova"
    assert words_in(first) == "Esito: buono, a caldo."
    assert (marked(first, "bold"), marked(first, "italic")) == ("Esito", "buono")
    assert [words_in(item["content"][0]).strip() for item in bullets["content"]] == ["portata", "pressione"]
    assert words_in(bullets["content"][0]["content"][1]).strip() == "a freddo"
    assert words_in(numbers).strip() == "prima"
    assert [words_in(cell) for cell in table["content"][0]["content"]] == ["7A", "18"]
    assert "color" not in str(told)
    assert not complaints


def test_a_text_from_google_is_not_all_bold(empty, complaints):
    empty.paste(
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-size:11pt;'
        'font-weight:400;font-style:normal">Piano, </span><span style="font-weight:700">forte</span><span style="font-style:italic">, poi</span></p></b>'
    )
    told = empty.saved()

    assert words_in(told) == "Piano, forte, poi"
    assert (marked(told, "bold"), marked(told, "italic")) == ("forte", ", poi")
    assert not complaints


def test_nothing_that_runs_comes_in(empty, complaints):
    empty.paste(
        """<p onclick="alert(1)">Ciao <a href="javascript:alert(1)">uno</a> <a href=" JaVaScRiPt:alert(1)">due</a>
        <a href="https://example.org/x" onmouseover="alert(1)" target="_blank">tre</a></p>
        <script>alert(1)</script><style>* { color: red }</style><iframe src="https://evil.example"></iframe>
        <svg onload="alert(1)"><text>quattro</text></svg><form action="https://evil.example"><input name="id" value="x"></form>
        <p id="title" name="sheet-data">cinque</p><span data-up-to="9" data-say="">sei</span>
        <p data-mask='{"up_to": 9, "say": {}}'>sette</p><figure data-alt=""><figcaption>otto</figcaption></figure>"""
    )
    told = empty.saved()

    assert "alert" not in str(told)
    assert [
        mark["attrs"]["href"]
        for node in every(told)
        for mark in node.get("marks", ())
        if mark["type"] == "link"
    ] == ["https://example.org/x"]
    for word in ("Ciao", "uno", "due", "tre", "cinque", "sei", "sette"):
        assert word in words_in(told)
    assert not complaints


def every(node):
    yield node
    for child in node.get("content", ()):
        yield from every(child)


def test_pictures_are_not_pasted_and_it_is_said(empty, complaints):
    empty.paste('<p>Prima <img src="https://evil.example/pixel.gif" onerror="alert(1)"> dopo</p>')
    empty.wait_for_state("note")
    assert kinds(empty.saved()) == ["paragraph"]

    empty.page.evaluate(
        """() => { const data = new DataTransfer()
        data.items.add(new File(["x"], "foto.png", { type: "image/png" }))
        document.querySelector("#sheet").dispatchEvent(
          new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })) }"""
    )
    empty.wait_for_state("note")
    assert "figure" not in str(empty.document())
    assert not complaints


def test_a_picture_of_another_story_leaves_only_its_place(empty, marta, a_story, complaints):
    theirs = Picture.objects.create(
        story=a_story("Altro"), file="pictures/a.webp", width=1, height=1, added_by=marta
    )
    empty.paste(
        f'<figure data-pm-slice="0 0 []" data-picture="{theirs.public_id}" data-alt="Il banco"><figcaption>Ieri</figcaption></figure>'
    )

    figure = next(node for node in empty.saved()["content"] if node["type"] == "figure")

    assert figure["attrs"] == {"picture": None, "alt": "Il banco", "mask": None}
    expect(empty.page.locator("#sheet .figure__words")).to_be_visible()
    assert not complaints


def test_plain_text_with_signs_no_page_can_show_is_cleaned(empty, complaints):
    empty.paste(text="uno\tdue\u0007\n\ntre\u000b 👩‍🔧\u0000\r\nquattro")
    told = empty.saved()

    assert [words_in(node) for node in told["content"]] == ["uno due", "tre 👩‍🔧", "quattro"]
    assert not complaints


def test_code_keeps_its_lines_and_tabs(empty, complaints):
    empty.act("code")
    empty.paste(text="a\tb\r\n\tc\u0000")
    told = empty.saved()

    assert words_in(told["content"][0]) == "a\tb\n\tc"
    assert not complaints


def test_what_was_pasted_is_noted_as_pasted(page, marta_signed_in, a_story):
    sheet = Sheet(page, a_story(words=doc("Mio."))).open()
    sheet.type_at_end(" ")
    sheet.paste(text="Incollato dal verbale.")
    sheet.saved()

    hows = {how for _, how, _, _ in sheet.story.working_copy.provenance}
    assert hows == {"typed", "pasted"}
