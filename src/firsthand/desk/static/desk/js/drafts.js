// Words that have not reached the server yet, kept on this device: one draft for each account and story.

const DATABASE = "firsthand"
const STORE = "drafts"

let opened = null

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  return opened
}

async function inStore(mode, act) {
  const store = (await database()).transaction(STORE, mode, { durability: "relaxed" }).objectStore(STORE)
  const request = act(store)
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** The draft of one account on one story. Where the device keeps nothing, it is always empty and says so. */
export class Draft {
  #key
  #waiting = null
  #writing = Promise.resolve()

  constructor({ account, story }) {
    this.#key = `${account}/${story}`
  }

  /** Keep `draft` in place of what was kept before. Says whether it is on the device. */
  keep(draft) {
    const isAlone = this.#waiting === null
    this.#waiting = draft
    if (isAlone) this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  async #write() {
    const draft = this.#waiting
    this.#waiting = null
    return this.#tried(inStore("readwrite", (store) => store.put(draft, this.#key)))
  }

  /** Return what is kept, or null. */
  async find() {
    try {
      return (await inStore("readonly", (store) => store.get(this.#key))) ?? null
    } catch {
      return null
    }
  }

  /** Forget what is kept, after everything asked before. */
  forget() {
    this.#writing = this.#writing.then(() => this.#tried(inStore("readwrite", (store) => store.delete(this.#key))))
    return this.#writing
  }

  #tried(done) {
    return done.then(
      () => true,
      () => false,
    )
  }
}

/** Forget every draft on this device: whoever signs out leaves nothing behind. */
export const forgetAll = () => inStore("readwrite", (store) => store.clear()).catch(() => null)
