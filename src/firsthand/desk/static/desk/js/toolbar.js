// The row of tools above the sheet. Written by the server, with visible names; here they learn to act.

import { acts } from "./acts.js"

/** Let the buttons with `data-act` act on the editor and show what is on where the cursor stands. */
export function wireTools(editor) {
  const bar = document.querySelector('[role="toolbar"]')
  const buttons = [...document.querySelectorAll("[data-act]")]
  const inBar = [...bar.querySelectorAll("button")]

  for (const button of buttons) {
    button.addEventListener("mousedown", (event) => event.preventDefault()) // the cursor stays in the text
    button.addEventListener("click", () => {
      button.closest("[popover]")?.hidePopover()
      if (button.getAttribute("aria-disabled") !== "true") acts[button.dataset.act].run(editor)
    })
  }
  for (const menu of document.querySelectorAll("[popover][data-tools]")) walkMenu(menu, bar)
  rove(bar, inBar)
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("[popover]:popover-open")) editor.commands.focus()
  })

  const show = () => {
    for (const button of buttons) {
      const { isOn, isIdle } = acts[button.dataset.act]
      if (isOn) button.setAttribute(button.role === "menuitemcheckbox" ? "aria-checked" : "aria-pressed", isOn(editor))
      if (isIdle) button.setAttribute("aria-disabled", isIdle(editor))
    }
  }
  show()
  return show
}

/** One stop for the Tab key; the arrows go from tool to tool. */
function rove(bar, buttons) {
  const stand = (on) => {
    for (const button of buttons) button.tabIndex = button === on ? 0 : -1
  }
  stand(buttons[0])
  bar.addEventListener("focusin", ({ target }) => buttons.includes(target) && stand(target))
  bar.addEventListener("keydown", (event) => walk(event, buttons, ["ArrowLeft", "ArrowRight"]))
}

function walk(event, buttons, [back, on]) {
  const last = buttons.length - 1
  const here = buttons.indexOf(document.activeElement)
  const there = { [back]: here > 0 ? here - 1 : last, [on]: here < last ? here + 1 : 0, Home: 0, End: last }[event.key]
  if (there === undefined) return
  event.preventDefault()
  buttons[there].focus()
}

/** A menu opens beside its button where there is room, at the foot of the screen where there is not. */
function walkMenu(menu, bar) {
  const items = [...menu.querySelectorAll("button")]
  const opener = bar.querySelector(`[popovertarget="${menu.id}"]`)
  opener.addEventListener("mousedown", (event) => event.preventDefault())
  menu.addEventListener("toggle", ({ newState }) => {
    opener.setAttribute("aria-expanded", newState === "open")
    if (newState !== "open") return
    if (matchMedia("(pointer: coarse)").matches) document.activeElement.blur() // a keyboard on the glass would cover it
    const { left, bottom } = opener.getBoundingClientRect()
    menu.style.setProperty("--menu-left", `${Math.round(left)}px`)
    menu.style.setProperty("--menu-top", `${Math.round(bottom)}px`)
    if (bar.contains(document.activeElement)) items[0].focus()
  })
  menu.addEventListener("keydown", (event) => walk(event, items, ["ArrowUp", "ArrowDown"]))
}
