// A picture on the sheet. It is sent when it is chosen, and stands there only with a description.

import { Extension } from "django-prose-editor/editor"

import { putBelow } from "./below.js"
import { ask, fieldsOf, refuse } from "./dialogs.js"
import { element, page, say } from "./page.js"
import { sendPicture } from "./server.js"

const button = (form) => form.querySelector("[value=add]")
const dialog = () => document.getElementById("ask-picture")

/** Ask for a picture and its description, send it, and put it below the block the cursor stands in. */
export async function addPicture(editor) {
  const attrs = await asked({ picture: null, alt: "" })
  if (!attrs) return editor.commands.focus()
  return putBelow(editor, { type: "figure", attrs })
}

/** Ask until there is a picture with a description, and return both; null when the window was left. */
async function asked({ picture, alt }) {
  const form = dialog().querySelector("form")
  const chosen = { picture }
  form.reset()
  form.elements.alt.value = alt
  dialog().querySelector("[data-choose]").hidden = Boolean(picture)
  refuse(dialog(), "")
  button(form).disabled = false
  form.onsubmit = (event) => {
    if (event.submitter?.value !== "add") return
    event.preventDefault()
    send(form, chosen)
  }
  const answer = await ask(dialog())
  return answer && { picture: chosen.picture, alt: answer.fields.alt }
}

async function send(form, chosen) {
  const { alt, file } = fieldsOf(dialog())
  if (!alt) return refuse(dialog(), say("picture_without_words"))
  if (!chosen.picture) {
    if (!file?.size) return refuse(dialog(), say("picture_without_file"))
    refuse(dialog(), say("picture_sending"))
    button(form).disabled = true
    const answer = await sendPicture(file, alt)
    button(form).disabled = false
    if (answer.refused) return refuse(dialog(), answer.refused)
    chosen.picture = answer.picture
    page.pictures.push(answer.picture)
  }
  return dialog().close("add")
}

/** Draw a figure: the picture, what is said to those who do not see it, and the caption one writes in. */
export function figureView({ node, editor, getPos }) {
  const image = element("img", { loading: "lazy", decoding: "async" })
  const words = element("span", { class: "figure__words" })
  const change = element("button", { type: "button", class: "act act--word" }, say("picture_change"))
  const remove = element("button", { type: "button", class: "act act--word" }, say("picture_remove"))
  const beside = element("div", { class: "figure__beside", contenteditable: "false" }, words, change, remove)
  const contentDOM = element("figcaption", { dir: "auto", "data-placeholder": say("picture_caption") })
  const dom = element("figure", { class: "figure" }, image, beside, contentDOM)
  let shown = node

  const draw = () => {
    const { picture, alt, mask } = shown.attrs
    const address = picture ? page.addresses.picture.replace("PICTURE", picture) : null
    image.hidden = !address
    if (address && image.getAttribute("src") !== address) image.src = address
    image.alt = alt
    words.textContent = picture ? say("picture_described", { words: alt }) : say("picture_missing")
    dom.classList.toggle("veil-block", Boolean(mask))
    contentDOM.classList.toggle("is-empty", shown.content.size === 0)
  }
  change.addEventListener("click", async () => {
    const attrs = await asked(shown.attrs)
    if (attrs) editor.view.dispatch(editor.state.tr.setNodeMarkup(getPos(), null, { ...shown.attrs, ...attrs }))
    editor.commands.focus()
  })
  remove.addEventListener("click", () => {
    editor.chain().deleteRange({ from: getPos(), to: getPos() + shown.nodeSize }).focus().run()
  })
  image.addEventListener("error", () => {
    document.addEventListener("sheet:saved", () => (image.src = image.src), { once: true })
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
    stopEvent: ({ target }) => beside.contains(target),
    ignoreMutation: ({ target }) => !contentDOM.contains(target),
  }
}

/** Enter leaves the caption for a new paragraph; a figure is never split into two. */
export const figureKeys = Extension.create({
  name: "figureKeys",
  priority: 120,
  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => {
        const { $from } = editor.state.selection
        if ($from.parent.type.name !== "figure") return false
        const after = $from.after()
        return editor.chain().insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).run()
      },
    }
  },
})
