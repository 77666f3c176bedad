"""What the writing page is made of: everything its modules need to know, in one piece of data."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from firsthand.audience.rung import Rung
from firsthand.people.models import User
from firsthand.stories.document.schema import MARKS, NODES
from firsthand.stories.models import Picture, Story

from .saving import words_of
from .words import said_by_the_page


def sheet_data(request: HttpRequest, story: Story) -> dict[str, Any]:
    """Return what is written into the page for its modules. It holds the author's words and goes to nobody else."""
    assert isinstance(request.user, User)
    newest = words_of(story.working_copy, reader=request.user)
    return {
        "account": request.user.public_id,
        "story": story.public_id,
        "schema": {"nodes": NODES, "marks": MARKS},
        "words_of_story": {name: newest[name] for name in ("title", "after_reading", "document")},
        "version": newest["version"],
        "saved_at": newest["saved_at"],
        "saved_by": newest["who"],
        "pictures": list(Picture.objects.filter(story=story).values_list("public_id", flat=True)),
        "rungs": {str(rung.value): str(rung.label) for rung in Rung},
        "words": said_by_the_page(story),
        "addresses": {
            "save": reverse("save", args=[story.public_id]),
            "pictures": reverse("add-picture", args=[story.public_id]),
            "picture": reverse("picture", args=["PICTURE"]),
            "stories": reverse("find-story"),
            "desk": reverse("desk"),
            "sign_in": reverse(settings.LOGIN_URL),
        },
    }
