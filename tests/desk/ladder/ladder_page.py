"""What an author does on the ladder page, for tests: pressing its buttons with what was seen."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from cast import client_of, doc
from firsthand.people.models import User
from firsthand.stories.models import Story
from firsthand.stories.writing import Version, save_working_copy


def sheet(story: Story, **more: Any) -> dict[str, Any]:
    """Return what a form of the page sends that was drawn now."""
    story = Story.objects.get(pk=story.pk)
    newest = story.working_copy
    return {"acts": story.acts, "number": newest.number, "saves": newest.saves, **more}


def press(
    by: User, story: Story, *, to: int, act: str = "open", follow: bool = False, **more: Any
) -> HttpResponse:
    """Press a button of the page as it stands now."""
    address = reverse("ladder", args=[story.public_id])
    return client_of(by).post(address, sheet(story, to=int(to), act=act, **more), follow=follow)


def ladder_of(by: User, story: Story) -> str:
    """Return the page."""
    answer = client_of(by).get(reverse("ladder", args=[story.public_id]))
    assert answer.status_code == 200
    return answer.content.decode()


def again(story: Story, *, words: str, by: User) -> None:
    """Write other words on the sheet."""
    save_working_copy(
        story,
        by=by,
        at=timezone.now(),
        base=Version.of(story.working_copy),
        title=story.title,
        document=doc(words),
        after_reading="",
    )
