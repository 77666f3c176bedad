"""Masked words that can be read somewhere else all the same are found, and where they are is named."""

import pytest
from hypothesis import given, settings

from cast import doc, masked
from firsthand.stories.document.masking import only_narrows
from firsthand.stories.document.recurrence import hidden_words, recurrences
from firsthand.stories.document.validation import read
from firsthand.stories.document.withholding import Withheld
from stories.documents import documents, labelled

SECRET = masked("Per ", "Cartiere Adda", ".", up_to=2, say="una cartiera")


def paragraph(*content):
    return {"type": "paragraph", "content": list(content)}


def text(words, *marks):
    return {"type": "text", "text": words, **({"marks": list(marks)} if marks else {})}


def link(href):
    return {"type": "link", "attrs": {"href": href}}


def figure(alt, **more):
    return {"type": "figure", "attrs": {"picture": "abcdefgh", "alt": alt, **more}}


AGAIN = {
    "text": "Dopo, CARTIERE  adda ha chiamato.",
    "text over marks": paragraph(text("Le Cart"), text("iere", {"type": "bold"}), text(" Adda.")),
    "text over a break": paragraph(text("Le Cartiere"), {"type": "hardBreak"}, text("Adda.")),
    "text in a caption": {**figure("Il banco"), "content": [text("Cartiere Adda")]},
    "alt": figure("Il banco di Cartiere Adda"),
    "when": {
        "type": "decision",
        "attrs": {"when": "da cartiere adda"},
        "content": [{"type": "decisionHead", "content": [text("Si cambia")]}],
    },
    "href": paragraph(text("qui", link("https://cartiereadda.example/"))),
    "href escaped": paragraph(text("qui", link("https://x.example/Cartiere%20Adda"))),
    "say": masked("E ", "altri", ".", up_to=1, say="quelli di Cartiere Adda"),
}


def found_in(document, rung=4, elsewhere=(), **more):
    return {each.where for each in recurrences(read(document), rung=rung, elsewhere=dict(elsewhere), **more)}


@pytest.mark.parametrize("where", AGAIN)
def test_it_is_found_wherever_it_is_read(where):
    place = where.split()[0]
    # A phrase is read in the text, too: it stands there in the place of what it hides.
    assert found_in(doc(SECRET, AGAIN[where])) == ({"say", "text"} if place == "say" else {place})
    assert found_in(doc(SECRET, AGAIN[where]), rung=2) == set()
    assert found_in(doc(SECRET, "Altro.")) == set()


def test_over_two_passages_it_is_found_too():
    assert found_in(doc(SECRET, "Le Cartiere", "Adda chiamarono.")) == {"text"}


def test_what_stands_beside_is_named():
    beside = {"title": "La pompa per Cartiere Adda", "slug": "la pompa", "tags": "pompe, cartiere-adda"}
    assert found_in(doc(SECRET), elsewhere=beside) == {"title", "tags"}


def test_a_withheld_phrase_that_tells_is_named():
    telling = [Withheld(words="valvola", up_to=1, say="Cartiere Adda")]
    assert found_in(doc(SECRET, "La valvola."), withheld=telling) == {"say", "text"}
    own = [Withheld(words="valvola", up_to=1, say="una valvola")]
    assert found_in(doc("La valvola."), withheld=own) == {"say"}


def test_the_description_of_a_masked_picture_counts():
    hidden = figure("Il banco sette", mask={"up_to": 2, "say": ""})
    assert found_in(doc(hidden, "Ecco il banco sette.")) == {"text"}
    assert found_in(doc(hidden, "Ecco il banco otto.")) == set()


@settings(max_examples=40)
@given(documents())
def test_words_that_occur_once_recur_nowhere_and_said_again_they_are_all_found(document):
    document, labels = labelled(document)
    document = read(document)
    for rung in (1, 4):
        assert recurrences(document, rung=rung, elsewhere={}) == []
        hidden = hidden_words(document, rung)
        told = {
            each.words for each in recurrences(document, rung=rung, elsewhere={"title": " / ".join(hidden)})
        }
        assert told == set(hidden)
        inside = [label.name for label in labels if label.kind == "text" and not label.reaches(rung)]
        assert all(any(name in words for words in hidden) for name in inside)


def without_masks(node):
    made = {key: value for key, value in node.items() if key != "marks"}
    if "mask" in node.get("attrs", {}):
        made["attrs"] = {**node["attrs"], "mask": None}
    marks = [mark for mark in node.get("marks", ()) if mark["type"] != "mask"]
    if marks:
        made["marks"] = marks
    if "content" in node:
        made["content"] = [without_masks(child) for child in node["content"]]
    return made


@settings(max_examples=40)
@given(documents())
def test_masking_narrows_and_unmasking_does_not(document):
    bare = read(without_masks(document))
    assert only_narrows(document, document)
    assert only_narrows(bare, document)
    assert only_narrows(document, bare) == (bare == document)
    assert not only_narrows(
        bare, read({"type": "doc", "content": [*bare["content"], {"type": "horizontalRule"}]})
    )
