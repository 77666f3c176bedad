// The editor's side of the one schema: stories/schema.json says what may stand where, shapes.js how it is drawn.

import { Mark, Node } from "django-prose-editor/editor"

import { markShapes, nodeShapes } from "./shapes.js"

/** Return a Tiptap extension for each node and mark of `schema`; `views` maps node names to node views. */
export function extensionsOf(schema, views = {}) {
  return [
    ...Object.keys(schema.nodes).map((name) => node(name, nodeShapes[name], views[name])),
    ...Object.keys(schema.marks).map((name) => mark(name, markShapes[name])),
  ]
}

/** Return the structure Tiptap shall build from: `schema` without what only the server asks of it. */
export const structureOf = ({ nodes, marks }) => ({ nodes, marks })

function node(name, shape, view) {
  return Node.create({
    name,
    topNode: name === "doc",
    ...(shape.group && { group: shape.group }),
    ...(shape.attributes && { addAttributes: () => shape.attributes }),
    ...(shape.parse && { parseHTML: () => shape.parse }),
    ...(shape.draw && { renderHTML: ({ node: drawn, HTMLAttributes }) => shape.draw(HTMLAttributes, drawn) }),
    ...(view && { addNodeView: () => view }),
  })
}

function mark(name, shape) {
  return Mark.create({
    name,
    ...(shape.attributes && { addAttributes: () => shape.attributes }),
    parseHTML: () => shape.parse,
    renderHTML: ({ HTMLAttributes }) => [shape.tag, { ...shape.extra, ...HTMLAttributes }, 0],
  })
}
