// The writing page: puts the sheet, its tools and the keeping of its words together.

import { Autosave } from "./autosave.js"
import { choose } from "./conflict.js"
import { Draft } from "./drafts.js"
import { page, say } from "./page.js"
import { pasting } from "./paste.js"
import { mountSheet } from "./sheet.js"
import { showState } from "./state.js"
import { wireTools } from "./toolbar.js"

const title = document.getElementById("title")
const afterReading = document.getElementById("after-reading")
const place = document.getElementById("sheet-place")
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
showTools = wireTools(editor)

const autosave = new Autosave({
  version: page.version,
  draft,
  read: () => ({ title: title.value, after_reading: afterReading.value, document: editor.getJSON() }),
  same,
  tell: showState,
  onConflict: (theirs) => decide({ mine: autosave.read(), theirs, mineName: say("mine_here") }),
  onSaved: () => document.dispatchEvent(new Event("sheet:saved")),
})

/** Put `words` on the sheet in place of those that stand there; it can be undone. */
function load(words) {
  title.value = words.title
  afterReading.value = words.after_reading
  const { state, view, schema } = editor
  const document = schema.nodeFromJSON(words.document)
  view.dispatch(state.tr.replaceWith(0, state.doc.content.size, document.content).setMeta("lifts a veil", true))
  for (const field of [title, afterReading]) field.dispatchEvent(new Event("filled"))
}

function same(some, others) {
  const { schema } = editor
  return (
    some.title === others.title &&
    some.after_reading === others.after_reading &&
    schema.nodeFromJSON(some.document).eq(schema.nodeFromJSON(others.document))
  )
}

async function decide({ mine, theirs, mineName }) {
  editor.setEditable(false, false)
  const theirsName = say("theirs_saved", { time: theirs.saved_at, who: theirs.who })
  const { words, extra } = await choose({ mine, theirs, schema: editor.schema, mineName, theirsName })
  editor.setEditable(true, false)
  load(words)
  await autosave.goOn(theirs.version, extra)
  editor.commands.focus()
}

/** Bring back what was written here and never reached the server. */
async function recover() {
  const kept = await draft.find()
  if (!kept) return
  const served = page.words_of_story
  if (same(kept.words, served)) return draft.forget()
  if (kept.base.number === page.version.number && kept.base.saves === page.version.saves) {
    load(kept.words)
    autosave.changed()
    return showState("recovered")
  }
  autosave.stop()
  const theirs = { ...served, version: page.version, saved_at: page.saved_at, who: page.saved_by }
  return decide({ mine: kept.words, theirs, mineName: say("mine_kept") })
}

for (const field of [title, afterReading]) field.addEventListener("input", () => autosave.changed())
title.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return
  event.preventDefault()
  editor.commands.focus("start")
})

for (const form of document.querySelectorAll("form[data-after-saving]")) {
  form.addEventListener("submit", async (event) => {
    if (autosave.isClean) return
    event.preventDefault()
    await autosave.save()
    form.submit()
  })
}

await recover()
document.documentElement.dataset.sheet = "ready"
