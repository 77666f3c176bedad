"""What comes is drawn anew: only the pixels stay, upright and in the colours of a screen; what is broken leaves nothing."""

import io
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageCms, PngImagePlugin

from cast import NOW
from firsthand.stories import pictures
from firsthand.stories.errors import NotTheirs
from firsthand.stories.models import Picture
from firsthand.stories.pictures import LONGEST_SIDE, MOST_BYTES, BadPicture, take_in

RED, BLUE, GREEN = (250, 10, 10), (10, 10, 250), (10, 250, 10)


def saved(image, kind="PNG", **more):
    out = io.BytesIO()
    image.save(out, kind, **more)
    return io.BytesIO(out.getvalue())


def two_halves(mode="RGB", size=(40, 20)):
    """Return a picture that is red on the left and blue on the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image.convert(mode)


def kept(picture):
    with default_storage.open(picture.file) as file:
        image = Image.open(io.BytesIO(file.read()))
        image.load()
    return image


def close(colour, wanted):
    return all(abs(one - other) < 30 for one, other in zip(colour[:3], wanted, strict=True))


@pytest.fixture
def take(marta, a_story):
    story = a_story()

    def take(upload):
        return kept(take_in(story, upload, by=marta, at=NOW))

    return take


@pytest.fixture
def nothing_stays(db):
    def files():
        return set(default_storage.listdir("pictures")[1]) if default_storage.exists("pictures") else set()

    before = files()
    yield
    assert files() == before
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "CMYK"),
        ("PNG", "RGB"),
        ("PNG", "P"),
        ("PNG", "RGBA"),
        ("WEBP", "RGB"),
        ("WEBP", "RGBA"),
    ],
)
def test_colours_stay_whatever_they_came_in(kind, mode, take):
    image = take(saved(two_halves(mode), kind))
    assert image.format == "WEBP"
    assert image.size == (40, 20)
    assert close(image.getpixel((5, 10)), RED)
    assert close(image.getpixel((35, 10)), BLUE)


@pytest.mark.parametrize("mode", ["L", "1", "I;16", "LA"])
def test_greys_stay_grey(mode, take):
    if mode == "I;16":
        image = Image.new("I;16", (4, 4), 0x8080)
    else:
        image = Image.new("L", (4, 4), 128).convert(mode)
        if mode == "1":
            image = Image.new("1", (4, 4), 1)
    grey = take(saved(image)).getpixel((2, 2))
    assert close(grey, (255, 255, 255) if mode == "1" else (128, 128, 128))


def test_what_the_camera_wrote_beside_the_pixels_is_gone(take):
    exif = Image.Exif()
    exif[0x010F], exif[0x9003] = "Kamera von Marta", "2026:11:24 10:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (45.0, 27.0, 51.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sent = saved(two_halves(), "JPEG", exif=exif, icc_profile=profile, comment=b"segreto")
    assert b"Kamera von Marta" in sent.getvalue()

    image = take(sent)

    assert not image.getexif()
    assert not set(image.info) & {"exif", "icc_profile", "xmp", "comment"}


def test_words_in_a_png_are_gone(take):
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "segreto")
    image = take(saved(two_halves(), pnginfo=told))
    assert "Comment" not in image.info


def test_a_picture_taken_sideways_stands_upright(take):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: what is left in the file is above in the world
    image = take(saved(two_halves(), "JPEG", exif=exif))
    assert image.size == (20, 40)
    assert close(image.getpixel((10, 5)), RED)
    assert close(image.getpixel((10, 35)), BLUE)


def test_a_colour_profile_is_applied_before_it_is_left_out(take):
    """A profile in which red and green have changed places."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    profile = bytearray(lab.tobytes())
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    image = take(saved(Image.new("RGB", (8, 8), RED), icc_profile=bytes(profile)))
    assert close(image.getpixel((4, 4)), GREEN)


def test_a_profile_that_cannot_be_read_is_left_out_of_account(take):
    image = take(saved(two_halves(), icc_profile=b"no profile"))
    assert close(image.getpixel((5, 10)), RED)


def test_what_is_transparent_stays_so_and_hides_nothing_beneath(take):
    image = two_halves("RGBA")
    image.paste((9, 99, 199, 0), (0, 0, 20, 20))
    taken = take(saved(image))
    assert taken.getpixel((5, 5)) == (0, 0, 0, 0)
    assert taken.getpixel((35, 5))[3] == 255


def test_a_palette_s_transparency_stays(take):
    image = Image.new("P", (8, 8), 0)
    image.putpalette([10, 250, 10, 250, 10, 10])
    image.paste(1, (4, 0, 8, 8))
    taken = take(saved(image, transparency=0))
    assert taken.getpixel((1, 4))[3] == 0
    assert close(taken.getpixel((6, 4)), RED)


def test_a_large_picture_is_made_smaller_in_its_proportions(take):
    assert take(saved(Image.new("RGB", (4800, 1200), RED), "JPEG")).size == (LONGEST_SIDE, 600)


def bomb(width, height, kind=2):
    """Return a PNG whose header promises so many pixels, in a few bytes."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def moving(kind):
    frames = [Image.new("RGB", (8, 8), colour) for colour in (RED, BLUE)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def text_bomb():
    told = PngImagePlugin.PngInfo()
    told.add_text("x", "a" * 80_000_000, zip=True)
    return saved(two_halves(), pnginfo=told)


REFUSED = {
    "a bomb": (lambda: bomb(9_000, 9_000), "too large to open"),
    "a bomb of which Pillow warns": (lambda: bomb(9_800, 9_800), "too large to open"),
    "a larger bomb": (lambda: bomb(30_000, 30_000), "too large to open"),
    "a bomb of words": (text_bomb, "broken or incomplete"),
    "no picture": (lambda: io.BytesIO(b"<svg onload='alert(1)'/>"), "not a picture I can read"),
    "nothing": (lambda: io.BytesIO(b""), "not a picture I can read"),
    "a page that calls itself a picture": (
        lambda: io.BytesIO(b"\x89PNG\r\n\x1a\n<script>"),
        "(not a picture|broken)",
    ),
    "a gif": (lambda: saved(two_halves("P"), "GIF"), "not a picture I can read"),
    "a tiff": (lambda: saved(two_halves(), "TIFF"), "not a picture I can read"),
    "an eps": (lambda: saved(two_halves(), "EPS"), "not a picture I can read"),
    "a moving png": (lambda: moving("PNG"), "moves"),
    "a moving webp": (lambda: moving("WEBP"), "moves"),
    "a truncated jpeg": (
        lambda: io.BytesIO(saved(two_halves(size=(400, 300)), "JPEG").getvalue()[:900]),
        "broken or incomplete",
    ),
    "a truncated png": (
        lambda: io.BytesIO(saved(two_halves(size=(400, 300))).getvalue()[:90]),
        "broken or incomplete",
    ),
    "too many bytes": (lambda: io.BytesIO(b"\xff" * (MOST_BYTES + 1)), "weighs more than 20 MB"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_taken_says_why_and_leaves_nothing(what, marta, a_story, nothing_stays):
    made, reason = REFUSED[what]
    with pytest.raises(BadPicture, match=reason):
        take_in(a_story(), made(), by=marta, at=NOW)


def test_nobody_else_gives_a_story_pictures(luca, a_story, nothing_stays):
    with pytest.raises(NotTheirs):
        take_in(a_story(), saved(two_halves()), by=luca, at=NOW)


def test_a_record_that_cannot_be_made_takes_its_file_along(marta, a_story, monkeypatch, nothing_stays):
    def fails(**fields):
        raise RuntimeError("the disk is full")

    story = a_story()
    monkeypatch.setattr(pictures.Picture.objects, "create", fails)
    with pytest.raises(RuntimeError):
        take_in(story, saved(two_halves()), by=marta, at=NOW)


def test_it_is_kept_under_a_name_that_says_nothing(marta, a_story):
    sent = saved(two_halves())
    sent.name = "../../il-cliente-adda.png"
    picture = take_in(a_story(), sent, by=marta, at=NOW)
    assert picture.file.startswith("pictures/")
    assert "adda" not in picture.file
    assert picture.public_id not in picture.file


def test_a_picture_is_made_smaller_before_anything_else_is_done_with_it(take, monkeypatch):
    seen = []
    bare_pixels = pictures.bare_pixels
    monkeypatch.setattr(pictures, "bare_pixels", lambda image: seen.append(image.size) or bare_pixels(image))
    large = io.BytesIO()
    Image.new("RGBA", (LONGEST_SIDE * 2, LONGEST_SIDE), (120, 30, 200, 90)).save(large, "PNG")
    large.seek(0)

    take(large)

    assert seen == [(LONGEST_SIDE, LONGEST_SIDE // 2)]
