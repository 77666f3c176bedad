// A link to an address, or to another story of the place by its title.

import { ask, refuse } from "./dialogs.js"
import { element, say } from "./page.js"
import { findStories } from "./server.js"
import { isSafeAddress } from "./shapes.js"

const WAIT = 250 // milliseconds after the last letter before the place is asked

/** Ask for an address and lay it under the selected words, or take the link away. */
export async function link(editor) {
  const dialog = document.getElementById("ask-link")
  const form = dialog.querySelector("form")
  const before = editor.getAttributes("link").href
  form.elements.href.value = before ?? ""
  form.elements.words.value = ""
  dialog.querySelector("[data-words]").hidden = Boolean(before) || !editor.state.selection.empty
  dialog.querySelector("[value=unlink]").hidden = !before
  refuse(dialog, "")
  form.onsubmit = (event) => {
    if (event.submitter?.value !== "link" || isSafeAddress(complete(form.elements.href.value))) return
    event.preventDefault()
    refuse(dialog, say("link_refused"))
  }
  const answer = await ask(dialog)
  if (answer?.choice === "unlink") editor.chain().extendMarkRange("link").unsetMark("link").run()
  if (answer?.choice === "link") lay(editor, "link", { href: complete(answer.fields.href) }, answer.fields.words)
  editor.commands.focus()
}

/** Return what was written as a whole address. */
function complete(written) {
  const href = written.trim()
  if (/^[^\s@/]+@[^\s@/]+$/.test(href)) return `mailto:${href}`
  return /^[a-z][a-z0-9+.-]*:/i.test(href) ? href : `https://${href}`
}

/** Ask for a story by its title and lay the link under the selected words, or write its title. */
export async function linkStory(editor) {
  const dialog = document.getElementById("ask-story")
  const form = dialog.querySelector("form")
  const list = dialog.querySelector("[data-found]")
  let chosen = null
  let timer = null
  let asking = null

  const look = async () => {
    asking?.abort()
    asking = new AbortController()
    try {
      const stories = await findStories(form.elements.q.value.trim(), asking.signal)
      list.replaceChildren(...stories.map(option))
      dialog.querySelector("[data-none]").hidden = stories.length > 0
    } catch (fault) {
      if (fault.name !== "AbortError") dialog.querySelector("[data-none]").hidden = false
    }
  }
  const option = (story) => {
    const button = element("button", { type: "button", class: "way" }, element("b", { class: "own" }, story.title), element("span", {}, story.who))
    button.addEventListener("click", () => {
      chosen = story
      dialog.close("link")
    })
    return element("li", {}, button)
  }
  form.reset()
  form.oninput = () => {
    clearTimeout(timer)
    timer = setTimeout(look, WAIT)
  }
  form.onsubmit = (event) => {
    if (event.submitter?.value) return
    event.preventDefault()
    list.querySelector("button")?.focus()
  }
  dialog.querySelector("[value=unlink]").hidden = !editor.isActive("storyLink")
  list.replaceChildren()
  look()
  const answer = await ask(dialog)
  clearTimeout(timer)
  if (answer?.choice === "unlink") editor.chain().extendMarkRange("storyLink").unsetMark("storyLink").run()
  if (chosen) lay(editor, "storyLink", { story: chosen.id }, chosen.title)
  editor.commands.focus()
}

/** Lay the mark under the selected words; where none are, under the link the cursor is in, or under `words`, new. */
function lay(editor, mark, attrs, words) {
  const { schema, selection, storedMarks } = editor.state
  const other = mark === "link" ? "storyLink" : "link"
  if (!selection.empty) return editor.chain().unsetMark(other).setMark(mark, attrs).run()
  if (editor.isActive(mark)) return editor.chain().extendMarkRange(mark).setMark(mark, attrs).run()
  const kept = (storedMarks ?? selection.$from.marks()).filter(({ type }) => !["link", "storyLink", "code"].includes(type.name))
  const node = schema.text(words || attrs.href, [...kept, schema.marks[mark].create(attrs)])
  return editor.view.dispatch(editor.state.tr.replaceSelectionWith(node, false).removeStoredMark(schema.marks[mark]).scrollIntoView())
}
