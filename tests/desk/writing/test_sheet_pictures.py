"""Giving a story a picture: with a description, looked at with care, without what its camera wrote beside it."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from sheets import at

from cast import client_of
from firsthand.stories.models import Picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def photograph(kind="JPEG", **more):
    written = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 120, 40)).save(written, kind, **more)
    return written.getvalue()


def give(user, story, data, *, alt="Il banco sette", name="foto.jpg"):
    return client_of(user).post(
        at("add-picture", story), {"alt": alt, "file": SimpleUploadedFile(name, data)}
    )


def test_a_picture_is_taken_in_and_served_to_its_author(marta, a_story):
    story = a_story()

    answer = give(marta, story, photograph())

    assert answer.status_code == 200
    picture = Picture.objects.get()
    assert answer.json() == {"picture": picture.public_id, "width": 60, "height": 40}
    shown = client_of(marta).get(f"/pictures/{picture.public_id}")
    assert shown.status_code == 200
    assert Image.open(io.BytesIO(shown.content)).size == (60, 40)


@pytest.mark.parametrize("alt", ["", "   ", "\n"])
def test_without_a_description_it_is_not_taken(marta, a_story, media, alt):
    answer = give(marta, a_story(), photograph(), alt=alt)

    assert answer.status_code == 422
    assert answer.json()["reason"]
    assert not Picture.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_place_hour_and_camera_are_gone(marta, a_story):
    exif = Image.Exif()
    exif[0x010F], exif[0x9003] = "Nikon di Marta", "2026:11:17 06:10:00"
    exif.get_ifd(0x8825)[2] = (45.0, 32.0, 0.0)
    sent = photograph(exif=exif, comment=b"Nikon di Marta, riservato")
    assert b"Nikon di Marta" in sent

    give(marta, a_story(), sent)

    kept = default_storage.open(Picture.objects.get().file).read()
    assert b"Nikon" not in kept
    assert b"riservato" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


def bomb():
    """Return a PNG of some hundred bytes that would unpack into gigabytes."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (bomb(), "bomba.png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "foto.svg"),
        (b"<html><script>alert(1)</script>", "foto.jpg"),
        (b"GIF89a" + b"\0" * 40, "foto.jpg"),
        (b"%PDF-1.7", "foto.png"),
        (b"", "foto.jpg"),
        (photograph()[:-300], "tronca.jpg"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "rotta.png"),
    ],
)
def test_what_is_no_picture_or_too_much_of_one_is_refused_with_the_reason(marta, a_story, media, data, name):
    answer = give(marta, a_story(), data, name=name)

    assert answer.status_code == 422
    assert answer.json()["reason"]
    assert not Picture.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_nobody_else_gives_it_pictures(marta, ada, a_story):
    story = a_story()
    assert give(ada, story, photograph()).status_code == 404
    assert give(None, story, photograph()).status_code == 403
    assert not Picture.objects.exists()
    assert give(marta, story, photograph()).status_code == 200
