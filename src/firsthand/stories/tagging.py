"""The words under which a story is found."""

from datetime import datetime

from django.db import transaction

from firsthand.audience.rung import Rung
from firsthand.people.models import User
from firsthand.place import changes

from .errors import Blocked, NotTheirs
from .models import Story, Tag
from .opening import changed
from .own_conditions import undone_masks


def set_tags(story: Story, names: list[str], *, by: User, at: datetime | None = None) -> list[Tag]:
    """Give the story these tags and no others. Raises ``Blocked`` when one repeats words that are masked where it stands."""
    if not story.is_told_by(by):
        raise NotTheirs("Only who has signed a story sets its tags.")
    clean = list(dict.fromkeys(" ".join(name.split())[:80] for name in names if name.strip()))
    if story.rung > Rung.SELF and story.shown_revision:
        found = undone_masks(story, story.shown_revision, Rung(story.rung), tags=", ".join(clean))
        if found:
            raise Blocked(found)
    with transaction.atomic():
        tags = [Tag.objects.get_or_create(name=name)[0] for name in clean]
        story.tags.set(tags)
        changed(story)
    changes.wait_out_the_lease()
    return tags
