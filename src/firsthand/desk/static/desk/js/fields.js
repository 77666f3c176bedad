// The title and the line "after reading it": fields that grow with their words, and say how many letters are left.

import { say } from "./page.js"

for (const field of document.querySelectorAll("textarea[data-grows]")) {
  const grow = () => {
    if (CSS.supports("field-sizing", "content")) return
    field.style.height = "auto"
    field.style.height = `${field.scrollHeight}px`
  }
  for (const name of ["input", "filled"]) field.addEventListener(name, grow)
  grow()
}

const line = document.getElementById("after-reading")
const left = document.getElementById("after-reading-left")

function count() {
  const letters = line.maxLength - line.value.length
  left.textContent = say(letters === 1 ? "one_letter_left" : "letters_left", { letters })
}
for (const name of ["input", "filled"]) line.addEventListener(name, count)
count()
