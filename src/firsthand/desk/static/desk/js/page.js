// What the server wrote into the page: addresses, the schema, the words of the story and those of the interface.

const written = document.getElementById("sheet-data")

export const page = written ? JSON.parse(written.textContent) : null

/** Return the sentence `name` in the reader's language, with its gaps filled. */
export function say(name, gaps = {}) {
  return page.words[name].replace(/%\((\w+)\)s/g, (_, gap) => gaps[gap])
}

/** Return the words that name a rung, as in "the team". */
export const rungName = (rung) => page.rungs[rung]

/** Return a new element with attributes and children; a string child is text, never markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(attribute, value === true ? "" : value)
    }
  }
  made.append(...children)
  return made
}
