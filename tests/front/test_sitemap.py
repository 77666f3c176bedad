"""The sitemap names the open edition and nothing else."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.urls import reverse

from cast import client_of
from firsthand.audience.rung import Rung
from firsthand.front.views.sitemap import SITEMAP, XHTML
from firsthand.stories.models import Story

pytestmark = pytest.mark.django_db


def urls(by=None):
    root = ElementTree.fromstring(client_of(by).get(reverse("sitemap")).content)
    return {
        url.findtext(f"{{{SITEMAP}}}loc"): {
            link.get("hreflang"): link.get("href") for link in url.findall(f"{{{XHTML}}}link")
        }
        for url in root
    }


def test_open_stories_are_named_under_their_own_language_and_closed_ones_are_not(a_story, luca):
    story = a_story("Il banco canta", rung=Rung.EVERYONE)
    closed = a_story("Chiuso", rung=Rung.PARTNERS)

    for who in (None, luca):
        found = urls(who)
        assert f"http://testserver{story.get_absolute_url()}" in found
        assert not any(closed.public_id in address for address in found)


def test_versions_name_each_other_only_where_both_are_open(a_story):
    story = a_story("Il banco canta", rung=Rung.EVERYONE)
    version = a_story("The bench sings", language="en", rung=Rung.EVERYONE)
    closed = a_story("Die Bank singt", language="de", rung=Rung.COMPANY)
    Story.objects.filter(pk__in=[version.pk, closed.pk]).update(telling=story.telling)

    found = urls()

    italian = f"http://testserver/it/stories/{story.public_id}/il-banco-canta"
    english = f"http://testserver/en/stories/{version.public_id}/the-bench-sings"
    assert found[italian] == found[english] == {"it": italian, "en": english}


def test_processes_and_people_stand_there_as_far_as_strangers_find_them(a_story, process, marta):
    author = reverse("author", args=[marta.author.public_id, marta.author.slug])
    assert not any(author in address for address in urls())

    a_story(rung=Rung.EVERYONE)

    assert f"http://testserver{author}" in urls()
    assert f"http://testserver{process.get_absolute_url()}" in urls()
    process.rung = Rung.COMPANY
    process.save()
    assert f"http://testserver{process.get_absolute_url()}" not in urls()
