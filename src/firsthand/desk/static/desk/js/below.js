// Where something new stands on the sheet: below the block the cursor is in, with room to go on writing beneath it.

/** Put `node` below the outermost block of the selection, or in its place when it is an empty paragraph; the cursor
 * goes `inside` positions into it. */
export function putBelow(editor, node, inside = 1) {
  const { $to } = editor.state.selection
  const block = $to.depth ? $to.node(1) : null
  const isEmpty = block?.type.name === "paragraph" && !block.content.size && !block.attrs.mask
  const from = isEmpty ? $to.before(1) : $to.depth ? $to.after(1) : $to.pos
  const to = isEmpty ? $to.after(1) : from
  const isLast = to === editor.state.doc.content.size
  const below = isLast ? [node, { type: "paragraph" }] : [node]
  return editor.chain().insertContentAt({ from, to }, below).setTextSelection(from + inside).focus().run()
}
