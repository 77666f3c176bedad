"""Who tells, as one reader finds them: an author exists for whoever can see a story that they have signed."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from firsthand.audience.reader import Reader
from firsthand.audience.rung import Rung
from firsthand.people.models import Author, Membership
from firsthand.stories.models import Byline, Story


def authors_for(reader: Reader) -> QuerySet[Author]:
    """Return the authors that exist for ``reader``: those who signed a told story they can see, and the reader."""
    told = Story.objects.visible_to(reader).told()
    signed = Byline.objects.accepted().filter(story__in=told.values("pk"))
    return Author.objects.filter(Q(pk__in=signed.values("author")) | Q(pk=reader.author_id))


def reads_own_story_of(author: Author, reader: Reader) -> bool:
    """Say whether ``reader`` reads how the author sees their work; it stands on a rung of its own.

    On TEAM stand those who share a circle with the author.
    """
    if reader.author_id == author.pk or reader.standing <= author.own_story_rung:
        return True
    if author.own_story_rung < Rung.TEAM or author.user_id is None or not reader.circle_ids:
        return False
    shared = Membership.objects.current().filter(user=author.user_id, circle__in=reader.circle_ids)
    return shared.exists()
