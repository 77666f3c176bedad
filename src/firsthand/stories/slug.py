"""The decoration at the end of an address: a title in small letters and hyphens, of whole words."""

from django.utils.text import slugify

LONGEST_SLUG = 80


def slug_of(words: str) -> str:
    """Return ``words`` as a slug of at most ``LONGEST_SLUG`` characters, cut between words; "-" when nothing is left.

    >>> slug_of("La pompa che fischiava")
    'la-pompa-che-fischiava'
    >>> slug_of("«…»")
    '-'
    """
    whole = slugify(words).strip("-")
    if len(whole) > LONGEST_SLUG:
        cut, _hyphen, _rest = whole[: LONGEST_SLUG + 1].rpartition("-")
        whole = (cut or whole[:LONGEST_SLUG]).strip("-")
    return whole or "-"
