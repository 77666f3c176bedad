"""What a post looks like is read as browsers and WordPress show it: every word, no markup, no shortcode."""

from __future__ import annotations

import time

import pytest

from firsthand.stories.document.plain import plain_text
from firsthand.stories.document.validation import read
from firsthand.transfer.wordpress.building import Building
from firsthand.transfer.wordpress.fitting import fitted
from firsthand.transfer.wordpress.shortcodes import Shortcodes
from firsthand.transfer.wordpress.words import line


def built(html: str, **more) -> tuple[dict, Building]:
    building = Building(base="https://blog.example/2020/banco/", shortcodes=Shortcodes(), **more)
    return read({"type": "doc", "content": building.read(html) or [{"type": "paragraph"}]}), building


def text(html: str) -> str:
    return plain_text(built(html)[0], rung=0).text


def kinds(html: str) -> list[str]:
    return [node["type"] for node in built(html)[0]["content"]]


READ_AS = {
    "paragraphs": ("<p>Uno.</p><p>Due.</p>", "Uno.\n\nDue."),
    "words without paragraphs, as they are typed": ("Uno.\n\nDue\ntre.", "Uno.\n\nDue\ntre."),
    "lines inside a block are no lines": (
        "<!-- wp:paragraph -->\n<p>Uno\ndue</p>\n<!-- /wp:paragraph -->",
        "Uno due",
    ),
    "a break and a line are one break": ("Uno<br />\ndue", "Uno\ndue"),
    "two breaks part passages": ("Uno<br><br>due", "Uno\n\ndue"),
    "crossing marks": ("<b>a <i>b</b> c</i> d", "a b c d"),
    "references": ("caff&egrave; &amp; t&#232; &lt;b&gt; AT&T &#8217;", "caffè & tè <b> AT&T ’"),
    "spaces that do not break": ("&nbsp;\n\n<p>&nbsp;</p>Uno&nbsp;due", "Uno\u00a0due"),
    "scripts and styles are not read": ("a<script>var x='<p>b</p>'</script><style>p{}</style> c", "a c"),
    "a comment is not read": ("a<!-- b --> c<!--more--> d", "a c\n\nd"),
    "items without a list": ("<li>a<li>b", "a\n\nb"),
    "a list in a list without an item": ("<ul><li>a</li><ul><li>b</li></ul></ul>c", "a\n\nb\n\nc"),
    "a definition list": ("<dl><dt>Banco<dd>Dove si prova</dl>", "Banco\n\nDove si prova"),
    "a table": ("<table><tr><th>a<td>b<tr><td>c</table>d", "a\n\nb\n\nc\n\nd"),
    "words between rows": ("<table>fuori<tr><td>a<td>b</table>", "fuori\n\na\n\nb"),
    "cells without a table": ("<td>a</td><td>b</td>", "a\n\nb"),
    "code": ("<pre>if a &lt; b:\n    pass</pre>", "if a < b:\n    pass"),
    "a verse": ('<pre class="wp-block-verse">uno\ndue</pre>', "uno\ndue"),
    "a quotation with its source": ("<blockquote><p>Era caldo.</p><cite>Teresa</cite></blockquote>", "Era caldo.\n\nTeresa"),
    "a quotation in a line": ("disse <q>ora</q>", "disse “ora”"),
    "a smiley": ('ciao <img class="wp-smiley" alt="🙂" src="x.png">', "ciao 🙂"),
    "a caption": ('[caption id="a" width="3"]<img src="x" alt="B"> Il <em>banco</em>[/caption] poi', "Il banco\n\npoi"),
    "a caption said in brackets": ('[caption caption="Il <b>banco</b>"]<img src="x" alt="B">[/caption]', "Il banco"),
    "a caption without a picture": ("[caption]<iframe></iframe>Il banco[/caption]", "Il banco"),
    "a figure": ('<figure><img src="x"><figcaption>Il banco</figcaption></figure>', "Il banco"),
    "galleries": ('a [gallery ids="1,2"] b', "a\n\nb"),
    "shortcodes with words in them": ('[box color="red"]a [b]c[/b][/box] [column size="1/2"]d[/column]', "a c\n\nd"),
    "shortcodes that hold markup": ('[quote who="<b>Tina</b> [x]"]a[/quote]', "a"),
    "an unknown one on its own line": ("a\n[mappa-officina]\nb", "a\n\nb"),
    "words in brackets": ("così [sic] disse [1] e [citazione necessaria] […] [Update: no]", "così [sic] disse [1] e [citazione necessaria] […] [Update: no]"),
    "an escaped shortcode": ("scrivi [[gallery]]", "scrivi [gallery]"),
    "brackets in code": ("<code>a[index] [x y=1]</code>", "a[index] [x y=1]"),
    "code in a shortcode": ('[sourcecode language="c"]if (a < b) {\n}[/sourcecode]', "if (a < b) {\n}"),
    "a footnote": ("vero[ref]Così Tina.[/ref].", "vero (Così Tina.) ."),
    "an address on its own line": ("https://video.example/1", "https://video.example/1"),
    "what is embedded": ("[embed]https://video.example/1[/embed]", "https://video.example/1"),
    "a player": ('<iframe src="https://video.example/1"></iframe>', "video.example/1"),
    "a form": ("<label>Nome</label> <select><option>Uno<option>Due</select>", "Nome\n\nUno\n\nDue"),
    "a detail": ("<details><summary>Apri</summary>Dentro</details>", "Apri\n\nDentro"),
    "a tag that never closes": ('prima <a href="x\ndopo', "prima\ndopo"),
    "signs that are no tags": ("3 < 4 > 2 <3 a<", "3 < 4 > 2 <3 a<"),
    "right to left, and signs that are joined": ("<p>שלום עולם</p><p>e\u0301 👩‍🔧</p>", "שלום עולם\n\ne\u0301 👩‍🔧"),
    "what no page can show": ("a\x07\x85b\ud800c&#1;d\ufeff", "a\nbcd"),
    "unclosed comments": ("a <!-- b\nc", "a\nc"),
    "conditional comments of an office program": ("a<!--[if gte mso 9]><xml>x</xml><![endif]--> b<![if !x]>c", "a bc"),
    "drawings": ("<svg><title>t</title><text>Banco</text></svg>", "Banco"),
    "old frames": ("<center><font size=2>Banco</font></center>", "Banco"),
}  # fmt: skip


@pytest.mark.parametrize(("html", "words"), READ_AS.values(), ids=READ_AS)
def test_read_as(html, words):
    assert text(html) == words


def test_structure_is_kept():
    html = (
        "<h1>Uno</h1><h4>Due</h4><p>a</p><ul><li>b<ol start=3><li>c</ol></ul><blockquote>d</blockquote><hr>"
        "<table><tr><td>e<td>f</table><pre>g</pre><figure><img src=x alt=h></figure>"
    )

    document, _ = built(html)

    assert kinds(html) == [
        "heading", "heading", "paragraph", "bulletList", "blockquote", "horizontalRule", "table", "codeBlock", "figure",
    ]  # fmt: skip
    assert [node["attrs"]["level"] for node in document["content"][:2]] == [2, 3]
    assert document["content"][3]["content"][0]["content"][1]["attrs"]["start"] == 3
    assert document["content"][8]["attrs"] == {"picture": None, "alt": "h", "mask": None}


def test_a_table_that_only_lays_out_is_no_table():
    assert kinds("<table><tr><td><h2>Uno</h2><ul><li>a</ul></td></tr></table>") == ["heading", "bulletList"]


def test_links_are_whole_and_lead_nowhere_harmful():
    html = (
        '<a href="../altro">a</a> <a href="//cdn.example/x y">b</a> <a href="javascript:alert(1)">c</a>'
        ' <a href="#nota">d</a> <a href="mailto:t@example.org">e</a> <a href="data:text/html,x">f</a>'
    )

    document, building = built(html)

    hrefs = [
        mark["attrs"]["href"] for node in document["content"][0]["content"] for mark in node.get("marks", ())
    ]
    assert hrefs == ["https://blog.example/2020/altro", "https://cdn.example/x%20y", "mailto:t@example.org"]
    assert text(html) == "a b c d e f"
    assert building.lost["links"] == 2


def test_pictures_are_counted_and_none_without_words_is_kept():
    html = '<img src="a.jpg"><p>a <img src="b.jpg" alt="Il banco"> b</p><img src="pixel.gif" width="1" height="1">'

    document, building = built(html)

    assert [node["type"] for node in document["content"]] == ["paragraph", "figure"]
    assert building.lost["pictures"] == 2


def test_a_caption_that_is_never_closed_takes_nothing_with_it():
    html = '[caption id="a"]<img src="x" alt="B">\n\nUno.\n\nDue.'

    assert kinds(html) == ["figure", "paragraph", "paragraph"]
    assert kinds(html + "[/caption]") == ["figure"]  # closed, it is a caption, however long


def test_what_is_never_closed_hides_nothing_after_it():
    assert text("a <title>b <p>c") == "a b\n\nc"
    assert text("a <title>b</title> c") == "a c"


def test_a_title_is_one_line_of_words():
    assert (
        line("Markup: <em>con</em> <b>so<sup>pra</sup></b> &amp; &#8220;sotto&#8221;<br>qui")
        == "Markup: con sopra & “sotto” qui"
    )


def test_names_that_a_file_shows_to_be_shortcodes_are_known_in_all_its_posts():
    names = Shortcodes()
    names.learn('[mappa lat="1"] [riquadro]x[/riquadro]')

    html = "qui [mappa] e [riquadro] ma [sic]"

    assert (
        plain_text(
            read({"type": "doc", "content": Building(base="", shortcodes=names).read(html)}), rung=0
        ).text
        == "qui e ma [sic]"
    )
    assert text(html) == html  # without that knowledge they are words


ENDLESS = {
    "elements": "<div>" * 40_000 + "parola",
    "lists": "<ul><li>parola " * 4_000,
    "quotations": "<blockquote>parola " * 4_000,
    "tables": "<table><tr><td>parola<td>parola " * 4_000,
    "marks": "<b>parola " * 20_000,
    "tags that never close": '<a b=">" ' * 20_000,
    "quotes that never close": "<a b='" * 20_000,
    "brackets": "[parola " * 20_000,
    "comments": "<!-- " * 20_000,
    "elements read as written": "<xmp>parola " * 90_000,
    "shortcodes that hold code": "[php]parola " * 90_000,
    "blocks": "<!-- wp:a -->parola " * 10_000,
    "closing tags": "<div>" * 400 + "</div></p></b></li>" * 10_000,
}


@pytest.mark.parametrize("html", ENDLESS.values(), ids=ENDLESS)
def test_what_has_no_end_is_read_in_bounds(html):
    begun = time.process_time()

    documents = fitted(Building(base="", shortcodes=Shortcodes()).read(html)).documents

    assert time.process_time() - begun < 20  # seconds; quadratic, it would be minutes
    told = " ".join(plain_text(read(document), rung=0).text for document in documents)
    assert told.count("parola") == html.count("parola")
