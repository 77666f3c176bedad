// The small windows in which one answers before something stands on the sheet.

/** Open `dialog` and return the button it was left with and its fields; null when it was left for nothing. */
export function ask(dialog) {
  return new Promise((answer) => {
    dialog.returnValue = ""
    dialog.addEventListener(
      "close",
      () => answer(dialog.returnValue ? { choice: dialog.returnValue, fields: fieldsOf(dialog) } : null),
      { once: true },
    )
    dialog.showModal()
  })
}

/** Return the fields of the form in `dialog` by their names, without the spaces around them. */
export function fieldsOf(dialog) {
  const fields = {}
  for (const [name, value] of new FormData(dialog.querySelector("form"))) {
    fields[name] = typeof value === "string" ? value.trim() : value
  }
  return fields
}

/** Say `sentence` in the dialog's own place for refusals; an empty one takes the last one away. */
export function refuse(dialog, sentence) {
  const place = dialog.querySelector("[data-refusal]")
  place.textContent = sentence
  place.hidden = !sentence
}
