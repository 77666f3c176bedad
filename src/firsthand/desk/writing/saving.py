"""Saving what is being written: one address, asked by the page itself every few moments."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from firsthand.people.models import User
from firsthand.stories.document.schema import MOST_BYTES
from firsthand.stories.document.validation import BadDocument
from firsthand.stories.errors import Conflict
from firsthand.stories.models import Revision, Story
from firsthand.stories.writing import Version, save_working_copy

from ..mine import my_story
from .pictures import refuse_foreign_pictures
from .words import hour


class TooMuch(ValueError):
    """A document heavier than any that is taken."""


class NotUnderstood(ValueError):
    """What was sent is not a save: a fault of the page, or of somebody trying."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest, public_id: str) -> JsonResponse:
    """Save the words on top of the version they came from; say in words why not. A GET asks where the sheet stands."""
    if not isinstance(request.user, User):
        return signed_out()
    story = my_story(request, public_id)
    if request.method != "POST":
        return JsonResponse({"version": version_of(story.working_copy), "token": get_token(request)})
    try:
        words = sent(request)
        if words.get("account") != request.user.public_id:
            return signed_out()
        saved = saved_words(story, words, by=request.user)
    except Conflict as conflict:
        return JsonResponse({"theirs": words_of(conflict.theirs, reader=request.user)}, status=409)
    except (RequestDataTooBig, TooMuch):
        return refusal(_("There is too much on one sheet. Divide it into two stories."), status=413)
    except BadDocument as bad:
        return refusal(str(bad), status=422)
    except NotUnderstood:
        return refusal(
            _("The page sent something that cannot be read. Load it again; your words are kept here."),
            status=422,
        )
    return JsonResponse({"version": version_of(saved), "saved_at": hour(saved.saved_at)})


def saved_words(story: Story, sent: dict[str, Any], *, by: User) -> Revision:
    """Save what was sent. ``beside`` is a text that gave way to it: it is kept beneath, as a version of its own."""
    now = timezone.now()
    base, words, beside = version_in(sent), words_in(sent), sent.get("beside")
    refuse_foreign_pictures(story, words["document"])
    with transaction.atomic():
        if beside is not None:
            kept = save_working_copy(story, by=by, at=now, base=base, apart=True, **words_in(beside))
            base = Version.of(kept)
        return save_working_copy(
            story,
            by=by,
            at=now,
            base=base,
            hints=hints_in(sent),
            apart=sent.get("apart") is True,
            **words,
        )


def sent(request: HttpRequest) -> dict[str, Any]:
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        raise NotUnderstood from None
    if not isinstance(data, dict):
        raise NotUnderstood
    return data


def version_in(sent: dict[str, Any]) -> Version:
    base = sent.get("base")
    if not isinstance(base, dict) or not all(type(base.get(name)) is int for name in ("number", "saves")):
        raise NotUnderstood
    return Version(base["number"], base["saves"])


def words_in(sent: Any) -> dict[str, Any]:
    if not isinstance(sent, dict):
        raise NotUnderstood
    title, after_reading, document = sent.get("title"), sent.get("after_reading"), sent.get("document")
    if not isinstance(title, str) or not isinstance(after_reading, str) or not isinstance(document, dict):
        raise NotUnderstood
    if len(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")) > MOST_BYTES:
        raise TooMuch
    return {"title": title, "after_reading": after_reading, "document": document}


def hints_in(sent: dict[str, Any]) -> list[dict[str, Any]]:
    hints = sent.get("hints")
    return [hint for hint in hints if isinstance(hint, dict)][:200] if isinstance(hints, list) else []


def version_of(revision: Revision) -> dict[str, int]:
    return {"number": revision.number, "saves": revision.saves}


def words_of(revision: Revision, *, reader: User) -> dict[str, Any]:
    """Return what a window needs to show the words of ``revision`` and to go on from them."""
    return {
        "title": revision.title,
        "after_reading": revision.after_reading,
        "document": revision.document,
        "version": version_of(revision),
        "saved_at": hour(revision.saved_at),
        "who": _("you") if revision.made_by == reader else str(revision.made_by or ""),
    }


def signed_out() -> JsonResponse:
    """Answer a page whose account is not the one that is signed in; its words stay on its device."""
    return refusal(_("You are signed out. Sign in again; your words are kept here."), status=403)


def refusal(reason: str, *, status: int) -> JsonResponse:
    return JsonResponse({"reason": reason}, status=status)
