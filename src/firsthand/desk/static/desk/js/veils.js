// Keeping veils whole while the words around them change. A veil is lifted by its own act and by nothing else: joining
// two paragraphs, changing a heading into a list or carrying words elsewhere leaves them veiled as far as they were.

import { Extension, pm } from "django-prose-editor/editor"

const { Plugin } = pm.state
const { Fragment, Slice } = pm.model

/** The note a transaction carries when it lifts or widens a veil on purpose. */
export const LIFTS = "lifts a veil"

const SILENCE = "…" // what is read where a veiled block that said nothing becomes a part of another one

export const veils = Extension.create({
  name: "veils",
  addProseMirrorPlugins() {
    return [new Plugin({ appendTransaction: keepVeiled, props: { transformCopied: carriedVeiled } })]
  },
})

function keepVeiled(transactions, before, after) {
  if (!transactions.some((tr) => tr.docChanged) || transactions.some(pm.history.isHistoryTransaction)) return null
  const { tr } = after
  if (!transactions.some((transaction) => transaction.getMeta(LIFTS))) {
    const moved = (at, side) => transactions.reduce((where, { mapping }) => mapping.map(where, side), at)
    for (const veil of veilsOf(before.doc)) {
      const from = moved(veil.from, 1)
      const to = moved(veil.to, -1)
      if (from < to || veil.holdsPicture) veilAgain(tr, from, Math.max(from, to), veil)
    }
  }
  takeInnerVeilsIn(tr)
  return tr.docChanged ? tr : null
}

/** Return every veil of `doc`: the stretch it covers, how far it lets the words go and what it says. */
function veilsOf(doc) {
  const found = []
  doc.descendants((node, at) => {
    if (node.attrs.mask) {
      found.push({
        ...node.attrs.mask,
        isBlock: true,
        holdsPicture: node.type.name === "figure",
        from: at + 1,
        to: at + node.nodeSize - 1,
      })
      return false
    }
    const mark = maskOf(node)
    if (mark) found.push({ ...mark.attrs, isBlock: false, from: at, to: at + node.nodeSize })
    return true
  })
  return found
}

/** Return the mask on a piece of text, if there is one. */
export const maskOf = (node) => node.marks.find((mark) => mark.type.name === "mask")

function veilAgain(tr, from, to, veil) {
  tr.doc.nodesBetween(from, to, (node, at) => {
    if (node.attrs.mask && node.attrs.mask.up_to <= veil.up_to) return false
    if (!node.isTextblock) return true
    const start = Math.max(from, at + 1)
    const end = Math.min(to, at + 1 + node.content.size)
    const bare = []
    node.forEach((child, offset) => {
      const first = Math.max(start, at + 1 + offset)
      const last = Math.min(end, at + 1 + offset + child.nodeSize)
      const mark = maskOf(child)
      if (first < last && !(mark && mark.attrs.up_to <= veil.up_to)) bare.push([first, last])
    })
    const isWhole = veil.isBlock && start === at + 1 && end === at + 1 + node.content.size
    const isBarePicture = node.type.name === "figure" && veil.holdsPicture
    if (!bare.length && !isBarePicture) return false
    if ("mask" in node.attrs && (isWhole || !node.type.allowsMarkType(maskType(tr.doc)))) {
      tr.setNodeMarkup(at, null, { ...node.attrs, mask: { up_to: veil.up_to, say: veil.say } })
    } else {
      for (const [first, last] of bare) tr.addMark(first, last, markFor(tr.doc, veil))
    }
    return false
  })
}

/** Where a veiled block holds veils, leave one: the block's, letting no word go further than it might before. */
function takeInnerVeilsIn(tr) {
  tr.doc.descendants((node, at) => {
    if (!node.attrs.mask) return true
    const inner = veilsOf(node)
    if (!inner.length) return false
    const up_to = Math.min(node.attrs.mask.up_to, ...inner.map((veil) => veil.up_to))
    clearInside(tr, node, at)
    tr.setNodeMarkup(at, null, { ...node.attrs, mask: { ...node.attrs.mask, up_to } })
    return false
  })
}

function clearInside(tr, block, at) {
  tr.removeMark(at + 1, at + block.nodeSize - 1, maskType(tr.doc))
  block.descendants((node, offset) => {
    if (node.attrs.mask) tr.setNodeMarkup(at + 1 + offset, null, { ...node.attrs, mask: null })
  })
}

/** Return the slice with the veil of each block it opens laid upon the words themselves. */
function carriedVeiled(slice) {
  const { content, openStart, openEnd } = slice
  return new Slice(opened(content, openStart, openEnd), openStart, openEnd)
}

function opened(fragment, openStart, openEnd) {
  return Fragment.from(
    fragment.content.map((node, index) => {
      const start = index === 0 ? openStart : 0
      const end = index === fragment.childCount - 1 ? openEnd : 0
      if (!start && !end) return node
      if (node.attrs.mask) return veiledWords(unveiled(node), node.attrs.mask)
      return node.copy(opened(node.content, start - 1, end - 1))
    }),
  )
}

const unveiled = (node) => node.type.create({ ...node.attrs, mask: null }, node.content, node.marks)

function veiledWords(node, mask) {
  if (!node.isTextblock) return node.copy(mapped(node.content, (child) => veiledWords(child, mask)))
  if (node.type.name === "figure" || !node.type.allowsMarkType(maskType(node))) {
    return node.type.create({ ...node.attrs, mask }, node.content, node.marks)
  }
  return node.copy(mapped(node.content, (child) => child.mark(markFor(node, mask).addToSet(child.marks))))
}

const mapped = (fragment, change) => Fragment.from(fragment.content.map(change))
const maskType = (node) => node.type.schema.marks.mask
const markFor = (node, { up_to, say }) => maskType(node).create({ up_to, say: say || SILENCE })
