// Two texts of one story: both are shown, and both can stay.

import { pm } from "django-prose-editor/editor"

import { element, say } from "./page.js"

const { DOMSerializer } = pm.model

/**
 * Show `mine` and `theirs` where they differ and return what was chosen: the words to go on with and those that are
 * kept beneath them in the list of versions, if any.
 */
export function choose({ mine, theirs, schema, mineName, theirsName }) {
  const region = document.getElementById("conflict")
  const { mineOnly, theirsOnly } = difference(mine, theirs)
  const drawn = (words, other, blocks) => {
    const box = element("div", { class: "conflict__words" })
    if (words.title !== other.title) box.append(element("p", { class: "conflict__title" }, words.title || say("no_title")))
    if (words.after_reading !== other.after_reading) box.append(element("p", { class: "quieter" }, words.after_reading || "…"))
    box.append(drawBlocks(schema, blocks))
    return box
  }
  region.querySelector("[data-mine-name]").textContent = mineName
  region.querySelector("[data-theirs-name]").textContent = theirsName
  region.querySelector("[data-mine]").replaceChildren(drawn(mine, theirs, mineOnly))
  region.querySelector("[data-theirs]").replaceChildren(drawn(theirs, mine, theirsOnly))
  region.hidden = false
  region.querySelector("h2").focus()
  region.scrollIntoView({ block: "start" })

  return new Promise((resolve) => {
    const outcomes = {
      mine: () => ({ words: mine, extra: { apart: true } }),
      theirs: () => ({ words: theirs, extra: { apart: true, beside: mine } }),
      both: () => ({ words: bothOf(mine, theirs), extra: { apart: true } }),
    }
    for (const [choice, outcome] of Object.entries(outcomes)) {
      region.querySelector(`[data-keep=${choice}]`).onclick = () => {
        region.hidden = true
        resolve(outcome())
      }
    }
  })
}

/** Return the blocks in which two texts differ, without those they share at their beginning and end. */
export function difference(mine, theirs) {
  const mineAll = mine.document.content
  const theirsAll = theirs.document.content
  const equal = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
  const most = Math.min(mineAll.length, theirsAll.length)
  let head = 0
  while (head < most && equal(mineAll[head], theirsAll[head])) head += 1
  let tail = 0
  while (tail < most - head && equal(mineAll.at(-1 - tail), theirsAll.at(-1 - tail))) tail += 1
  return {
    before: mineAll.slice(0, head),
    mineOnly: mineAll.slice(head, mineAll.length - tail),
    theirsOnly: theirsAll.slice(head, theirsAll.length - tail),
    after: mineAll.slice(mineAll.length - tail),
  }
}

/** Return one text with both: what they share once, and where they differ theirs first and mine beneath it. */
export function bothOf(mine, theirs) {
  const { before, mineOnly, theirsOnly, after } = difference(mine, theirs)
  const lines = [
    theirs.title !== mine.title && theirs.title,
    theirs.after_reading !== mine.after_reading && mine.after_reading && theirs.after_reading,
  ]
  const leftOver = lines.filter(Boolean).map((text) => ({ type: "paragraph", content: [{ type: "text", text }] }))
  return {
    title: mine.title || theirs.title,
    after_reading: mine.after_reading || theirs.after_reading,
    document: { type: "doc", content: [...before, ...leftOver, ...theirsOnly, ...mineOnly, ...after] },
  }
}

function drawBlocks(schema, blocks) {
  const box = element("div", { class: "prose" })
  for (const block of blocks) box.append(toElement(schema, block))
  return box
}

function toElement(schema, block) {
  return DOMSerializer.fromSchema(schema).serializeNode(schema.nodeFromJSON(block))
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== "object") return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  )
}

/** Say whether all of `mine` stands in `theirs`, in one piece or around one stretch that was added: then none of it is lost. */
export function standsIn(mine, theirs, schema) {
  const [a, b] = [mine, theirs].map(({ document }) => schema.nodeFromJSON(document).content)
  const start = a.findDiffStart(b)
  return (
    (start === null || a.findDiffEnd(b).a <= start) &&
    lineStandsIn(inOneLine(mine.title), inOneLine(theirs.title)) &&
    lineStandsIn(inOneLine(mine.after_reading), inOneLine(theirs.after_reading))
  )
}

function lineStandsIn(mine, theirs) {
  let head = 0
  while (head < mine.length && mine[head] === theirs[head]) head += 1
  return mine.length <= theirs.length && theirs.endsWith(mine.slice(head))
}

/** Return a line as the server keeps it: with single spaces and none around it. */
export const inOneLine = (text) => text.trim().split(/\s+/).join(" ")
