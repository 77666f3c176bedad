"""The end of an address: whole words of the title, and never too many."""

import pytest

from firsthand.audience.rung import Rung
from firsthand.stories.slug import LONGEST_SLUG, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("La pompa che fischiava", "la-pompa-che-fischiava"),
        ("Perché è così? Già.", "perche-e-cosi-gia"),
        ("«…»", "-"),
        ("", "-"),
        ("a" * 200, "a" * LONGEST_SLUG),
        ("parola " * 30, "-".join(["parola"] * 11)),
        ("a" * LONGEST_SLUG + " b", "a" * LONGEST_SLUG),
        ("a" * (LONGEST_SLUG - 1) + " bb", "a" * (LONGEST_SLUG - 1)),
    ],
)
def test_an_address_ends_between_words(title, slug):
    assert slug_of(title) == slug
    assert len(slug) <= LONGEST_SLUG


def test_a_long_title_is_found_under_its_slug(a_story, client):
    story = a_story("Come abbiamo smontato e rimontato la pompa " * 4, rung=Rung.EVERYONE)

    assert story.slug.endswith("-smontato-e-rimontato-la")
    assert client.get(story.get_absolute_url()).status_code == 200
