"""What a page of the sheet sends."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from firsthand.stories.models import Story


def at(name: str, story: Story) -> str:
    return reverse(name, args=[story.public_id])


def words(story: Story, **changed: Any) -> dict[str, Any]:
    """Return a save of the sheet as it stands, by whoever made the story, with what ``changed``."""
    newest = story.working_copy
    assert story.made_by is not None
    stands = {
        "account": story.made_by.public_id,
        "title": newest.title,
        "after_reading": newest.after_reading,
        "document": newest.document,
        "base": {"number": newest.number, "saves": newest.saves},
        "hints": [],
    }
    return {**stands, **changed}
