"""The conditions of this room: there are words, somebody signs them, they belong to a process, no mask is undone."""

from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from firsthand.audience.rung import Rung

from .conditions import Blocker, register
from .document.plain import plain_text
from .document.recurrence import Recurrence, keeps_something_inside, recurrences
from .document.withholding import Withheld
from .models import Revision, Story, Withholding

PARTED = " / "


@register("words")
def there_are_words(story: Story, revision: Revision, rung: Rung) -> list[Blocker]:
    found = []
    if not revision.title.strip():
        found.append(Blocker("no-title", _("The story has no title yet. Give it one, then open it.")))
    if not plain_text(revision.document, rung=Rung.SELF).text.strip():
        found.append(Blocker("no-words", _("The sheet is still empty. Write something, then open it.")))
    return found


@register("signed")
def somebody_signs(story: Story, revision: Revision, rung: Rung) -> list[Blocker]:
    signed = any(byline.accepted_at or byline.published_as for byline in story.bylines.all())
    return (
        []
        if signed
        else [Blocker("unsigned", _("Nobody has signed this story yet. Accept its byline first."))]
    )


@register("process")
def belongs_to_a_process(story: Story, revision: Revision, rung: Rung) -> list[Blocker]:
    process = story.telling.process
    if process is None:
        if story.origin != Story.Origin.IMPORTED or rung == Rung.TEAM:
            return [Blocker("no-process", _("Say which process this story belongs to, then open it."))]
        return []
    if process.rung < rung:
        return [
            Blocker(
                "process-nearer",
                _("The process “%(process)s” goes only as far as: %(rung)s. Open the process too.")
                % {"process": process.name, "rung": Rung(process.rung).label},
            )
        ]
    return []


@register("recurrence")
def no_mask_is_undone(story: Story, revision: Revision, rung: Rung) -> list[Blocker]:
    return undone_masks(story, revision, rung)


def beside(story: Story) -> dict[str, str]:
    """Return what is read of a story beside the words of a revision."""
    shown = Q(accepted_at__isnull=False) | ~Q(published_as="")
    bylines = story.bylines.filter(shown).values_list("part", "published_as")
    return {
        "tags": ", ".join(story.tags.values_list("name", flat=True)),
        "parts": PARTED.join(said for byline in bylines for said in byline if said),
    }


def undone_masks(story: Story, revision: Revision, rung: Rung, **changed: str) -> list[Blocker]:
    """Return a blocker for each place where words that stay inside would still be read, at any rung up to ``rung``.

    ``changed`` says how ``tags`` or ``parts`` would read then, where they are not as they stand.
    """
    withheld = [row.as_withheld() for row in Withholding.objects.in_force(timezone.now()).filter(story=story)]
    if not keeps_something_inside(revision.document, rung=rung, withheld=withheld):
        return []
    elsewhere = {
        "title": revision.title,
        "slug": slugify(revision.title).replace("-", " "),
        **beside(story),
        **changed,
        "after_reading": revision.after_reading,
    }
    found = {
        (again.words, again.where): again
        for reached in range(Rung.TEAM, rung + 1)
        for again in recurring(revision, Rung(reached), elsewhere, withheld)
    }
    return [
        Blocker(
            "recurrence",
            _(
                "“%(words)s” is masked, but it can still be read in: %(where)s. Change it there, or lift the mask."
            )
            % {"words": again.words, "where": where_in_words(again.where)},
        )
        for again in found.values()
    ]


def recurring(
    revision: Revision, rung: Rung, elsewhere: dict[str, str], withheld: list[Withheld]
) -> list[Recurrence]:
    """Return the recurrences at one rung. The revision keeps them: a ladder asks for them at every rung further out."""
    found_before = revision.__dict__.setdefault("recurring_at", {})
    asked = (rung, *elsewhere.items(), *withheld)
    document, found = found_before.get(asked, (None, []))
    if document is not revision.document:
        found = recurrences(revision.document, rung=rung, elsewhere=elsewhere, withheld=withheld)
        found_before[asked] = revision.document, found
    return list(found)


def where_in_words(where: str) -> str:
    names = {
        "title": _("the title"),
        "slug": _("the address"),
        "tags": _("the tags"),
        "after_reading": _("the line “after reading it”"),
        "text": _("the text"),
        "parts": _("what is said beside a name"),
        "say": _("what a mask says instead"),
        "alt": _("the description of a picture"),
        "when": _("the date of a decision"),
        "href": _("the address of a link"),
    }
    return names.get(where, where)
