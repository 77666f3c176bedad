"""What does not fit is refused, and the reason names the thing and where it stands."""

import json
import re

import pytest

from firsthand.stories.document.schema import DEEPEST, MOST_BYTES, MOST_NODES
from firsthand.stories.document.validation import BadDocument, read


def doc(*content):
    return {"type": "doc", "content": list(content)}


def paragraph(*content, **attrs):
    return {"type": "paragraph", **({"attrs": attrs} if attrs else {}), "content": list(content)}


def text(words="parole", *marks):
    return {"type": "text", "text": words, **({"marks": list(marks)} if marks else {})}


def mark(name, **attrs):
    return {"type": name, **({"attrs": attrs} if attrs else {})}


def figure(**attrs):
    return {"type": "figure", "attrs": {"picture": None, "alt": "Il banco", **attrs}}


def nested(depth):
    inner = paragraph(text())
    for _ in range(depth):
        inner = {"type": "blockquote", "content": [inner]}
    return doc(inner)


MASK = {"up_to": 2, "say": "una cartiera"}
FAULTS = {
    "two links on the same words": (
        doc(
            paragraph(
                text(
                    "qui", mark("link", href="https://example.org/"), mark("storyLink", story="AbCdEfGh1234")
                )
            )
        ),
        "two links lie on the same words",
    ),
    "not a document": (paragraph(), "is not a document"),
    "nothing in it": ({"type": "doc"}, "'doc' cannot hold"),
    "unknown node": (doc({"type": "script"}), "'script' is not a kind of passage"),
    "a type that is no word": (doc({"type": ["paragraph"]}), "not a kind of passage"),
    "a node that is no object": (doc("ciao"), "not a node"),
    "content that is no list": ({"type": "doc", "content": {"type": "paragraph"}}, "not a list of passages"),
    "words outside a passage": (doc(text()), "'doc' cannot hold"),
    "a paragraph in a paragraph": (doc(paragraph(paragraph())), "'paragraph' cannot hold"),
    "a list without items": (doc({"type": "bulletList"}), "'bulletList' cannot hold"),
    "an item that begins with a quote": (
        doc(
            {
                "type": "bulletList",
                "content": [
                    {"type": "listItem", "content": [{"type": "blockquote", "content": [paragraph()]}]}
                ],
            }
        ),
        "'listItem' cannot hold",
    ),
    "a decision without a head": (
        doc({"type": "decision", "content": [{"type": "decisionRow", "attrs": {"what": "who"}}]}),
        "'decision' cannot hold",
    ),
    "a row of a decision about nothing": (
        doc(
            {
                "type": "decision",
                "content": [{"type": "decisionHead"}, {"type": "decisionRow", "attrs": {"what": "when"}}],
            }
        ),
        "'decisionRow.what' must be one of who",
    ),
    "text without words": (doc(paragraph(text(""))), "has no words"),
    "text that is no words": (doc(paragraph(text(7))), "has no words"),
    "a key nobody knows": (doc({**paragraph(), "onclick": "x"}), "'onclick' does not belong"),
    "an attribute nobody knows": (doc(paragraph(style="x")), "'style' does not belong"),
    "a missing attribute": (
        doc({"type": "figure", "attrs": {"picture": None}}),
        "'alt' is missing in a 'figure'",
    ),
    "a description of nothing": (doc(figure(alt="  ")), "'figure.alt' must be text of from 1 to 500"),
    "a description too long": (doc(figure(alt="a" * 501)), "'figure.alt' must be text of from 1 to 500"),
    "a picture that is an address": (doc(figure(picture="../../etc/passwd")), "not the name of anything"),
    "a picture with a line break": (doc(figure(picture="abcdefgh\n")), "not the name of anything"),
    "a heading of level 1": (
        doc({"type": "heading", "attrs": {"level": 1}}),
        "'heading.level' must be one of 2, 3",
    ),
    "a heading of level True": (doc({"type": "heading", "attrs": {"level": True}}), "must be one of 2, 3"),
    "a heading of level 2.0": (doc({"type": "heading", "attrs": {"level": 2.0}}), "must be one of 2, 3"),
    "a list that begins far away": (
        doc({"type": "orderedList", "attrs": {"start": 10**9}}),
        "whole number from 0 to 1000000",
    ),
    "a list that begins at a sign": (
        doc({"type": "orderedList", "attrs": {"start": '1" onload="x'}}),
        "whole number from 0 to 1000000",
    ),
    "an unknown mark": (doc(paragraph(text("x", mark("blink")))), "'blink' is not a mark"),
    "a mark twice": (doc(paragraph(text("x", mark("bold"), mark("bold")))), "stands twice"),
    "marks in code": (
        doc({"type": "codeBlock", "content": [text("x", mark("bold"))]}),
        "marks where none may stand",
    ),
    "marks on a passage": (doc({**paragraph(), "marks": [mark("bold")]}), "marks where none may stand"),
    "a script as an address": (
        doc(paragraph(text("x", mark("link", href="javascript:alert(1)")))),
        "begins with http, https or mailto",
    ),
    "a script in disguise": (
        doc(paragraph(text("x", mark("link", href="java\u200bscript:alert(1)")))),
        "begins with http, https or mailto",
    ),
    "an address without a host": (
        doc(paragraph(text("x", mark("link", href="https:///x")))),
        "begins with http, https or mailto",
    ),
    "data as an address": (
        doc(paragraph(text("x", mark("link", href="data:text/html,x")))),
        "begins with http, https or mailto",
    ),
    "an address that is no words": (
        doc(paragraph(text("x", mark("link", href=["x"])))),
        "'link.href' must be",
    ),
    "a mask that says nothing": (
        doc(paragraph(text("x", mark("mask", up_to=2, say=" ")))),
        "'mask.say' must be text of from 1 to 200",
    ),
    "a mask up to everyone": (
        doc(paragraph(text("x", mark("mask", up_to=4, say="y")))),
        "'mask.up_to' must be one of 0, 1, 2, 3",
    ),
    "a mask up to True": (
        doc(paragraph(text("x", mark("mask", up_to=True, say="y")))),
        "'mask.up_to' must be one of",
    ),
    "a mask of a block without a phrase": (doc(paragraph(mask={"up_to": 2})), "a mask must say up to where"),
    "a mask in a mask": (
        doc(paragraph(text("x", mark("mask", **MASK)), mask=MASK)),
        "a mask lies in another",
    ),
    "a masked quote in a masked quote": (
        doc({"type": "blockquote", "attrs": {"mask": MASK}, "content": [paragraph(mask=MASK)]}),
        "a mask lies in another",
    ),
    "a NUL": (doc(paragraph(text("a\x00b"))), "U+0000"),
    "a line break in words": (doc(paragraph(text("a\nb"))), "U+000A"),
    "half a pair": (doc(paragraph(text("a\ud83d"))), "U+D83D"),
    "what no feed can hold": (doc(paragraph(text("a\uffff"))), "U+FFFF"),
    "a NUL in a description": (doc(figure(alt="a\x00")), "U+0000"),
    "too deep": (nested(DEEPEST), f"nested deeper than {DEEPEST}"),
    "too many": (doc(*[{"type": "horizontalRule"}] * MOST_NODES), f"more than {MOST_NODES:,} passages"),
    "too long": (doc(paragraph(text("a" * (MOST_BYTES + 1)))), f"in at most {MOST_BYTES:,}"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_and_named(fault):
    document, reason = FAULTS[fault]
    with pytest.raises(BadDocument, match=re.escape(reason)) as refused:
        read(document)
    assert refused.value.where.startswith("document")


@pytest.mark.parametrize(
    "fits",
    [
        nested(DEEPEST - 3),
        doc(*[{"type": "horizontalRule"}] * (MOST_NODES - 1)),
        doc({"type": "codeBlock", "content": [text("a\n\tb")]}),
        doc(figure(alt="a" * 500)),
        doc(paragraph(text("x", mark("mask", **MASK)), text("y", mark("mask", up_to=0, say="z")))),
        doc(paragraph(text("x", mark("link", href="https://pompe.example/è?x#y")))),
    ],
)
def test_what_just_fits_is_taken(fits):
    assert read(fits)["type"] == "doc"


def test_the_place_of_a_fault_is_said_as_a_path():
    with pytest.raises(BadDocument) as refused:
        read(doc(paragraph(), {"type": "blockquote", "content": [paragraph(), paragraph(text(""))]}))
    assert refused.value.where == "document > doc 2 > blockquote 2 > paragraph 1"


DOC = '{"type": "doc", "content": [{"type": "horizontalRule"}]}'


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "null",
        "[]",
        DOC[:-1],
        DOC + "x",
        '{"type": "doc", "content": [{"type": "orderedList", "attrs": {"start": NaN}}]}',
        '{"type": "doc", "content": [{"type": "orderedList", "attrs": {"start": Infinity}}]}',
        '{"type": "doc", "content": [{"type": "orderedList", "attrs": {"start": 1e999}}]}',
        '{"type": "doc", "content": [{"type": "orderedList", "attrs": {"start": ' + "9" * 5000 + "}}]}",
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"type": "doc", "content": ' + "[" * 90_000 + "]" * 90_000 + "}",
        " " * MOST_BYTES + DOC,
        '"\\ud800"',
        b"\xff\xfe\x00",
        b"\x80",
    ],
    ids=lambda sent: str(sent[:24]),
)
def test_what_is_no_json_is_refused_before_anything_is_built(sent):
    with pytest.raises(BadDocument):
        read(sent)


def test_of_a_key_that_stands_twice_one_is_taken_and_judged():
    sent = '{"type": "script", "type": "doc", "content": [{"type": "horizontalRule"}], "type": "doc"}'
    assert read(sent) == json.loads(DOC)
    with pytest.raises(BadDocument):
        read('{"type": "doc", "content": [{"type": "horizontalRule"}], "content": [{"type": "script"}]}')


def test_what_was_sent_and_what_was_taken_share_nothing():
    sent = doc(paragraph(text("x", mark("mask", **MASK)), mask=None))
    taken = read(sent)
    taken["content"][0]["content"][0]["marks"][0]["attrs"]["say"] = "altro"
    assert sent["content"][0]["content"][0]["marks"][0]["attrs"]["say"] == "una cartiera"
