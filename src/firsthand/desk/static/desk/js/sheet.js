// The sheet: the editor itself, with what its keys do.

import { Dropcursor, Editor, Gapcursor, UndoRedo } from "django-prose-editor/editor"

import { decisionKeys, decisionViews } from "./decision.js"
import { figureKeys, figureView } from "./figure.js"
import { inputRules, keys } from "./keys.js"
import { openings } from "./openings.js"
import { extensionsOf, structureOf } from "./schema.js"
import { veils } from "./veils.js"

const BARS = { top: 64, right: 0, bottom: 96, left: 0 } // pixels the tools and the line at the foot may cover

/** Return the one editor of the page, mounted in `element` and holding `document`. */
export function mountSheet(element, { schema, document, label, describedBy, onPaste, onWords, onSelection }) {
  return new Editor({
    element,
    content: document,
    injectCSS: false,
    enableContentCheck: true,
    enablePasteRules: false,
    schemaSpec: structureOf(schema),
    extensions: [
      ...extensionsOf(schema, { figure: figureView, ...decisionViews }),
      decisionKeys,
      figureKeys,
      keys,
      inputRules,
      veils,
      openings,
      UndoRedo,
      Gapcursor,
      Dropcursor.configure({ class: "drop-here", color: false }),
    ],
    editorProps: {
      attributes: {
        id: "sheet",
        class: "prose",
        "aria-multiline": "true",
        "aria-label": label,
        "aria-describedby": describedBy,
        lang: element.lang,
        spellcheck: "true",
      },
      scrollThreshold: BARS,
      scrollMargin: BARS,
      ...onPaste,
    },
    onUpdate: onWords,
    onTransaction: onSelection,
  })
}
