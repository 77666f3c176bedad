// The line that says where the words are right now, and who can see them.

import { page, say } from "./page.js"

const COPY_BY_HAND = ["troubled", "unkept", "gone", "refused", "going"]
const place = document.getElementById("sheet-state")

/** Show the state `name`: what is so in one line, what it means in another. */
export function showState(name, gaps = {}) {
  const head = document.createElement("b")
  head.textContent = say(`state_${name}`, gaps)
  const more = page.words[`state_${name}_more`] ? say(`state_${name}_more`, gaps) : ""
  place.replaceChildren(head, more)
  place.dataset.state = name
  document.getElementById("copy-all").hidden = !COPY_BY_HAND.includes(name)
  document.getElementById("sign-in-again").hidden = name !== "signed_out"
}

document.getElementById("copy-all").addEventListener("click", async ({ target }) => {
  const text = [document.getElementById("title").value, document.getElementById("sheet").innerText].join("\n\n")
  await navigator.clipboard.writeText(text)
  target.textContent = say("copied")
})
