// Lists as Word writes them: paragraphs that look like items, each with its level and a bullet drawn as text.

const ITEM = "[data-level]"
const DRAWN = /^\[if !supportLists\]/
const END = /^\[endif\]/

/** Return the pasted HTML with Word's paragraphs that look like lists turned into lists. */
export function listsOfWord(html) {
  if (!html.includes("data-level=")) return html
  const { body } = new DOMParser().parseFromString(html, "text/html")
  for (const first of body.querySelectorAll(ITEM)) {
    if (first.matches(ITEM) && !first.previousElementSibling?.matches(ITEM)) nest(first)
  }
  return body.innerHTML
}

/** Turn `first` and the items that follow it into one list, deeper ones inside the item before them. */
function nest(first) {
  const items = [first]
  while (items.at(-1).nextElementSibling?.matches(ITEM)) items.push(items.at(-1).nextElementSibling)
  const place = document.createComment("")
  first.before(place)
  const open = []
  for (const item of items) {
    const level = Number(item.dataset.level)
    const isNumbered = /^\(?(\d+|[a-z]|[ivxlc]+)[.)]/i.test(takeBullet(item))
    while (open.length && open.at(-1).level > level) open.pop()
    if (open.at(-1)?.level !== level) {
      const list = document.createElement(isNumbered ? "ol" : "ul")
      if (open.length) open.at(-1).list.lastElementChild.append(list)
      else place.before(list)
      open.push({ level, list })
    }
    const entry = document.createElement("li")
    open.at(-1).list.append(entry)
    item.removeAttribute("data-level")
    entry.append(item)
  }
  place.remove()
}

/** Take the bullet or number that is drawn before the words of `item`, and return it. */
function takeBullet(item) {
  const walker = document.createTreeWalker(item, NodeFilter.SHOW_COMMENT)
  let begins = null
  while (walker.nextNode()) {
    if (DRAWN.test(walker.currentNode.data)) begins = walker.currentNode
    else if (begins && END.test(walker.currentNode.data)) {
      const range = document.createRange()
      range.setStartBefore(begins)
      range.setEndAfter(walker.currentNode)
      const bullet = range.toString().trim()
      range.deleteContents()
      return bullet
    }
  }
  return ""
}
