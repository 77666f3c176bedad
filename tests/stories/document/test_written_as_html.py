"""A document as HTML: every word escaped, no attribute broken out of, and the words those of the plain text."""

import re

from hypothesis import given
from lxml import etree

from firsthand.stories.document.feed import to_feed
from firsthand.stories.document.html import PictureMarkup, Words, to_html
from firsthand.stories.document.plain import plain_text
from firsthand.stories.document.validation import read
from stories.documents import documents

TAGS = {
    "p", "h2", "h3", "ul", "ol", "li", "blockquote", "pre", "code", "hr", "figure", "figcaption", "img", "section",
    "span", "dl", "div", "dt", "dd", "table", "tr", "td", "th", "br", "a", "strong", "em", "s", "aside", "b",
}  # fmt: skip
ATTRIBUTES = {"href", "rel", "class", "id", "start", "scope", "tabindex", "src", "width", "height", "alt"} | {
    "loading", "decoding", "aria-describedby", "role",
}  # fmt: skip


def parsed(html):
    """Return the elements as an XML parser reads them, which takes nothing that is not well formed."""
    closed = re.sub(r"<(br|hr|img)\b((?:[^<>\"]|\"[^\"]*\")*)>", r"<\1\2/>", html)
    return etree.fromstring(f"<main>{closed}</main>")


def words(text):
    return "".join(text.split())


def address(story):
    return f"/it/stories/{story}/-"


def picture(name):
    return PictureMarkup(src=f'/pictures/{name}?a=1&b="2"', width=3, height=2)


@given(documents())
def test_html_is_well_formed_and_holds_known_elements_and_attributes_only(document):
    for rung, veils in [(0, False), (0, True), (4, False)]:
        html = to_html(
            document,
            rung=rung,
            story_address=address,
            picture=picture,
            veils=veils,
            words=Words(question="D"),
        )
        for element in parsed(html).iterdescendants():
            assert element.tag in TAGS
            assert set(element.attrib) <= ATTRIBUTES
            assert element.get("href", "/it/").startswith(("/it/", "http://", "https://", "mailto:"))


@given(documents())
def test_the_words_of_the_html_are_those_of_the_plain_text(document):
    for rung in (0, 2, 4):
        tree = parsed(to_html(document, rung=rung))
        for beside in tree.xpath("//dt | //span[@class='when']"):
            beside.text = ""
        assert words("".join(tree.itertext())) == words(plain_text(document, rung=rung).text)


@given(documents())
def test_a_feed_has_no_veils_and_no_numbered_places(document):
    feed = to_feed(document, rung=0, story_address=address, picture=picture)
    assert feed == to_html(document, rung=0, story_address=address, picture=picture)
    for element in parsed(feed).iterdescendants():
        assert "veil" not in element.get("class", "")
        assert element.get("id") is None


def html(*content, **more):
    return to_html(read({"type": "doc", "content": list(content)}), rung=more.pop("rung", 0), **more)


def paragraph(*content):
    return {"type": "paragraph", "content": list(content)}


def text(said, *marks):
    return {"type": "text", "text": said, **({"marks": list(marks)} if marks else {})}


MASK = {"type": "mask", "attrs": {"up_to": 2, "say": "una <cartiera>"}}
EVIL = '"><script>alert(1)</script>'


def test_words_descriptions_and_addresses_break_out_of_nothing():
    told = html(
        paragraph(text(EVIL, {"type": "link", "attrs": {"href": "https://x.example/" + EVIL}})),
        {"type": "figure", "attrs": {"picture": "abcdefgh", "alt": EVIL}, "content": [text(EVIL)]},
        {
            "type": "decision",
            "attrs": {"when": EVIL},
            "content": [{"type": "decisionHead", "content": [text(EVIL)]}],
        },
        {"type": "codeBlock", "content": [text(EVIL)]},
        picture=picture,
    )
    assert "<script" not in told
    assert told.count("&lt;script&gt;") == 7
    assert parsed(told).xpath("//img")[0].get("alt") == EVIL


def test_a_veil_is_drawn_for_those_inside_with_its_note_after_the_passage():
    said = {"stops_at": lambda rung: f"fino a {rung}", "further_out": lambda say: f"fuori: <q>{say}</q>"}
    told = html(paragraph(text("Per "), text("Adda", MASK)), veils=True, words=Words(**said))
    assert told == (
        '<p>Per <span class="veil" aria-describedby="veil-1">Adda</span></p>\n'
        '<aside class="veil-note" id="veil-1" role="note"><b>fino a 2</b> fuori: <q>una &lt;cartiera&gt;</q></aside>\n'
    )
    outside = html(paragraph(text("Per "), text("Adda", MASK)), veils=True, words=Words(**said), rung=3)
    assert outside == "<p>Per una &lt;cartiera&gt;</p>\n"


def test_the_notes_of_a_table_follow_it():
    cell = {"type": "tableCell", "content": [paragraph(text("Adda", MASK))]}
    told = html({"type": "table", "content": [{"type": "tableRow", "content": [cell, cell]}]}, veils=True)
    tree = parsed(told)
    assert [child.tag for child in tree] == ["div", "aside", "aside"]
    assert {element.tag for element in tree.xpath("//tr/*")} == {"td"}


def test_a_link_to_a_story_is_one_only_where_its_address_is_known():
    link = {"type": "storyLink", "attrs": {"story": "abcdefgh"}}
    assert "<a href" not in html(paragraph(text("prima", link)))
    assert '<a href="/it/stories/abcdefgh/-">prima</a>' in html(
        paragraph(text("prima", link)), story_address=address
    )
