// What one can do on the sheet, by name: the tools and the keys both call these.

import { putBelow } from "./below.js"
import { addDecision } from "./decision.js"
import { addPicture } from "./figure.js"
import { link, linkStory } from "./link.js"
import { veil, veilOf } from "./mask.js"

const toggled = (mark) => ({
  run: (editor) => editor.chain().focus().toggleMark(mark).run(),
  isOn: (editor) => editor.isActive(mark),
})

const turned = (name, attrs = {}) => ({
  run: (editor) => turnInto(editor, editor.isActive(name, attrs) ? "paragraph" : name, attrs),
  isOn: (editor) => editor.isActive(name, attrs),
})

const listed = (name) => ({
  run: (editor) => editor.chain().focus().toggleList(name, "listItem").run(),
  isOn: (editor) => editor.isActive(name),
})

export const acts = {
  bold: toggled("bold"),
  italic: toggled("italic"),
  strike: toggled("strike"),
  paragraph: { run: (editor) => turnInto(editor, "paragraph"), isOn: isPlain },
  heading: turned("heading", { level: 2 }),
  smallHeading: turned("heading", { level: 3 }),
  question: turned("question"),
  code: turned("codeBlock"),
  list: listed("bulletList"),
  numberedList: listed("orderedList"),
  quote: {
    run: (editor) => editor.chain().focus().toggleWrap("blockquote").run(),
    isOn: (editor) => editor.isActive("blockquote"),
  },
  link: { run: link, isOn: (editor) => editor.isActive("link") },
  linkStory: { run: linkStory, isOn: (editor) => editor.isActive("storyLink") },
  veil: { run: veil, isOn: (editor) => Boolean(veilOf(editor.state)) },
  picture: { run: addPicture },
  decision: { run: addDecision },
  rule: { run: (editor) => putBelow(editor, { type: "horizontalRule" }, 2) },
  undo: { run: (editor) => editor.chain().focus().undo().run(), isIdle: (editor) => !editor.can().undo() },
  redo: { run: (editor) => editor.chain().focus().redo().run(), isIdle: (editor) => !editor.can().redo() },
}

function isPlain(editor) {
  const { $from } = editor.state.selection
  return $from.parent.type.name === "paragraph" && $from.depth === 1
}

/** Turn the blocks of text that are selected into another kind; their veils stay. */
function turnInto(editor, name, attrs = {}) {
  const { state, view } = editor
  const { selection, schema, tr } = state
  const type = schema.nodes[name]
  const kept = (node) => ({ ...attrs, ...("mask" in (type.spec.attrs ?? {}) && { mask: node.attrs.mask ?? null }) })
  state.doc.nodesBetween(selection.from, selection.to, (node, at) => {
    if (node.type.name === "figure" || node.type.name === "decision") return false
    if (node.isTextblock) tr.setBlockType(tr.mapping.map(at), tr.mapping.map(at + node.nodeSize), type, kept)
    return !node.isTextblock
  })
  view.dispatch(tr.scrollIntoView())
  editor.commands.focus()
}

