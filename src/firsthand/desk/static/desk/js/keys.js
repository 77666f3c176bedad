// What the keys do on the sheet, and what a few characters at the start of a line turn it into.

import { Extension, textblockTypeInputRule, wrappingInputRule } from "django-prose-editor/editor"

import { acts } from "./acts.js"

const SHORTCUTS = {
  "Mod-b": "bold",
  "Mod-i": "italic",
  "Mod-k": "link",
  "Mod-Alt-m": "veil",
  "Mod-Alt-0": "paragraph",
  "Mod-Alt-2": "heading",
  "Mod-Alt-3": "smallHeading",
  "Mod-Shift-7": "numberedList",
  "Mod-Shift-8": "list",
  "Mod-Shift-9": "quote",
}

export const keys = Extension.create({
  name: "keys",
  priority: 110,
  addKeyboardShortcuts() {
    const { editor } = this
    const shortcuts = Object.entries(SHORTCUTS).map(([key, act]) => [key, () => acts[act].run(editor) !== false])
    return {
      ...Object.fromEntries(shortcuts),
      "Shift-Enter": () => editor.commands.insertContent({ type: "hardBreak" }),
      Enter: () => editor.commands.splitListItem("listItem"),
      Tab: () => editor.commands.sinkListItem("listItem"),
      "Shift-Tab": () => editor.commands.liftListItem("listItem"),
      Backspace: () => leavesList(editor),
      Escape: () => toTheTools(),
      "Alt-F10": () => toTheTools(),
    }
  },
})

/** At the start of an item, Backspace takes the item out of its list. */
function leavesList(editor) {
  const { $from, empty } = editor.state.selection
  const isAtStart = empty && $from.parentOffset === 0 && $from.depth > 1 && $from.index(-1) === 0
  return isAtStart && $from.node(-1).type.name === "listItem" && editor.commands.liftListItem("listItem")
}

function toTheTools() {
  const tool = document.querySelector('[role="toolbar"] button[tabindex="0"]')
  tool?.focus()
  return Boolean(tool)
}

export const inputRules = Extension.create({
  name: "beginnings",
  addInputRules() {
    const { nodes } = this.editor.schema
    return [
      textblockTypeInputRule({ find: /^##\s$/, type: nodes.heading, getAttributes: { level: 2 } }),
      textblockTypeInputRule({ find: /^###\s$/, type: nodes.heading, getAttributes: { level: 3 } }),
      textblockTypeInputRule({ find: /^```\s$/, type: nodes.codeBlock }),
      wrappingInputRule({ find: /^[-*•]\s$/, type: nodes.bulletList }),
      wrappingInputRule({
        find: /^(\d{1,4})[.)]\s$/,
        type: nodes.orderedList,
        getAttributes: ([, number]) => ({ start: Number(number) }),
        joinPredicate: (match, list) => list.childCount + list.attrs.start === Number(match[1]),
      }),
      wrappingInputRule({ find: /^>\s$/, type: nodes.blockquote }),
    ]
  },
})
