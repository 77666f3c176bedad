"""What an author does with a reply: shows it under the story, or declines it with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.audience.rung import Rung
from firsthand.place import changes
from firsthand.stories.conditions import Blocker
from firsthand.stories.errors import Blocked, NotTheirs

from .masked import repeated
from .models import Reply

if TYPE_CHECKING:
    from firsthand.people.models import User


def show(reply: Reply, *, by: User, at: datetime) -> Reply:
    """Let the reply stand under its story, as far out as its own rung.

    Raises ``NotTheirs``, or ``Blocked`` when it repeats words that are masked somewhere it would be read.
    """
    belongs_to(by, reply)
    if words := repeated_where_it_would_be_read(reply):
        raise Blocked(
            [
                Blocker(
                    "recurrence",
                    _(
                        "The reply repeats “%(words)s”, which stays inside in your story. Decline it, or lift the mask."
                    )
                    % {"words": words},
                )
            ]
        )
    with transaction.atomic():
        decided = decide(reply, Reply.State.SHOWN, by=by, at=at)
    changes.wait_out_the_lease()
    return decided


def decline(reply: Reply, *, by: User, at: datetime, because: str) -> Reply:
    """Keep the reply from under its story, or take it away again; the reason stays with it. Raises ``NotTheirs``."""
    belongs_to(by, reply)
    with transaction.atomic():
        decided = decide(reply, Reply.State.DECLINED, by=by, at=at, because=because.strip())
    changes.wait_out_the_lease()
    return decided


def belongs_to(user: User, reply: Reply) -> None:
    if not reply.story.is_told_by(user):
        raise NotTheirs("Only who has signed a story decides on the replies to it.")


def decide(reply: Reply, state: Reply.State, *, by: User, at: datetime, because: str = "") -> Reply:
    reply = Reply.objects.select_for_update().select_related("story").get(pk=reply.pk)
    reply.state, reply.declined_because = state, because
    reply.decided_by, reply.decided_at = by, at
    reply.save(update_fields=["state", "declined_because", "decided_by", "decided_at"])
    changes.append([f"story:{reply.story.public_id}"])
    return reply


def repeated_where_it_would_be_read(reply: Reply) -> str:
    """Return the first masked words the reply would carry past their mask; "" when there are none."""
    furthest = min(reply.rung, reply.story.rung)
    for reached in range(Rung.TEAM, furthest + 1):
        for words in repeated(reply.story, [reply], rung=Rung(reached)).values():
            return words
    return ""
