// Speaking with the server. Every answer is an object; nothing is thrown but the loss of the network.

import { page, say } from "./page.js"

const MOST_WHILE_LEAVING = 60_000 // bytes; a browser carries no more for a page that is gone
const PATIENCE = 20_000 // milliseconds; a telephone between two masts needs them

let token = document.querySelector("[name=csrfmiddlewaretoken]")?.value

/** Send the words and return the status of the answer with what it said. Raises when the network is not there. */
export async function sendWords(words, { leaving = false } = {}) {
  const body = JSON.stringify({ ...words, account: page.account })
  const keepalive = leaving && new Blob([body]).size < MOST_WHILE_LEAVING
  const send = () => post(page.addresses.save, { body, json: true, keepalive })
  const answer = await send()
  return answer.status === 403 && (await renewToken()) ? send() : answer
}

/** Send a picture with its description; return its id in `picture`, or in `refused` why it was not taken. */
export async function sendPicture(file, alt) {
  const send = () => {
    const body = new FormData()
    body.append("file", file)
    body.append("alt", alt)
    return post(page.addresses.pictures, { body, patience: 120_000 })
  }
  try {
    let answer = await send()
    if (answer.status === 403 && (await renewToken())) answer = await send()
    if (answer.status === 413) return { refused: say("picture_too_heavy") }
    return answer.picture ? answer : { refused: answer.reason ?? say("picture_not_sent") }
  } catch {
    return { refused: say("picture_not_sent") }
  }
}

/** Return the stories this reader may see whose title holds `words`. */
export async function findStories(words, signal) {
  const answer = await fetch(`${page.addresses.stories}?q=${encodeURIComponent(words)}`, { headers: asJson(), signal })
  return answer.ok ? (await answer.json()).stories : []
}

const asJson = () => ({ Accept: "application/json" })

async function post(address, { body, json = false, keepalive = false, patience = PATIENCE }) {
  const headers = { ...asJson(), "X-CSRFToken": token, ...(json && { "Content-Type": "application/json" }) }
  const answer = await fetch(address, {
    method: "POST",
    body,
    headers,
    keepalive,
    redirect: "manual",
    signal: AbortSignal.timeout(patience),
  })
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json")
  return { status: answer.type === "opaqueredirect" ? 403 : answer.status, ...(isJson && (await answer.json())) }
}

/** Ask for a new token after signing in again elsewhere; say whether there is one. */
async function renewToken() {
  const answer = await fetch(page.addresses.save, { headers: asJson(), redirect: "manual" })
  if (!answer.ok) return false
  token = (await answer.json()).token
  return true
}
