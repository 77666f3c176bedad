// The writing page: puts the sheet, its tools and the keeping of its words together.

import { Autosave } from "./autosave.js"
import { choose, inOneLine, standsIn } from "./conflict.js"
import { Draft } from "./drafts.js"
import { veilInWords, veilOf } from "./mask.js"
import { page, say } from "./page.js"
import { pasting } from "./paste.js"
import { mountSheet } from "./sheet.js"
import { showState } from "./state.js"
import { wireTools } from "./toolbar.js"
import { LIFTS } from "./veils.js"

const title = document.getElementById("title")
const afterReading = document.getElementById("after-reading")
const place = document.getElementById("sheet-place")
const veilSaid = document.getElementById("veil-said")
const fields = [title, afterReading]
const draft = new Draft(page)
let showTools = () => {}

place.replaceChildren()
const editor = mountSheet(place, {
  schema: page.schema,
  document: page.words_of_story.document,
  label: say("sheet_label"),
  describedBy: "sheet-keys",
  onPaste: pasting({ onHint: (hint) => autosave.hint(hint), tell: (sentence) => showState("note", { sentence }) }),
  onWords: () => autosave.changed(),
  onSelection: () => showTools(),
})
const wired = wireTools(editor)
showTools = () => {
  wired()
  showVeil()
}

const autosave = new Autosave({
  version: page.version,
  draft,
  read: () => ({ title: title.value, after_reading: afterReading.value, document: editor.getJSON() }),
  same,
  tell: showState,
  onConflict: (theirs) => decide({ mine: autosave.read(), theirs, mineName: say("mine_here") }),
  onChanged: () => (document.documentElement.dataset.words = "unsaved"),
  onSaved: () => {
    document.documentElement.dataset.words = "saved"
    document.dispatchEvent(new Event("sheet:saved"))
  },
})

/** Say of the veil the cursor stands in how far its words go. */
function showVeil() {
  const mask = veilOf(editor.state)
  const sentence = mask ? veilInWords(mask) : ""
  veilSaid.hidden = !mask
  if (veilSaid.textContent !== sentence) veilSaid.textContent = sentence
}

/** Put `words` on the sheet in place of those that stand there; it can be undone. */
function load(words) {
  title.value = words.title
  afterReading.value = words.after_reading
  const { state, view, schema } = editor
  const document = schema.nodeFromJSON(words.document)
  view.dispatch(state.tr.replaceWith(0, state.doc.content.size, document.content).setMeta(LIFTS, true))
  for (const field of fields) field.dispatchEvent(new Event("filled"))
}

function same(some, others) {
  const { schema } = editor
  return (
    inOneLine(some.title) === inOneLine(others.title) &&
    inOneLine(some.after_reading) === inOneLine(others.after_reading) &&
    schema.nodeFromJSON(some.document).eq(schema.nodeFromJSON(others.document))
  )
}

function letWrite(may) {
  editor.setEditable(may, false)
  for (const field of fields) field.readOnly = !may
}

async function decide({ mine, theirs, mineName }) {
  letWrite(false)
  const theirsName = say("theirs_saved", { time: theirs.saved_at, who: theirs.who })
  const { words, extra } = await choose({ mine, theirs, schema: editor.schema, mineName, theirsName })
  letWrite(true)
  load(words)
  await autosave.goOn(theirs.version, extra)
  editor.commands.focus()
}

/** Bring back what was written here and never reached the server. */
async function recover() {
  const kept = await draft.find()
  if (!kept) return
  const served = page.words_of_story
  if (standsIn(kept.words, served, editor.schema)) return draft.forget()
  if (kept.base.number === page.version.number && kept.base.saves === page.version.saves) {
    load(kept.words)
    autosave.changed()
    return showState("recovered")
  }
  autosave.stop()
  showState("conflict")
  const theirs = { ...served, version: page.version, saved_at: page.saved_at, who: page.saved_by }
  return decide({ mine: kept.words, theirs, mineName: say("mine_kept") })
}

for (const field of fields) {
  field.addEventListener("input", () => autosave.changed())
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return
    event.preventDefault()
    editor.commands.setTextSelection(1)
    editor.view.focus() // at once: Tiptap's own focus() waits for a frame, and the next letter would stay up here
  })
}

// What leads away from the sheet waits until its words are at the server; where they do not arrive, one stays and reads why.
for (const form of document.querySelectorAll("form[data-after-saving]")) {
  form.addEventListener("submit", async (event) => {
    if (autosave.isClean) return
    event.preventDefault()
    if (await autosave.finish()) form.submit()
  })
}
for (const link of document.querySelectorAll("a[data-after-saving]")) {
  link.addEventListener("click", async (event) => {
    if (autosave.isClean || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    if (await autosave.finish()) location.assign(link.href)
  })
}

document.addEventListener("sign-out:asked", ({ detail }) => detail.until.push(mayGo()))
document.addEventListener("sign-out:done", () => autosave.end())

/** Save what is not saved yet; say whether all of it is, and say so on the page when it is not. */
async function mayGo() {
  const isSaved = await autosave.finish()
  if (!isSaved) showState("going")
  return isSaved
}

letWrite(true)
document.querySelector('[role="toolbar"]').hidden = false
showTools()
const recovered = recover()
if (!title.value && editor.isEmpty) title.focus()
document.documentElement.dataset.sheet = "ready"
await recovered
