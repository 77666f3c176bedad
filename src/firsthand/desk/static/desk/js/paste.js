// What comes from elsewhere: its words and their order come in, its dress stays outside.

import { page, say } from "./page.js"
import { listsOfWord } from "./word.js"

const OWN = "data-pm-slice" // on what was copied from a sheet
const PICTURES = /<(img|picture|video|iframe|object|svg)\b/i
const DRESS = /<(style|script|svg|iframe|object|video|audio)\b[^]*?<\/\1\s*>|<(link|meta|base|img|source|embed)\b[^>]*>/gi
const TAG = /<[a-z][^>]*>/gi
const RUNS = /\son[a-z]+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi
const STYLE = /\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Return the editor's props for pasting; `onHint` is told which words came so, `tell` that something stayed outside. */
export function pasting({ onHint, tell }) {
  return {
    transformPastedHTML: (html) => {
      if (PICTURES.test(html) && !html.includes(OWN)) tell(say("pasted_picture"))
      const bare = (tag) => tag.replace(RUNS, "").replace(STYLE, withoutDress)
      return listsOfWord(html.replace(DRESS, "").replace(TAG, bare))
    },
    transformPastedText: (text) => text.replace(UNSEEN, ""),
    transformPasted: (slice, view) => cleaned(slice, { intoCode: view.state.selection.$from.parent.type.spec.code }),
    handlePaste: (view, event, slice) => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length && !slice.size) {
        tell(say("pasted_picture"))
        return true
      }
      const text = slice.content.textBetween(0, slice.content.size, "\n\n", "\n").trim()
      if (text) onHint({ text, how: "pasted" })
      return false
    },
    handleDrop: (view, event) => {
      if (!event.dataTransfer?.files.length) return false
      event.preventDefault()
      tell(say("pasted_picture"))
      return true
    },
  }
}

/** Return what of a style is meaning: weight, slant, level in a list. A style itself never comes in. */
function withoutDress(written) {
  const kept = []
  if (/(?<![-\w])font-weight\s*:\s*(normal|[1-4]00)/i.test(written)) kept.push(" data-plain")
  if (/(?<![-\w])font-weight\s*:\s*(bold|[6-9]00)/i.test(written)) kept.push(" data-bold")
  if (/(?<![-\w])font-style\s*:\s*italic/i.test(written)) kept.push(" data-italic")
  if (/(?<![-\w])font-style\s*:\s*normal/i.test(written)) kept.push(" data-upright")
  const level = /mso-list\s*:[^;"']*\blevel(\d)/i.exec(written)
  if (level) kept.push(` data-level="${level[1]}"`)
  return kept.join("")
}

/**
 * Return the slice as it may stand here: without signs that no page can show, and without pictures of another story,
 * of which only the place is kept, with its description.
 */
function cleaned(slice, { intoCode }) {
  const json = slice.toJSON()
  if (!json) return slice
  const isForeign = (node) => node.type === "figure" && node.attrs.picture && !page.pictures.includes(node.attrs.picture)
  const clean = (isCode) => (node) => {
    if (node.type === "text") return { ...node, text: shown(node.text, isCode) }
    const content = node.content?.map(clean(node.type === "codeBlock")).filter(({ text }) => text !== "")
    return { ...node, ...(isForeign(node) && { attrs: { ...node.attrs, picture: null } }), ...(content && { content }) }
  }
  const { schema } = slice.content.firstChild.type
  const content = json.content.map(clean(intoCode)).filter(({ text }) => text !== "")
  return content.length ? slice.constructor.fromJSON(schema, { ...json, content }) : slice.constructor.empty
}

function shown(text, isCode) {
  const kept = text.replace(UNSEEN, "")
  return isCode ? kept.replace(/\r\n?/g, "\n") : kept.replace(/[\t\n\r]+/g, " ")
}
