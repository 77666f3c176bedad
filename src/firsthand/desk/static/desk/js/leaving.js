// Signing out: the words that are kept on this device go before the account does.

import { forgetAll } from "./drafts.js"

let isWarned = false

for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const until = []
    document.dispatchEvent(new CustomEvent("sign-out:asked", { detail: { until } }))
    const isSaved = (await Promise.all(until)).every(Boolean)
    if (!isSaved && !isWarned) {
      isWarned = true // the page has said that its last words would be lost; pressing again is a decision
      return
    }
    document.dispatchEvent(new Event("sign-out:done"))
    await forgetAll()
    form.submit()
  })
}
