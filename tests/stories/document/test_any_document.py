"""Whatever document the whole schema allows is taken, is canonical, and is the same to prosemirror as to us."""

import contextlib
import json
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from prosemirror.model import Node

from firsthand.stories.document.schema import prosemirror_schema
from firsthand.stories.document.validation import BadDocument, read
from stories.documents import documents


@given(documents())
def test_any_document_of_the_schema_is_taken_as_it_is(document):
    assert read(document) == document
    assert read(json.dumps(document)) == document
    assert read(json.dumps(document, ensure_ascii=False).encode()) == document


@given(documents())
def test_prosemirror_takes_the_same_documents_and_gives_them_back_unchanged(document):
    node = Node.from_json(prosemirror_schema(), document)
    node.check()
    assert read(node.to_json()) == document


@given(documents(), st.integers(0, 99).map(Random))
def test_reading_loses_no_word_and_reading_again_changes_nothing(document, random):
    loose = loosened(document, random)
    taken = read(loose)
    assert taken == document
    assert read(taken) == taken


def loosened(node, random):
    """Return the document as another program may write it: texts in pieces, marks in any order, empty lists kept."""
    made = (
        {"content": [], **node} if node["type"] not in ("text", "horizontalRule", "hardBreak") else dict(node)
    )
    if "attrs" in made and made["attrs"].get("mask", 0) is None and random.random() < 0.5:
        made["attrs"] = {key: value for key, value in made["attrs"].items() if key != "mask"}
        if not made["attrs"]:
            made["attrs"] = None
    if "marks" in made:
        made["marks"] = random.sample(made["marks"], len(made["marks"]))
    if made.get("content"):
        made["content"] = [
            piece for child in made["content"] for piece in in_pieces(loosened(child, random), random)
        ]
    return made


def in_pieces(node, random):
    if node["type"] != "text" or len(node["text"]) < 2:
        return [node]
    at = random.randrange(1, len(node["text"]))
    return [{**node, "text": node["text"][:at]}, {**node, "text": node["text"][at:]}]


json_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(["doc", "paragraph", "text", "figure", "mask", "table", "listItem"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.one_of(
                st.sampled_from(["type", "content", "attrs", "marks", "text", "mask", "say", "up_to"]),
                st.text(max_size=4),
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=20,
)


@given(
    st.one_of(
        json_values,
        st.binary(max_size=60),
        json_values.map(lambda content: {"type": "doc", "content": content}),
    )
)
def test_anything_else_is_refused_and_nothing_breaks(value):
    with contextlib.suppress(BadDocument):
        Node.from_json(prosemirror_schema(), read(value)).check()
