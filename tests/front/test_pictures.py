"""A picture goes only to those who read a story that shows it, at the rung at which they read it."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cast import client_of, doc
from firsthand.audience.rung import Rung
from firsthand.people.models import Author
from firsthand.stories.narrowing import withhold
from firsthand.stories.opening import open_story, take_back
from firsthand.stories.pictures import take_in
from firsthand.stories.writing import Version, save_working_copy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def a_square() -> io.BytesIO:
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "#7a1f5c").save(drawn, "PNG")
    drawn.seek(0)
    return drawn


@pytest.fixture
def pictured(a_story, marta):
    """Return a function that tells a story with one picture, and gives the story and the picture's address."""

    def tell(rung: Rung, *, mask: dict | None = None, caption: str = "Il banco"):
        story = a_story()
        picture = take_in(story, a_square(), by=marta, at=timezone.now())
        figure = {
            "type": "figure",
            "attrs": {"picture": picture.public_id, "alt": "Il banco", "mask": mask},
            "content": [{"type": "text", "text": caption}],
        }
        newest = story.working_copy
        save_working_copy(
            story,
            by=marta,
            at=timezone.now(),
            base=Version.of(newest),
            title=newest.title,
            document=doc("Ecco.", figure),
            after_reading="",
        )
        if rung:
            open_story(story, to=rung, by=marta, at=timezone.now())
        story.refresh_from_db()
        return story, reverse("picture", args=[picture.public_id])

    return tell


def status(address, who):
    return client_of(who).get(address).status_code


def test_it_is_there_for_those_who_read_the_story_and_for_nobody_else(pictured, luca, elena, marta):
    story, address = pictured(Rung.COMPANY)

    assert client_of(luca).get(address)["Content-Type"] == "image/webp"
    assert status(address, marta) == 200
    assert status(address, elena) == status(address, None) == 404
    assert address in client_of(luca).get(story.get_absolute_url()).content.decode()


def test_a_masked_blocks_picture_does_not_exist_beyond_its_rung(pictured, luca, elena):
    story, address = pictured(Rung.EVERYONE, mask={"up_to": 2, "say": ""})

    assert status(address, luca) == 200
    assert status(address, elena) == status(address, None) == 404
    assert address not in client_of(None).get(story.get_absolute_url()).content.decode()


def test_a_passage_withheld_whole_takes_its_picture_with_it(pictured, marta, luca):
    story, address = pictured(Rung.EVERYONE, caption="La prova segreta del banco nuovo")
    assert status(address, None) == 200

    withhold(
        story,
        words="la prova del banco segreta",
        before="",
        after="",
        up_to=Rung.COMPANY,
        because="brevetto",
        by=marta,
        at=timezone.now(),
    )

    assert status(address, luca) == 200
    assert status(address, None) == 404


def test_a_picture_that_only_the_sheet_holds_is_its_authors(a_story, marta, luca, giulio):
    story = a_story(rung=Rung.COMPANY)
    picture = take_in(story, a_square(), by=marta, at=timezone.now())
    address = reverse("picture", args=[picture.public_id])

    assert status(address, marta) == 200
    assert status(address, luca) == status(address, giulio) == 404


def test_taking_the_story_back_takes_the_picture_back(pictured, marta):
    story, address = pictured(Rung.EVERYONE)
    assert status(address, None) == 200

    take_back(story, to=Rung.SELF, by=marta, at=timezone.now())

    assert status(address, None) == 404


def test_it_can_do_nothing_but_be_looked_at_and_is_asked_for_anew_each_time(pictured):
    _story, address = pictured(Rung.EVERYONE)

    answer = client_of(None).get(address)

    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-cache"
    assert "Accept-Language" not in answer.get("Vary", "")
    again = client_of(None).get(address, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_closed_one_is_stored_nowhere(pictured, luca):
    _story, address = pictured(Rung.COMPANY)

    assert "no-store" in client_of(luca).get(address)["Cache-Control"]


def test_knowing_its_name_helps_nobody_past_the_gate(pictured, elena):
    _story, address = pictured(Rung.COMPANY)
    etag = f'"{address.rsplit("/", 1)[1]}"'

    assert client_of(elena).get(address, headers={"if-none-match": etag}).status_code == 404
    assert client_of(elena).get(address, headers={"if-none-match": "*"}).status_code == 404


def test_a_portrait_is_there_for_whom_its_author_is(a_story, marta, luca, elena):
    default_storage.save("portraits/ritratto", ContentFile(b"RIFF0000WEBP"))
    a_story(rung=Rung.COMPANY)
    Author.objects.filter(user=marta).update(portrait="ritratto")
    address = reverse("portrait", args=["ritratto"])

    assert status(address, luca) == 200
    assert status(address, elena) == status(address, None) == 404
    assert status(reverse("portrait", args=["altro"]), luca) == 404
