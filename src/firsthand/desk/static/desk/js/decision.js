// A decision: what was decided, and beneath it who, what instead, why and at what cost.

import { Extension, pm } from "django-prose-editor/editor"

import { putBelow } from "./below.js"
import { element, say } from "./page.js"

const { TextSelection } = pm.state
const ROWS = ["who", "instead", "because", "cost"]

/** Put an empty decision below the block the cursor stands in. */
export function addDecision(editor) {
  const rows = ROWS.map((what) => ({ type: "decisionRow", attrs: { what } }))
  return putBelow(editor, { type: "decision", content: [{ type: "decisionHead" }, ...rows] }, 2)
}

export const decisionViews = {
  decision({ node, editor, getPos }) {
    const when = element("input", {
      type: "text",
      class: "decision__when",
      maxlength: "80",
      placeholder: say("decision_when"),
      "aria-label": say("decision_when"),
    })
    const add = element("div", { class: "decision__add" })
    const contentDOM = element("div", { class: "decision__body" })
    const fixed = { contenteditable: "false" }
    const dom = element(
      "section",
      { class: "decision", "aria-label": say("decision") },
      element("div", fixed, when),
      contentDOM,
      element("div", fixed, add),
    )
    let shown = node

    const draw = () => {
      if (document.activeElement !== when) when.value = shown.attrs.when ?? ""
      const here = []
      shown.forEach((child) => here.push(child.attrs.what))
      add.replaceChildren(...ROWS.filter((what) => !here.includes(what)).map(addButton))
      dom.classList.toggle("veil-block", Boolean(shown.attrs.mask))
    }
    const addButton = (what) => {
      const button = element("button", { type: "button", class: "act act--word" }, `+ ${say(`decision_${what}`)}`)
      button.addEventListener("click", () => {
        const end = getPos() + shown.nodeSize - 1
        editor.chain().insertContentAt(end, { type: "decisionRow", attrs: { what } }).setTextSelection(end + 1).focus().run()
      })
      return button
    }
    when.addEventListener("input", () => {
      editor.view.dispatch(editor.state.tr.setNodeMarkup(getPos(), null, { ...shown.attrs, when: when.value }))
    })
    draw()
    return {
      dom,
      contentDOM,
      update(next) {
        if (next.type !== shown.type) return false
        shown = next
        draw()
        return true
      },
      stopEvent: ({ target }) => !contentDOM.contains(target),
      ignoreMutation: ({ target }) => !contentDOM.contains(target),
    }
  },

  decisionRow({ node }) {
    const label = element("span", { class: "decision__label", contenteditable: "false" }, say(`decision_${node.attrs.what}`))
    const contentDOM = element("div", { class: "decision__words", dir: "auto" })
    const dom = element("div", { class: "decision__row" }, label, contentDOM)
    const { what } = node.attrs
    return {
      dom,
      contentDOM,
      update: (next) => next.type === node.type && next.attrs.what === what,
      ignoreMutation: ({ target }) => !contentDOM.contains(target),
    }
  },
}

/** Enter goes from line to line and out at the end; Backspace in an empty line takes it away. */
export const decisionKeys = Extension.create({
  name: "decisionKeys",
  priority: 120,
  addKeyboardShortcuts() {
    return { Enter: ({ editor }) => goOn(editor), Backspace: ({ editor }) => takeLineAway(editor) }
  },
})

const isLine = (node) => node.type.name === "decisionHead" || node.type.name === "decisionRow"

function goOn(editor) {
  const { $from } = editor.state.selection
  if (!isLine($from.parent)) return false
  const isLast = $from.indexAfter(-1) === $from.node(-1).childCount
  if (!isLast) return editor.commands.setTextSelection($from.after() + 1)
  const after = $from.after(-1)
  return editor.chain().insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).run()
}

function takeLineAway(editor) {
  const { state, view } = editor
  const { $from, empty } = state.selection
  if (!empty || $from.parentOffset > 0 || !isLine($from.parent)) return false
  if ($from.parent.content.size) return true
  const decision = $from.node(-1)
  const isAll = $from.parent.type.name === "decisionHead"
  if (isAll && decision.textContent) return true
  const [from, to] = isAll ? [$from.before(-1), $from.after(-1)] : [$from.before(), $from.after()]
  const tr = state.tr.delete(from, to)
  view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(from, tr.doc.content.size)), -1)).scrollIntoView())
  return true
}
