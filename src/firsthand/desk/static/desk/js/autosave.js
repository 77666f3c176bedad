// Keeping the words: on this device at every change, at the server soon after. Nothing is dropped on the way: until the
// server has said that it holds them, they stay on the device.

import { sendWords } from "./server.js"

const WAIT = 1_500 // milliseconds without a key before the words are sent
const ON_DEVICE_WITHIN = 20 // milliseconds
const TRY_AGAIN_AFTER = [2_000, 5_000, 15_000, 30_000] // milliseconds; the last one again and again
const TOO_LONG = 4 * 60_000 // milliseconds of trouble after which one is told to copy the text

export class Autosave {
  #edition = 0
  #savedEdition = 0
  #onItsWay = null
  #stopped = false
  #hasEnded = false
  #timer = null
  #keepTimer = null
  #isKept = true
  #faults = 0
  #troubleSince = null
  #unanswered = null
  #extra = {}
  #hints = []

  /**
   * `read` returns the words as they stand, `same` compares two of them, `tell` shows a state by its name, `onConflict`
   * is given what the server holds when somebody else saved meanwhile, `onChanged` and `onSaved` are told of both.
   */
  constructor({ version, draft, read, same, tell, onConflict, onChanged, onSaved }) {
    Object.assign(this, { version, draft, read, same, tell, onConflict, onChanged, onSaved })
    addEventListener("online", () => this.#tryNow())
    addEventListener("focus", () => this.#tryNow())
    addEventListener("pagehide", () => this.#leave())
    addEventListener("beforeunload", (event) => !this.isClean && !this.#isKept && event.preventDefault())
    document.addEventListener("visibilitychange", () => document.hidden && this.#leave())
  }

  get isClean() {
    return this.#edition === this.#savedEdition
  }

  /** Note that the words changed. */
  changed() {
    this.#edition += 1
    this.onChanged()
    this.#keepTimer ??= setTimeout(() => this.#keep(), ON_DEVICE_WITHIN)
    if (!this.#stopped) this.#later(WAIT)
  }

  /** Note how words came, so that the server may write it beside them. */
  hint(hint) {
    this.#hints.push(hint)
  }

  /** Wait for a decision: keep the words on the device, send nothing. */
  stop() {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  /** Keep and send nothing any more, whatever happens on the page. */
  end() {
    this.stop()
    clearTimeout(this.#keepTimer)
    this.#hasEnded = true
  }

  /** Go on from `version`; `extra` travels with the next words. */
  goOn(version, extra = {}) {
    this.version = version
    this.#extra = extra
    this.#stopped = false
    this.#edition += 1
    this.#keep()
    return this.save()
  }

  /** Send the words, unless they are there already, on their way, or waiting for a decision. */
  save({ leaving = false } = {}) {
    clearTimeout(this.#timer)
    if (this.isClean || this.#stopped) return Promise.resolve()
    this.#onItsWay ??= this.#send({ leaving }).finally(() => (this.#onItsWay = null))
    return this.#onItsWay
  }

  /** Send all that is not there yet; say whether the server holds it. */
  async finish() {
    if (this.#onItsWay) await this.#onItsWay
    await this.save()
    return this.isClean
  }

  async #send({ leaving }) {
    const edition = this.#edition
    const words = this.read()
    const hints = this.#hints.splice(0)
    this.tell("saving")
    let answer
    try {
      answer = await sendWords({ ...words, ...this.#extra, hints, base: this.version }, { leaving })
    } catch {
      answer = { status: 0 }
    }
    if (answer.status !== 200) this.#hints.unshift(...hints)
    this.#after(answer, { edition, words })
  }

  #after(answer, { edition, words }) {
    if (answer.status === 200) return this.#isSaved(answer, edition)
    if (answer.status === 409) return this.#hasMoved(answer.theirs)
    if (answer.status === 422 || answer.status === 413) {
      if (edition !== this.#edition) this.#later(WAIT)
      return this.#trouble("refused", { reason: answer.reason ?? "" })
    }
    if (answer.status === 403) return this.#trouble("signed_out")
    if (answer.status === 404) {
      this.stop()
      return this.tell("gone")
    }
    this.#unanswered = words
    this.#troubleSince ??= Date.now()
    const isLong = Date.now() - this.#troubleSince > TOO_LONG
    this.#trouble(isLong ? "troubled" : answer.status === 0 ? "offline" : "trouble")
    this.#later(TRY_AGAIN_AFTER[Math.min(this.#faults, TRY_AGAIN_AFTER.length - 1)])
    this.#faults += 1
    return undefined
  }

  /** Say what is wrong; where the device keeps nothing either, say that instead. */
  #trouble(state, gaps) {
    this.tell(this.#isKept ? state : "unkept", gaps)
  }

  #isSaved({ version, saved_at: time }, edition) {
    this.version = version
    this.#savedEdition = edition
    this.#extra = {}
    this.#faults = 0
    this.#troubleSince = this.#unanswered = null
    if (!this.isClean) return this.#later(WAIT)
    this.onSaved()
    clearTimeout(this.#keepTimer)
    this.#keepTimer = null
    this.draft.forget()
    return this.tell("saved", { time })
  }

  /** Somebody else saved; or it was us, and the answer was lost on its way. */
  #hasMoved(theirs) {
    const isOurs = [this.#unanswered, this.read()].some((words) => words && this.same(theirs, words))
    if (isOurs) {
      this.#unanswered = null
      this.version = theirs.version
      return this.#later(0)
    }
    this.stop()
    this.tell("conflict")
    return this.onConflict(theirs)
  }

  #later(wait) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.save(), wait)
  }

  #tryNow() {
    if (!this.isClean && !this.#stopped) this.#later(0)
  }

  async #keep() {
    clearTimeout(this.#keepTimer)
    this.#keepTimer = null
    if (this.#hasEnded) return
    this.#isKept = await this.draft.keep({ base: this.version, words: this.read(), at: Date.now() })
  }

  #leave() {
    if (this.isClean) return
    this.#keep()
    this.save({ leaving: true })
  }
}
