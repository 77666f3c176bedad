"""Whatever the markup, the words come: held against another reader of HTML, over posts as nasty as chance makes them."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest
from lxml import etree, html

from firsthand.stories.document.plain import plain_text
from firsthand.stories.document.validation import read
from firsthand.transfer.wordpress.building import Building
from firsthand.transfer.wordpress.fitting import fitted
from firsthand.transfer.wordpress.shortcodes import Shortcodes

NOT_READ = {"script", "style", "template", "title"}
IN_A_LINE = {"a", "b", "code", "em", "font", "i", "label", "q", "span", "sup"}
BLOCKS = {
    "blockquote", "br", "caption", "center", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "h2", "h3", "img",
    "li", "ol", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td", "th", "tr", "ul",
}  # fmt: skip
TAGS = sorted(IN_A_LINE | BLOCKS)
ATTRIBUTES = [
    "",
    " class=x",
    ' href="http://a.example/?a=1&b"',
    ' style="color:red"',
    " data-x='<p>'",
    " open",
]
ODD = [
    "&nbsp;", "&amp; ", "&lt;em&gt; ", '[caption id="x" width="1"]', "[/caption]", '[riquadro colore="rosso"]',
    "[/riquadro]", "é&eacute; ", '[gallery ids="1,2"]', "🙂 ", "<!-- c -->", "<!-- wp:group -->", "<!-- /wp:group -->",
    '<!-- wp:foo/bar {"a":"<b>x</b>"} /-->', "<script>if (a<b) { x('</p>') }</script>", "<style>p > a {}</style>", "عربي ", "日本 ",
]  # fmt: skip
SHORTCODE = re.compile(r"\[/?(?:caption|riquadro|gallery)\b[^\]]*\]")
MARKUP = re.compile(r"</?(?!em>)[a-z]|<!--|wp:|&nbsp;|&[a-z]+;")
BRACKETS = re.compile(r"\[/?(?:caption|gallery|riquadro)")
HOLDS_CODE = re.compile(r"<(?:pre|code)\b")  # in which brackets are words
WORD = re.compile(r"w\d+|\w+")


def a_post(chance: random.Random) -> str:
    parts = []
    for _ in range(chance.randint(3, 60)):
        draw = chance.random()
        if draw < 0.45:
            words = " ".join(f"w{chance.randint(0, 9999)}" for _ in range(chance.randint(1, 6)))
            parts.append(chance.choice([" ", "\n", "\n\n", ""]) + words + chance.choice([" ", "", "\n"]))
        elif draw < 0.75:
            parts.append(f"<{chance.choice(TAGS)}{chance.choice(ATTRIBUTES)}>")
        elif draw < 0.92:
            parts.append(f"</{chance.choice(TAGS)}>")
        else:
            parts.append(chance.choice(ODD))
    return "".join(parts)


def words_a_browser_shows(post: str) -> Counter[str]:
    parser = html.HTMLParser(huge_tree=True)
    root = html.document_fromstring(
        f"<html><body><div>{SHORTCODE.sub(' ', post)}</div></body></html>", parser=parser
    )
    said: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        named = isinstance(element.tag, str)
        if event == "start" and named and element.tag not in NOT_READ:
            said += [" " if element.tag not in IN_A_LINE else "", element.text or ""]
        if event != "start":
            said += [" " if named and element.tag not in IN_A_LINE else "", element.tail or ""]
    return Counter(WORD.findall("".join(said)))


def told(post: str) -> str:
    building = Building(base="https://blog.example/", shortcodes=Shortcodes({"riquadro"}))
    documents = fitted(building.read(post)).documents
    return "\n\n".join(plain_text(read(document), rung=0).text for document in documents)


@pytest.mark.parametrize("seed", range(40))
def test_posts_of_chance_keep_their_words_and_no_markup(seed):
    chance = random.Random(seed)
    for _ in range(20):
        post = a_post(chance)
        shown = words_a_browser_shows(post)

        story = told(post)

        kept = sum((shown & Counter(WORD.findall(story))).values())
        assert kept >= 0.98 * shown.total(), (post, shown - Counter(WORD.findall(story)))
        assert not MARKUP.search(story), post
        assert HOLDS_CODE.search(post) or not BRACKETS.search(story), post


def test_the_measure_sees_what_is_missing():
    shown = words_a_browser_shows("<p>uno <b>due</b><script>tre</script></p><!-- quattro -->cinque")

    assert shown == Counter({"uno": 1, "due": 1, "cinque": 1})


def test_a_long_real_looking_post_keeps_every_word():
    part = (
        "<!-- wp:heading --><h2>Il banco {0}</h2><!-- /wp:heading -->"
        '<!-- wp:paragraph {{"align":"left"}} --><p>Alle <em>sei</em> e {0} era <a href="/x">caldo</a>.</p><!-- /wp:paragraph -->'
        "<!-- wp:list --><ul><li>olio {0}<ul><li>filtro</li></ul></li><li>giunto</li></ul><!-- /wp:list -->"
        "<!-- wp:table --><figure><table><tbody><tr><td>ore</td><td>{0}</td></tr></tbody></table></figure><!-- /wp:table -->"
    )
    post = "".join(part.format(number) for number in range(300))

    assert Counter(WORD.findall(told(post))) == words_a_browser_shows(post)
