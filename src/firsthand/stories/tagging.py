"""The words under which a story is found."""

from firsthand.people.models import User

from .beside import change_beside
from .document.validation import one_line
from .errors import NotTheirs
from .models import Story, Tag

LONGEST = 80


def set_tags(story: Story, names: list[str], *, by: User) -> list[Tag]:
    """Give the story these tags and no others. Raises ``Blocked`` when one repeats words that are masked where it stands."""
    if not story.is_told_by(by):
        raise NotTheirs("Only who has signed a story sets its tags.")
    clean = list(dict.fromkeys(filter(None, (one_line(name, most=LONGEST) for name in names))))

    def change(story: Story) -> list[Tag]:
        tags = [Tag.objects.get_or_create(name=name)[0] for name in clean]
        story.tags.set(tags)
        return tags

    return change_beside(story, change, tags=", ".join(clean))
