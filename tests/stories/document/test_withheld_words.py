"""Where withheld words hide: over marks, breaks, cells and passages, in phrases, links, and what merely resembles them."""

import pytest

from cast import doc, masked
from firsthand.stories.document.html import Words, to_html
from firsthand.stories.document.markdown import to_markdown
from firsthand.stories.document.plain import plain_text
from firsthand.stories.document.shown import pictures_shown
from firsthand.stories.document.validation import read
from firsthand.stories.document.withholding import Withheld, withhold_text

ADDA = Withheld(words="Cartiere Adda", up_to=2, say="una cartiera")
INSIDE, OUTSIDE = 2, 4


def paragraph(*content):
    return {"type": "paragraph", "content": list(content)}


def text(words, *marks):
    return {"type": "text", "text": words, **({"marks": list(marks)} if marks else {})}


BOLD, BREAK = {"type": "bold"}, {"type": "hardBreak"}


def link(href):
    return {"type": "link", "attrs": {"href": href}}


def table(*rows):
    return {
        "type": "table",
        "content": [
            {
                "type": "tableRow",
                "content": [{"type": "tableCell", "content": [paragraph(text(cell))]} for cell in row],
            }
            for row in rows
        ],
    }


def html(document, rung, *withheld, **more):
    return to_html(read(document), rung=rung, withheld=withheld or [ADDA], **more)


@pytest.mark.parametrize(
    "passage",
    [
        paragraph(text("Per Cartiere Adda.")),
        paragraph(text("Per "), text("Cart", BOLD), text("iere Adda.")),
        paragraph(text("Per Cartiere"), BREAK, text("Adda.")),
        paragraph(text("Per CARTIERE  adda.")),
        paragraph(text("Per Cartiere\u00a0Adda.")),
        paragraph(text("Per Cartiere, Adda.")),
        paragraph(text("Per Cartiere-Adda.")),
        paragraph(text("Per «Cartiere» “Adda”.")),
        paragraph(text("Per Car\u200btiere Ad\u00adda.")),
        paragraph(text("Per C\u0301artiere Adda\u0301.")),
        paragraph(text("Per \u202eCartiere\u202c Adda.")),
        paragraph(text("Per Ｃartiere Ａdda.")),
        table(["Per Cartiere", "Adda."]),
        table(["Per Cartiere"], ["Adda."]),
        {"type": "codeBlock", "content": [{"type": "text", "text": "per(cartiere_adda)"}]},
        {"type": "figure", "attrs": {"picture": None, "alt": "x"}, "content": [text("Per Cartiere Adda")]},
        {"type": "decision", "content": [{"type": "decisionHead", "content": [text("Per Cartiere Adda")]}]},
    ],
)
def test_words_are_withheld_however_they_are_written(passage):
    document = read(doc(passage, "Il resto."))
    for told in (html(document, OUTSIDE), plain_text(document, rung=OUTSIDE, withheld=[ADDA]).text):
        assert "adda" not in told.casefold()
        assert "una cartiera" in told
        assert "Il resto." in told
    assert html(document, INSIDE) == to_html(document, rung=INSIDE)


def test_words_over_two_passages_are_withheld_though_they_stand_whole_elsewhere():
    document = doc("Per Cartiere Adda.", "Poi le Cartiere", "Adda hanno chiamato.")

    told = html(document, OUTSIDE)

    assert "Adda" not in told
    assert told.count("una cartiera") == 2
    assert "hanno chiamato" in told


@pytest.mark.parametrize("words", ["mentre", "Ada", "1,5 bar", "S.p.A."])
def test_parts_of_other_words_are_left_alone(words):
    plain = "Frammentreno, Adamo, 11,5 barili, spai e aSpA."
    assert withhold_text(plain, [Withheld(words=words, up_to=0, say="…")], rung=4) == plain


def test_words_of_a_script_without_spaces_are_found_inside_a_line():
    said = withhold_text("私は三菱の者です", [Withheld(words="三菱", up_to=0, say="甲")], rung=4)
    assert said == "私は甲の者です"


@pytest.mark.parametrize(
    ("words", "text_", "left"),
    [
        ("STRASSE 7", "an der Straße 7 dann", "an der … dann"),
        ("straße 7", "AN DER STRASSE 7 DANN", "AN DER … DANN"),
        ("istanbul", "da İstanbul a", "da … a"),
        ("officina", "all'oﬃcina di", "all'… di"),
        ("caffè", "il caffe\u0300 nero", "il … nero"),
        ("perche\u0301", "il perché no", "il … no"),
    ],
)
def test_letters_that_fold_to_more_or_fewer_are_cut_where_they_stand(words, text_, left):
    assert withhold_text(text_, [Withheld(words=words, up_to=0, say="…")], rung=4) == left


def test_withheld_words_that_overlap_are_one():
    two = [
        Withheld(words="Cartiere Adda", up_to=0, say="una"),
        Withheld(words="Adda Lodi", up_to=0, say="due"),
    ]
    assert withhold_text("le Cartiere Adda Lodi qui", two, rung=4) == "le una qui"
    assert "Lodi" not in html(doc("le Cartiere Adda Lodi qui"), OUTSIDE, *two)


def test_a_mask_s_phrase_does_not_say_withheld_words():
    secret = masked("Per ", "il più grande", " cliente.", up_to=1, say="Cartiere Adda")

    told = html(doc(secret), OUTSIDE)

    assert "Adda" not in told
    assert "Per una cartiera cliente." in told


def test_the_note_of_a_veil_does_not_say_withheld_words_to_whom_they_are_withheld_from():
    document = doc(
        masked("Per ", "il più grande", ".", up_to=3, say="Cartiere Adda"),
        {
            "type": "paragraph",
            "attrs": {"mask": {"up_to": 3, "say": "di Cartiere Adda"}},
            "content": [text("Tutto.")],
        },
    )
    told = html(document, 3, veils=True, words=Words(further_out=str))
    assert "il più grande" in told
    assert "Tutto." in told
    assert "Adda" not in told
    assert "Adda" in html(document, INSIDE, veils=True, words=Words(further_out=str))


def test_what_is_said_instead_says_no_withheld_words_either():
    each = Withheld(words="Adda", up_to=2, say="la cartiera sull'Adda")
    other = Withheld(words="banco sette", up_to=1, say="un banco dell'Adda")
    told = html(doc("L'Adda scorre.", "Al banco sette."), OUTSIDE, each, other)
    assert "Adda" not in told
    assert "banco dell'Adda" in html(doc("Al banco sette."), 2, each, other)


@pytest.mark.parametrize(
    "href",
    [
        "https://cartiereadda.example/",
        "https://x.example/cartiere-adda?x=1",
        "https://x.example/?q=Cartiere%20Adda",
        "https://x.example/?q=Cartiere%2520Adda",
        "https://x.example/?q=Cartiere+Adda",
        "mailto:info@cartiere-adda.example",
    ],
)
def test_a_link_whose_address_tells_the_words_is_no_link_out_there(href):
    document = doc(paragraph(text("Il "), text("sito", link(href)), text(" loro.")))
    for render in (to_html, to_markdown):
        told = render(read(document), rung=OUTSIDE, withheld=[ADDA])
        assert "adda" not in told.casefold()
        assert "sito" in told
        assert "adda" in render(read(document), rung=INSIDE, withheld=[ADDA]).casefold()


def test_an_address_that_tells_nothing_stays_a_link():
    document = doc(paragraph(text("qui", link("https://canada.example/ad-daino"))))
    assert "<a href" in html(document, OUTSIDE, Withheld(words="Ada", up_to=0))
    assert "<a href" in html(document, OUTSIDE)


def test_descriptions_and_dates_are_withheld_too():
    figure = {"type": "figure", "attrs": {"picture": "abcdefgh", "alt": "Il banco di Cartiere Adda"}}
    decision = {
        "type": "decision",
        "attrs": {"when": "da Cartiere Adda, marzo"},
        "content": [{"type": "decisionHead", "content": [text("Si cambia.")]}],
    }
    from firsthand.stories.document.html import PictureMarkup

    told = html(doc(figure, decision), OUTSIDE, picture=lambda _: PictureMarkup(src="/p", width=1, height=1))
    assert "Adda" not in told
    assert told.count("una cartiera") == 2


def test_words_that_can_no_longer_be_located_take_their_passage_with_them():
    told = html(doc("Le Cartiere lungo l'Adda chiamarono.", "La valvola fischiava."), OUTSIDE)
    assert "chiamarono" not in told
    assert "una cartiera" in told
    assert "La valvola fischiava." in told


def test_the_passage_is_known_by_what_stood_around_the_words():
    each = Withheld(
        words="Rossi", before="ha firmato ieri il collaudo", after="davanti a tutti", up_to=2, say="qualcuno"
    )
    told = html(doc("Ha firmato ieri Bianchi il collaudo, davanti a tutti.", "Altro ancora."), OUTSIDE, each)
    assert "Bianchi" not in told
    assert "Altro ancora." in told


def test_articles_alone_do_not_take_a_passage():
    each = Withheld(words="il cliente di Milano", up_to=2)
    assert "Il banco di prova." in html(doc("Il banco di prova."), OUTSIDE, each)


def test_where_a_mask_and_a_withholding_overlap_both_hold():
    document = doc(masked("Per ", "Cartiere Adda", " Lodi.", up_to=1, say="un cliente"))
    wide = Withheld(words="Adda Lodi", up_to=2, say="loro")
    assert "un cliente." in html(document, OUTSIDE, wide)
    assert "Lodi" not in html(document, OUTSIDE, wide)
    assert "Adda" not in html(document, 2, wide)
    assert "Cartiere Adda" in html(document, 1, wide)


def figure(picture, mask=None):
    return {"type": "figure", "attrs": {"picture": picture, "alt": "Il banco", "mask": mask}}


def test_a_masked_picture_is_nowhere_though_another_figure_shows_the_same():
    document = read(doc(figure("abcdefgh", {"up_to": 2, "say": ""}), figure("abcdefgh"), figure("ijklmnop")))
    assert pictures_shown(document, rung=INSIDE) == {"abcdefgh", "ijklmnop"}
    assert pictures_shown(document, rung=OUTSIDE) == {"ijklmnop"}


def test_a_picture_whose_caption_is_withheld_whole_is_gone():
    told = {**figure("abcdefgh"), "content": [text("Le Cartiere, lungo l'Adda")]}
    document = read(doc(told))
    assert pictures_shown(document, rung=INSIDE, withheld=[ADDA]) == {"abcdefgh"}
    assert pictures_shown(document, rung=OUTSIDE, withheld=[ADDA]) == set()


@pytest.mark.parametrize("up_to", [0, 1, 2, 3])
def test_a_whole_document_of_one_masked_block_reads_as_nothing(up_to):
    document = read(
        doc({"type": "paragraph", "attrs": {"mask": {"up_to": up_to, "say": ""}}, "content": [text("Tutto")]})
    )
    assert html(document, up_to) == "<p>Tutto</p>\n"
    assert html(document, up_to + 1) == "<p></p>\n"
