"""What the journeys of the writing page share: opening a sheet and knowing what it holds."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Locator, Page

from firsthand.stories.models import Story

READY = "html[data-sheet=ready]"


class Sheet:
    """A sheet in a window, as somebody with a keyboard or a thumb meets it."""

    def __init__(self, page: Page, story: Story | None = None) -> None:
        self.page, self.story = page, story

    def open(self, language: str = "it") -> Sheet:
        assert self.story is not None
        self.page.goto(address(self.story, "write", language))
        return self.wait()

    def wait(self) -> Sheet:
        self.page.wait_for_selector(READY)
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

    def saved(self) -> dict[str, Any]:
        """Wait until the words are at the server and return the document it holds."""
        self.wait_for_state("saved")
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
