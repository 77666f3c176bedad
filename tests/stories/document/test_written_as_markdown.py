"""A document as Markdown: an independent parser of CommonMark reads the words back, and nothing they did not mean."""

from hypothesis import example, given
from markdown_it import MarkdownIt

from firsthand.stories.document.markdown import to_markdown
from firsthand.stories.document.plain import plain_text
from firsthand.stories.document.validation import read
from stories.documents import a_document, documents

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def plain_words(document):
    """Return the document with its passages bare: no marks, so that only words are left to become markup."""
    made = {key: value for key, value in document.items() if key != "marks"}
    if "content" in document:
        made["content"] = [plain_words(child) for child in document["content"]]
    return made


def tokens_of(markdown):
    for token in COMMONMARK.parse(markdown):
        yield token
        yield from token.children or ()


def words_read_back(markdown):
    said = [
        token.content
        for token in tokens_of(markdown)
        if token.type in ("text", "code_inline", "fence", "code_block", "html_inline", "html_block")
    ]
    return "".join("".join(said).split())


@given(documents())
def test_words_never_turn_into_markup(document):
    document = read(plain_words(document))
    for rung in (0, 4):
        markdown = to_markdown(document, rung=rung)
        kinds = {token.type for token in tokens_of(markdown)}
        assert not kinds & {
            "code_block", "code_inline", "html_block", "html_inline", "link_open", "image", "em_open", "strong_open",
            "s_open",
        }  # fmt: skip
        assert ("blockquote_open" in kinds) <= ("blockquote" in str(document))
        assert ("bullet_list_open" in kinds) <= ("bulletList" in str(document))
        assert ("ordered_list_open" in kinds) <= ("orderedList" in str(document))
        assert ("table_open" in kinds) <= ("'table'" in str(document))
        assert ("fence" in kinds) <= ("codeBlock" in str(document))
        assert ("hr" in kinds) <= ("horizontalRule" in str(document))


@given(documents())
@example(a_document(4, 3254))  # a break after which only spaces come
def test_every_word_is_read_back(document):
    document = read(plain_words(document))
    told = without_dates(document)
    for rung in (0, 2, 4):
        expected = "".join(plain_text(told, rung=rung).text.split())
        assert words_read_back(to_markdown(told, rung=rung)) == expected


def without_dates(node):
    made = dict(node)
    if node["type"] == "decision":
        made["attrs"] = {**node["attrs"], "when": ""}
    if "content" in node:
        made["content"] = [without_dates(child) for child in node["content"]]
    return made


def markdown(*content, **more):
    return to_markdown(read({"type": "doc", "content": list(content)}), rung=0, **more)


def paragraph(*content):
    return {"type": "paragraph", "content": list(content)}


def text(said, *marks):
    return {"type": "text", "text": said, **({"marks": list(marks)} if marks else {})}


def test_marks_headings_lists_and_pictures_are_written_as_markdown():
    told = markdown(
        {"type": "heading", "attrs": {"level": 2}, "content": [text("Il banco")]},
        paragraph(text("molto", {"type": "bold"}), text(" caldo")),
        {
            "type": "orderedList",
            "attrs": {"start": 3},
            "content": [{"type": "listItem", "content": [paragraph(text("uno"))]}],
        },
        {
            "type": "figure",
            "attrs": {"picture": "abcdefgh", "alt": "Il [banco]"},
            "content": [text("Sette.")],
        },
        picture=lambda name: f"pictures/{name}.webp",
    )
    assert told == (
        "## Il banco\n\n**molto** caldo\n\n3. uno\n\n![Il \\[banco\\]](<pictures/abcdefgh.webp>)\n\nSette.\n"
    )


def test_a_number_split_from_its_full_stop_by_a_mask_begins_no_list():
    mask = {"type": "mask", "attrs": {"up_to": 2, "say": "x"}}
    assert markdown(paragraph(text("1", mask), text(". banco"))) == "1\\. banco\n"


def test_words_after_a_break_begin_nothing():
    told = markdown(
        paragraph(
            text("Prima:"), {"type": "hardBreak"}, text("1. uno"), {"type": "hardBreak"}, text("    due")
        )
    )
    assert told == "Prima:\\\n1\\. uno\\\n&#32;   due\n"


def test_a_decision_says_when():
    head = {"type": "decisionHead", "content": [text("Si cambia")]}
    told = markdown({"type": "decision", "attrs": {"when": "marzo"}, "content": [head]})
    assert told == "### marzo Si cambia\n"
