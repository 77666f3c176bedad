"""One schema on both sides: what Python writes, the editor in the browser reads and gives back unchanged."""

from __future__ import annotations

import io
import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from generated import NAMES, documents
from PIL import Image
from writing_desk import Sheet

from cast import doc
from firsthand.stories.document.plain import plain_text
from firsthand.stories.document.schema import prosemirror_schema
from firsthand.stories.document.validation import read
from firsthand.stories.models import Picture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

SEED = 20261125
BATCH = 250

THROUGH_THE_EDITOR = """(documents) => {
  const { editor } = document.querySelector("#sheet")
  document.querySelector("#sheet-place").hidden = true  // drawn, but not laid out a thousand times
  return documents.map((each) => {
    editor.commands.setContent(each, { errorOnInvalidContent: true, emitUpdate: false })
    return editor.getJSON()
  })
}"""

THROUGH_THE_PAGE = """async (documents) => {
  const { pm } = await import("django-prose-editor/editor")
  const { schema } = document.querySelector("#sheet").editor
  const writer = pm.model.DOMSerializer.fromSchema(schema)
  const reader = pm.model.DOMParser.fromSchema(schema)
  return documents.map((each) => {
    const box = document.implementation.createHTMLDocument().createElement("div")
    box.innerHTML = (() => {
      const drawn = document.createElement("div")
      drawn.append(writer.serializeFragment(schema.nodeFromJSON(each).content))
      return drawn.innerHTML
    })()
    return reader.parse(box, { preserveWhitespace: "full" }).toJSON()
  })
}"""


@pytest.fixture
def pictures(settings, tmp_path, sheet):
    """The pictures that the generated documents show, on Marta's sheet."""
    settings.MEDIA_ROOT = tmp_path
    drawn = io.BytesIO()
    Image.new("RGB", (4, 3), "teal").save(drawn, "WEBP")
    for name in NAMES:
        file = default_storage.save(f"pictures/{name}.webp", ContentFile(drawn.getvalue()))
        Picture.objects.create(public_id=name, story=sheet.story, file=file, width=4, height=3)


def asked(page, script, many):
    """Return what the page's ``script`` answers for each of ``many``, asked in batches as JSON."""
    as_json = f"async (sent) => JSON.stringify(await ({script})(JSON.parse(sent)))"
    batches = [many[start : start + BATCH] for start in range(0, len(many), BATCH)]
    return [answer for batch in batches for answer in json.loads(page.evaluate(as_json, json.dumps(batch)))]


def test_a_thousand_documents_come_back_from_the_editor_as_they_were(sheet, pictures, complaints):
    told = documents(1000, seed=SEED)

    back = asked(sheet.page, THROUGH_THE_EDITOR, told)

    assert len(back) == 1000
    for was, now in zip(told, back, strict=True):
        assert now == was
        assert read(now) == was
    assert not complaints


def test_what_is_copied_from_a_sheet_and_put_on_another_is_the_same(sheet, complaints):
    told = documents(1000, seed=SEED + 1)

    back = asked(sheet.page, THROUGH_THE_PAGE, told)

    for was, now in zip(told, back, strict=True):
        assert read(now) == was
    assert not complaints


def test_a_document_goes_through_database_page_editor_and_save_unchanged(
    page, complaints, marta_signed_in, a_story
):
    for told in documents(5, seed=SEED + 2):
        told = without_pictures(told)
        sheet = Sheet(page, a_story(words=told)).open()
        assert sheet.document() == told

        page.evaluate(
            "document.querySelector('#sheet').editor.commands.insertContentAt(0, {type: 'paragraph'})"
        )

        assert sheet.saved()["content"][1:] == told["content"]
    assert not complaints


def without_pictures(node):
    """A picture must be one of the story's own; here none is."""
    made = {**node}
    if node["type"] == "figure":
        made["attrs"] = {**node["attrs"], "picture": None}
    if "content" in node:
        made["content"] = [without_pictures(child) for child in node["content"]]
    return made


SCHEMA = """() => {
  const { schema } = document.querySelector("#sheet").editor
  const attrs = (type) => Object.fromEntries(Object.entries(type.attrs).map(
    ([name, { hasDefault, default: value }]) => [name, hasDefault ? { default: value } : {}]))
  const nodes = Object.values(schema.nodes).map((type) => ({
    name: type.name, attrs: attrs(type), content: type.spec.content ?? "", group: type.spec.group ?? "",
    inline: type.isInline, textblock: type.isTextblock, leaf: type.isLeaf, code: Boolean(type.spec.code),
    defining: Boolean(type.spec.defining), isolating: Boolean(type.spec.isolating),
    marks: Object.values(schema.marks).filter((mark) => type.allowsMarkType(mark)).map((mark) => mark.name),
  }))
  const marks = Object.values(schema.marks).map((type) => ({
    name: type.name, attrs: attrs(type), inclusive: type.spec.inclusive !== false,
    excludes: Object.values(schema.marks).filter((mark) => type.excludes(mark)).map((mark) => mark.name),
  }))
  return { nodes, marks, top: schema.topNodeType.name }
}"""


def test_the_editor_builds_the_schema_that_the_server_builds(sheet):
    schema = prosemirror_schema()

    def attrs(type_):
        return {
            name: {"default": each.default} if each.has_default else {} for name, each in type_.attrs.items()
        }

    nodes = [
        {
            "name": name,
            "attrs": attrs(node),
            "content": node.spec.get("content", ""),
            "group": node.spec.get("group", ""),
            "inline": node.is_inline,
            "textblock": node.is_textblock,
            "leaf": node.is_leaf,
            "code": bool(node.spec.get("code")),
            "defining": bool(node.spec.get("defining")),
            "isolating": bool(node.spec.get("isolating")),
            "marks": [mark.name for mark in schema.marks.values() if node.allows_mark_type(mark)],
        }
        for name, node in schema.nodes.items()
    ]
    marks = [
        {
            "name": name,
            "attrs": attrs(mark),
            "inclusive": mark.spec.get("inclusive") is not False,
            "excludes": [other.name for other in schema.marks.values() if mark.excludes(other)],
        }
        for name, mark in schema.marks.items()
    ]

    assert sheet.page.evaluate(SCHEMA) == {"nodes": nodes, "marks": marks, "top": schema.top_node_type.name}


AT_POSITIONS = """(places) => {
  const { schema } = document.querySelector("#sheet").editor
  return places.map(([told, stretches]) => {
    const doc = schema.nodeFromJSON(told)
    return stretches.map(([at, length]) => [
      doc.textBetween(at, at + length, "", () => "\\n"),
      doc.resolve(at).parent.isTextblock,
    ])
  })
}"""


def test_positions_in_the_plain_text_are_those_of_the_editor(sheet):
    places, expected = [], []
    for told in [doc("perché 👩‍🔧 dopo", "ملف 𝔘 x"), *documents(150, seed=SEED + 3)]:
        plain = plain_text(told, rung=0)
        spans = [(start, end) for start, end, _ in plain.stretches]
        letters = [(index, index + 1) for start, end in spans for index in range(start, end)]
        assert all(plain.index(plain.position(index)) == index for index, _ in letters)
        spans += letters[:: max(1, len(letters) // 20)]
        words = [plain.text[start:end] for start, end in spans]
        places.append([told, [[plain.position(start), utf16(plain.text[start:end])] for start, end in spans]])
        expected.append([[each, True] for each in words])

    assert asked(sheet.page, AT_POSITIONS, places) == expected
    assert sum(map(len, expected)) > 2000


def utf16(text):
    return len(text.encode("utf-16-le")) // 2
