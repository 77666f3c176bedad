"""Plain text counts code points, the editor counts UTF-16 units and the borders of nodes: the map between the two."""

from hypothesis import given
from prosemirror.model import Node

from firsthand.stories.document.plain import plain_text
from firsthand.stories.document.schema import prosemirror_schema
from firsthand.stories.document.validation import read
from stories.documents import documents


def characters_by_position(document):
    """Return, by ProseMirror position, each character of the document, counted by the prosemirror package alone."""
    found = {}

    def visit(node, position, *rest):
        if node.is_text:
            for character in node.text:
                found[position] = character
                position += len(character.encode("utf-16-le")) // 2
        return True

    Node.from_json(prosemirror_schema(), document).descendants(visit)
    return found


@given(documents())
def test_every_character_of_the_text_is_found_in_the_document_and_back(document):
    at = characters_by_position(document)
    plain = plain_text(document, rung=0)
    reached = set()
    for index, character in enumerate(plain.text):
        position = plain.position(index)
        if position is None:
            assert character == "\n"  # a gap between passages, or a break
            continue
        assert at[position] == character
        assert plain.index(position) == index
        reached.add(position)
    assert reached == set(at)


@given(documents())
def test_from_further_out_only_what_is_read_there_has_a_position(document):
    at = characters_by_position(document)
    plain = plain_text(document, rung=4)
    for index, character in enumerate(plain.text):
        position = plain.position(index)
        assert position is None or at[position] == character
    for position, character in at.items():
        index = plain.index(position)
        assert index is None or plain.text[index] == character


def paragraph(*content):
    return {"type": "paragraph", "content": list(content)}


def text(said, *marks):
    return {"type": "text", "text": said, **({"marks": list(marks)} if marks else {})}


def test_a_character_outside_the_first_plane_counts_twice_in_the_editor():
    plain = plain_text(read({"type": "doc", "content": [paragraph(text("a\U0001f527b"))]}), rung=0)
    assert [plain.position(index) for index in range(3)] == [1, 2, 4]
    assert [plain.index(position) for position in range(6)] == [None, 0, 1, 1, 2, None]


def test_passages_are_parted_by_an_empty_line_and_breaks_by_a_line():
    document = read(
        {
            "type": "doc",
            "content": [
                paragraph(text("uno"), {"type": "hardBreak"}, text("due")),
                {"type": "paragraph"},
                paragraph(text("tre")),
            ],
        }
    )
    plain = plain_text(document, rung=0)
    assert plain.text == "uno\ndue\n\ntre"
    assert plain.position(3) is None
    assert plain.position(plain.text.index("tre")) == 12
    assert plain.position(-1) is None
    assert plain.position(len(plain.text)) is None


def test_what_a_mask_says_has_no_position():
    mask = {"type": "mask", "attrs": {"up_to": 2, "say": "una cartiera"}}
    document = read({"type": "doc", "content": [paragraph(text("Per "), text("Adda", mask), text(" qui"))]})
    plain = plain_text(document, rung=3)
    assert plain.text == "Per una cartiera qui"
    assert plain.position(plain.text.index("una")) is None
    assert plain.position(plain.text.index("qui")) == 10
    assert plain.index(6) is None
