"""What the journeys of the writing page share: opening a sheet and knowing what it holds."""

from __future__ import annotations

import json
from typing import Any

from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Locator, Page

from firsthand.stories.models import Story

READY = "html[data-sheet=ready]"
DRAFTS = """() => new Promise((answer, fail) => {
  const opening = indexedDB.open("firsthand", 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore("drafts")
  opening.onerror = () => fail(opening.error)
  opening.onsuccess = () => {
    const asking = opening.result.transaction("drafts").objectStore("drafts").getAll()
    asking.onsuccess = () => { opening.result.close(); answer(asking.result) }
    asking.onerror = () => fail(asking.error)
  }
})"""


class Sheet:
    """A sheet in a window, as somebody with a keyboard or a thumb meets it."""

    def __init__(self, page: Page, story: Story | None = None) -> None:
        self.page, self.story = page, story

    def open(self, language: str = "it") -> Sheet:
        assert self.story is not None
        self.page.goto(address(self.story, "write", language))
        return self.wait()

    def wait(self) -> Sheet:
        self.page.wait_for_selector(READY, state="attached")
        return self

    @property
    def text(self) -> Locator:
        return self.page.locator("#sheet")

    @property
    def title(self) -> Locator:
        return self.page.locator("#title")

    def document(self) -> dict[str, Any]:
        """Return the document as the editor holds it."""
        return self.page.evaluate("document.querySelector('#sheet').editor.getJSON()")

    def type_at_end(self, words: str) -> None:
        self.text.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(words)

    def act(self, name: str) -> None:
        """Press the tool that does ``name``, through its list where it stands in one."""
        tool = self.page.locator(f"[data-act={name}]")
        menu = self.page.locator(f"[popover]:has([data-act={name}])")
        if menu.count():
            self.page.locator(f"[popovertarget={menu.get_attribute('id')}]").click()
        tool.click()

    def wait_for_state(self, *states: str) -> None:
        self.page.wait_for_selector(",".join(f"#sheet-state[data-state={state}]" for state in states))

    def kept_on_device(self) -> list[Any]:
        """Return the drafts this browser keeps."""
        return self.page.evaluate(DRAFTS)

    def wait_until_kept(self, *words: str) -> None:
        """Wait until the device keeps each of ``words``."""
        self.wait_for_drafts(
            f"(kept) => {json.dumps(words)}.every((each) => JSON.stringify(kept).includes(each))"
        )

    def wait_until_none_kept(self) -> None:
        """Wait until the device keeps nothing."""
        self.wait_for_drafts("(kept) => kept.length === 0")

    def wait_for_drafts(self, condition: str) -> None:
        self.page.evaluate(
            f"""async () => {{
              const until = Date.now() + 10_000
              while (!({condition})(await ({DRAFTS})())) {{
                if (Date.now() > until) throw new Error("the device does not keep what it should")
                await new Promise(requestAnimationFrame)
              }}
            }}"""
        )

    def saved(self) -> dict[str, Any]:
        """Wait until all words are at the server and return the document it holds."""
        self.page.wait_for_selector("html[data-words=saved]", state="attached")
        assert self.story is not None
        return self.story.working_copy.document

    def paste(self, html: str = "", text: str = "") -> None:
        """Paste as the clipboard of another program would have it."""
        self.page.evaluate(
            """([html, text]) => {
              const data = new DataTransfer()
              if (html) data.setData("text/html", html)
              data.setData("text/plain", text)
              document.querySelector("#sheet").dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
            }""",
            [html, text],
        )


def address(story: Story, name: str, language: str = "it") -> str:
    with translation.override(language):
        return reverse(name, args=[story.public_id])
