"""No renderer shows, at any rung, a word that stays nearer; and each shows every word that does not."""

from itertools import product

import pytest
from hypothesis import given, settings

from firsthand.stories.document.feed import to_feed
from firsthand.stories.document.html import PictureMarkup, Words, to_html
from firsthand.stories.document.markdown import to_markdown
from firsthand.stories.document.plain import plain_text
from firsthand.stories.document.shown import links_to, pictures_shown
from firsthand.stories.document.withholding import Withheld
from stories.documents import documents, labelled


def address(story):
    return f"/it/stories/{story}/-"


def picture(name):
    return PictureMarkup(src=f"/pictures/{name}", width=3, height=2)


SHOWING = {"text", "say", "alt", "when", "href", "story", "picture"}
RENDERERS = {
    "html": (SHOWING, lambda d, **k: to_html(d, story_address=address, picture=picture, **k)),
    "veiled": (
        SHOWING,
        lambda d, **k: to_html(
            d, story_address=address, picture=picture, veils=True, words=Words(further_out=str), **k
        ),
    ),
    "feed": (SHOWING, lambda d, **k: to_feed(d, story_address=address, picture=picture, **k)),
    "markdown": (
        SHOWING,
        lambda d, **k: to_markdown(d, story_address=address, picture=lambda name: f"{name}.webp", **k),
    ),
    "plain": ({"text", "say"}, lambda d, **k: plain_text(d, **k).text),
    "pictures": ({"picture"}, lambda d, **k: " ".join(pictures_shown(d, **k))),
    "links": ({"story"}, lambda d, **k: " ".join(links_to(d, **k))),
}


@pytest.mark.parametrize("renderer", RENDERERS)
@settings(max_examples=30)
@given(documents())
def test_masked_words_are_read_as_far_as_their_rung_and_no_further(renderer, document):
    shows, render = RENDERERS[renderer]
    document, labels = labelled(document)
    for rung in range(5):
        told = render(document, rung=rung)
        for label in labels:
            if renderer == "veiled" and label.kind == "say":
                continue  # the note of a veil says the phrase to those inside, too
            if label.kind in shows:
                assert (label.name in told) == label.reaches(rung), (label, rung)
            else:
                assert label.name not in told, (label, rung)


@pytest.mark.parametrize("renderer", RENDERERS)
@settings(max_examples=30)
@given(documents())
def test_withheld_words_are_read_as_far_as_their_rung_and_no_further(renderer, document):
    shows, render = RENDERERS[renderer]
    document, labels = labelled(document)
    for label, up_to in product(
        [label for label in labels if label.kind not in ("picture", "story")][:6], (0, 2)
    ):
        withheld = [Withheld(words=label.name, up_to=up_to, say="altro")]
        for rung in range(5):
            told = render(document, rung=rung, withheld=withheld)
            assert rung <= up_to or label.name not in told, (label, rung)
            if rung <= up_to and renderer != "veiled" and label.kind in shows:
                assert (label.name in told) == label.reaches(rung), (label, rung)
