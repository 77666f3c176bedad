// What stands in an empty place until one writes there: on the empty sheet, in a decision, in a question.

import { Extension, pm } from "django-prose-editor/editor"

import { say } from "./page.js"

const { Plugin } = pm.state
const { Decoration, DecorationSet } = pm.view

const SAYS = { decisionHead: "decision_head", question: "question_head" }

export const openings = Extension.create({
  name: "openings",
  addProseMirrorPlugins() {
    return [new Plugin({ props: { decorations: ({ doc }) => DecorationSet.create(doc, emptyPlaces(doc)) } })]
  },
})

function emptyPlaces(doc) {
  const first = doc.firstChild
  if (doc.childCount === 1 && first.type.name === "paragraph" && !first.content.size) {
    return [saying(first, 0, "is-editor-empty", "empty_sheet")]
  }
  const found = []
  doc.descendants((node, at) => {
    if (SAYS[node.type.name] && !node.content.size) found.push(saying(node, at, "is-empty", SAYS[node.type.name]))
    return node.type.name === "decision" || !node.isTextblock
  })
  return found
}

const saying = (node, at, name, sentence) =>
  Decoration.node(at, at + node.nodeSize, { class: name, "data-placeholder": say(sentence) })
