// Signing out: the words that are kept on this device go before the account does.

import { forgetAll } from "./drafts.js"

for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener(
    "submit",
    async (event) => {
      event.preventDefault()
      await forgetAll()
      form.submit()
    },
    { once: true },
  )
}
