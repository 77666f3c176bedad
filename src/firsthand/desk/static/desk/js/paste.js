// What comes from elsewhere: its words and their order come in, its dress stays outside.

import { page, say } from "./page.js"

const TAG = /<[a-z][^>]*>/gi
const STYLE = /\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi

/** Return the editor's props for pasting; `onHint` is told which words came so, `tell` that something stayed outside. */
export function pasting({ onHint, tell }) {
  return {
    transformPastedHTML: (html) => {
      if (/<(img|picture|video|iframe|object|svg)\b/i.test(html) && !html.includes("data-pm-slice")) tell(say("pasted_picture"))
      return html.replace(TAG, (tag) => tag.replace(STYLE, withoutDress))
    },
    transformPasted: (slice) => ownPicturesOnly(slice),
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

/** Return what of a style is meaning: weight and slant. A style itself never comes in, nor may it by the page's policy. */
function withoutDress(written) {
  const kept = []
  if (/font-weight\s*:\s*(normal|[1-4]00)/i.test(written)) kept.push(" data-plain")
  if (/font-weight\s*:\s*(bold|[6-9]00)/i.test(written)) kept.push(" data-bold")
  if (/font-style\s*:\s*italic/i.test(written)) kept.push(" data-italic")
  return kept.join("")
}

/** A picture of another story stays with that story: here its place is kept, with its description. */
function ownPicturesOnly(slice) {
  const json = slice.toJSON()
  if (!json) return slice
  const isForeign = (node) => node.type === "figure" && node.attrs.picture && !page.pictures.includes(node.attrs.picture)
  const clean = (node) => ({
    ...node,
    ...(isForeign(node) && { attrs: { ...node.attrs, picture: null } }),
    ...(node.content && { content: node.content.map(clean) }),
  })
  const { schema } = slice.content.firstChild.type
  return slice.constructor.fromJSON(schema, { ...json, content: json.content.map(clean) })
}
