// Veiling words or a whole block: up to which rung they may go, and what is read further out.

import { ask } from "./dialogs.js"
import { rungName, say } from "./page.js"
import { LIFTS, maskOf } from "./veils.js"

/** Ask how to veil what is selected, or how to change the veil the cursor stands in, and do it. */
export async function veil(editor) {
  const dialog = document.getElementById("ask-veil")
  const found = veilAtCursor(editor.state) ?? newVeil(editor.state)
  if (!found) return
  fill(dialog, found)
  const answer = await ask(dialog)
  if (answer) {
    const { up_to, say: instead, scope } = answer.fields
    const mask = answer.choice === "lift" ? null : { up_to: Number(up_to), say: instead }
    apply(editor, found, found.mask ? found.scope : scope, mask)
  }
  editor.commands.focus()
}

/** Return the mask of the veil the cursor stands in, or null. */
export const veilOf = (state) => veilAtCursor(state)?.mask ?? null

/** Return the veil around the cursor: its scope, its stretch, its block and its mask. */
function veilAtCursor(state) {
  const { $from, from, to } = state.selection
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const { mask } = $from.node(depth).attrs
    if (mask) return { scope: "block", block: $from.before(depth), words: $from.node(depth).textContent, mask }
  }
  const node = state.selection.node
  if (node?.attrs.mask) return { scope: "block", block: from, words: node.textContent, mask: node.attrs.mask }
  return wordsVeiledAt(state, from, to)
}

function wordsVeiledAt({ doc, selection: { $from } }, from, to) {
  if (!$from.parent.isTextblock) return null
  const start = $from.start()
  let run = null
  let hit = null
  $from.parent.forEach((child, offset) => {
    const mark = maskOf(child)
    const [first, last] = [start + offset, start + offset + child.nodeSize]
    run = mark && run?.mark.eq(mark) && run.to === first ? { ...run, to: last } : mark ? { mark, from: first, to: last } : null
    if (run && run.from <= to && run.to >= from) hit = run
  })
  if (!hit) return null
  const stretch = { from: Math.min(from, hit.from), to: Math.max(Math.min(to, $from.end()), hit.to) }
  return { scope: "words", ...stretch, words: doc.textBetween(stretch.from, stretch.to, " "), mask: hit.mark.attrs }
}

function newVeil(state) {
  const { $from, from, to, empty, node } = state.selection
  const block = blockAround($from, node, from)
  const hasWords = !empty && !node
  const words = hasWords ? state.doc.textBetween(from, to, " ") : state.doc.nodeAt(block ?? 0)?.textContent ?? ""
  if (!hasWords && block === null) return null
  return { scope: hasWords ? "words" : "block", from, to, block, words, hasWords, mask: null }
}

/** Return where the nearest block stands that can be veiled as a whole. */
function blockAround($from, node, from) {
  if (node && "mask" in node.attrs) return from
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ("mask" in $from.node(depth).attrs) return $from.before(depth)
  }
  return null
}

function apply(editor, found, scope, mask) {
  const { state, view } = editor
  const { tr, schema } = state
  if (scope === "block") {
    const block = state.doc.nodeAt(found.block)
    tr.setNodeMarkup(found.block, null, { ...block.attrs, mask })
  } else {
    tr.removeMark(found.from, found.to, schema.marks.mask)
    if (mask) tr.addMark(found.from, found.to, schema.marks.mask.create(mask))
  }
  view.dispatch(tr.setMeta(LIFTS, Boolean(found.mask)).removeStoredMark(schema.marks.mask).scrollIntoView())
}

function fill(dialog, { scope, words, hasWords, block, mask }) {
  const form = dialog.querySelector("form")
  dialog.querySelector("[data-quoted]").textContent = shortened(words)
  dialog.querySelector("[data-scopes]").hidden = Boolean(mask) || !hasWords || block === null
  dialog.querySelector("[value=lift]").hidden = !mask
  form.elements.scope.value = scope
  form.elements.up_to.value = String(mask?.up_to ?? 1)
  form.elements.say.value = mask?.say ?? ""
  const saysNothing = () => {
    const isBlock = (mask ? scope : form.elements.scope.value) === "block"
    form.elements.say.required = !isBlock
    dialog.querySelector("[data-block-hint]").hidden = !isBlock
  }
  form.onchange = saysNothing
  saysNothing()
}

const shortened = (words) => (words.length > 160 ? `${words.slice(0, 157).trimEnd()}…` : words)

/** Return the sentence that says of a veil how far the words go and what is read further out. */
export function veilInWords({ up_to, say: instead }) {
  const rung = rungName(up_to)
  return instead ? say("veil", { rung, instead }) : say("veil_silent", { rung })
}
