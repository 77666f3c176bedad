// How each node and mark of the schema stands in the page, and how it is read back from it. What may stand where is
// not said here: that is stories/schema.json, which the server reads too.

const SAFE_ADDRESS = /^(https?:\/\/|mailto:)\S+$/i

/** Say whether `href` may stand in a story. */
export const isSafeAddress = (href) => SAFE_ADDRESS.test(href ?? "")

const ID = /^[A-Za-z0-9_-]{8,32}$/

const MOST = 1_000_000 // the highest number a list may begin with
const asNumber = (written) => (/^\d{1,7}$/.test(written ?? "") && Number(written) <= MOST ? Number(written) : null)

/** Return the veil of a block as it was written beside it; null when it is not one. */
function maskFrom(written) {
  try {
    const { up_to, say } = JSON.parse(written)
    return [0, 1, 2, 3].includes(up_to) && typeof say === "string" ? { up_to, say: say.slice(0, 200) } : null
  } catch {
    return null
  }
}

/** Return what takes at most the first `most` characters of a text. */
const TO = (most) => new RegExp(`^[^]{0,${most}}`, "u")

// An attribute: how it is written into an element and read from it. Null is read as "not given".
const attribute = (write, read) => ({ renderHTML: write, parseHTML: read })
const data = (name, key, fits = TO(2000)) =>
  attribute(
    (attrs) => (attrs[key] === null ? {} : { [name]: attrs[key] }),
    (element) => fits.exec(element.getAttribute(name) ?? "")?.[0] ?? null,
  )

const mask = attribute(
  (attrs) => (attrs.mask ? { "data-mask": JSON.stringify(attrs.mask), class: "veil-block" } : {}),
  (element) => maskFrom(element.getAttribute("data-mask")),
)
const none = attribute(
  () => ({}),
  () => null,
)
const dir = { dir: "auto" }

const leaf = (tag, attributes = {}) => ({ parse: [{ tag }], draw: (attrs) => [tag, attrs], attributes })
const block = (tag, attributes = {}) => ({ parse: [{ tag }], draw: (attrs) => [tag, attrs, 0], attributes })
const textBlock = (tag, attributes = {}) => ({
  parse: [{ tag }],
  draw: (attrs) => [tag, { ...dir, ...attrs }, 0],
  attributes,
})

export const nodeShapes = {
  doc: {},
  text: {},
  paragraph: textBlock("p", { mask }),
  heading: {
    parse: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: level > 2 ? 3 : 2 } })),
    draw: (attrs, node) => [`h${node.attrs.level}`, { ...dir, ...attrs }, 0],
    attributes: { mask, level: none },
  },
  bulletList: { ...block("ul", { mask }), group: "block list" },
  orderedList: {
    ...block("ol", {
      mask,
      start: attribute(
        (attrs) => (attrs.start === 1 ? {} : { start: attrs.start }),
        (element) => asNumber(element.getAttribute("start")),
      ),
    }),
    group: "block list",
  },
  listItem: block("li"),
  blockquote: block("blockquote", { mask }),
  codeBlock: {
    parse: [{ tag: "pre", preserveWhitespace: "full" }],
    draw: (attrs) => ["pre", attrs, ["code", 0]],
    attributes: { mask },
  },
  horizontalRule: leaf("hr"),
  figure: {
    parse: [
      {
        tag: "figure[data-alt]",
        getAttrs: (figure) => Boolean(figure.dataset.alt.trim()) && null,
        contentElement: (element) => element.querySelector("figcaption") ?? document.createElement("figcaption"),
      },
    ],
    draw: (attrs) => ["figure", attrs, ["figcaption", dir, 0]],
    attributes: { mask, picture: data("data-picture", "picture", ID), alt: data("data-alt", "alt", TO(500)) },
  },
  decision: {
    parse: [{ tag: "section[data-decision]" }],
    draw: (attrs) => ["section", { "data-decision": "", class: "decision", ...attrs }, 0],
    attributes: { mask, when: data("data-when", "when", TO(80)) },
  },
  decisionHead: {
    parse: [{ tag: "div[data-decision-head]" }],
    draw: () => ["div", { "data-decision-head": "", class: "decision__head", ...dir }, 0],
    attributes: {},
  },
  decisionRow: {
    parse: ["who", "instead", "because", "cost"].map((what) => ({ tag: `div[data-what=${what}]` })),
    draw: (attrs) => ["div", { class: "decision__row", ...dir, ...attrs }, 0],
    attributes: { what: data("data-what", "what") },
  },
  question: {
    parse: [{ tag: "p[data-question]", priority: 60 }],
    draw: (attrs) => ["p", { "data-question": "", class: "asking", ...dir, ...attrs }, 0],
    attributes: { mask },
  },
  table: {
    parse: [{ tag: "table" }],
    draw: (attrs) => ["table", attrs, ["tbody", 0]],
    attributes: { mask },
  },
  tableRow: block("tr"),
  tableCell: block("td"),
  tableHeader: block("th"),
  hardBreak: leaf("br"),
}

export const markShapes = {
  bold: {
    parse: [{ tag: "strong" }, { tag: "b:not([data-plain])" }, { tag: "[data-bold]", consuming: false }],
    tag: "strong",
  },
  italic: {
    parse: [{ tag: "em" }, { tag: "i:not([data-upright])" }, { tag: "[data-italic]", consuming: false }],
    tag: "em",
  },
  strike: { parse: [{ tag: "s" }, { tag: "del" }, { tag: "strike" }], tag: "s" },
  code: { parse: [{ tag: "code" }], tag: "code" },
  link: {
    parse: [{ tag: "a[href]", getAttrs: (a) => isSafeAddress(a.getAttribute("href")) && null }],
    tag: "a",
    attributes: { href: data("href", "href") },
  },
  storyLink: {
    parse: [{ tag: "span[data-story]", getAttrs: (span) => ID.test(span.dataset.story) && null }],
    tag: "span",
    extra: { class: "story-link" },
    attributes: { story: data("data-story", "story") },
  },
  mask: {
    parse: [
      {
        tag: "span[data-up-to][data-say]",
        getAttrs: ({ dataset }) => /^[0-3]$/.test(dataset.upTo) && Boolean(dataset.say.trim()) && null,
      },
    ],
    tag: "span",
    extra: { class: "veil" },
    attributes: {
      up_to: attribute(
        (attrs) => ({ "data-up-to": attrs.up_to }),
        (element) => asNumber(element.getAttribute("data-up-to")),
      ),
      say: data("data-say", "say", TO(200)),
    },
  },
}
