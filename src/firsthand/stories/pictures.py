"""Taking a picture in: what comes is opened with care, drawn anew and kept privately under a random name.

Only the pixels stay. Whatever the camera wrote beside them (place, hour, owner, preview) is gone, because nothing of
the file that came is kept.
"""

from __future__ import annotations

import io
import warnings
from datetime import datetime
from typing import IO, TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from firsthand.place.ids import random_id

from .errors import NotDone, NotTheirs
from .models import Picture, Story

if TYPE_CHECKING:
    from firsthand.people.models import User

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000  # a telephone's largest; more would be unpacked only to fill the memory
LONGEST_SIDE = 2400  # twice the widest place a picture has on a page
FORMATS = ("JPEG", "PNG", "WEBP")
# Made smaller before anything else is done with it: else a few hundred kilobytes could fill a gigabyte and a half.
MADE_SMALLER_AT_ONCE = {"RGB", "RGBA", "L", "LA", "CMYK"}


class BadPicture(NotDone):
    """A file that is not taken in. Says what is wrong with it and what would do."""


def take_in(story: Story, upload: IO[bytes], *, by: User, at: datetime) -> Picture:
    """Keep the picture for ``story`` and return its record. Raises ``BadPicture`` or ``NotTheirs``; then nothing stays."""
    if not story.is_told_by(by):
        raise NotTheirs("Only who has signed a story gives it pictures.")
    drawn, width, height = drawn_anew(upload)
    name = default_storage.save(f"pictures/{random_id()}.webp", ContentFile(drawn))
    try:
        with transaction.atomic():
            return Picture.objects.create(
                story=story, file=name, width=width, height=height, added_by=by, added_at=at
            )
    except BaseException:
        default_storage.delete(name)
        raise


def drawn_anew(upload: IO[bytes]) -> tuple[bytes, int, int]:
    """Return the picture as WebP bytes that hold its pixels and nothing else, with its width and height in pixels."""
    sent = upload.read(MOST_BYTES + 1)
    if len(sent) > MOST_BYTES:
        raise BadPicture(
            _("The picture weighs more than %(most)s MB. Send a smaller copy.")
            % {"most": MOST_BYTES // 1024 // 1024}
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", Image.DecompressionBombWarning
            )  # we judge that ourselves, and sooner
            image = Image.open(io.BytesIO(sent), formats=FORMATS)
        with image:
            refuse_what_is_too_much(image)
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is unpacked no larger than it is needed
            image.load()
            if image.mode in MADE_SMALLER_AT_ONCE and "transparency" not in image.info:
                image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
            bare = bare_pixels(image)
    except BadPicture:
        raise
    except Image.DecompressionBombError:
        raise BadPicture(_("The picture is too large to open. Send a smaller copy.")) from None
    except UnidentifiedImageError:
        raise BadPicture(_("This is not a picture I can read. Send a JPEG, a PNG or a WebP.")) from None
    except Exception:  # a broken file may raise anything from inside its decoder
        raise BadPicture(
            _("The picture is broken or incomplete. Save it again and send the new copy.")
        ) from None
    bare.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    bare.save(written, "WEBP", quality=82, method=4)
    return written.getvalue(), bare.width, bare.height


def refuse_what_is_too_much(image: Image.Image) -> None:
    """Judge by the header alone, before any pixel is unpacked."""
    if image.width * image.height > MOST_PIXELS:
        raise BadPicture(
            _("The picture is %(width)s by %(height)s pixels, too large to open. Send a smaller copy.")
            % {"width": image.width, "height": image.height}
        )
    if image.format in FORMATS and getattr(image, "is_animated", False):
        raise BadPicture(_("The picture moves. Send a still one."))


def bare_pixels(image: Image.Image) -> Image.Image:
    """Return the pixels upright, in the colours of a screen, in an image that knows nothing else."""
    upright = ImageOps.exif_transpose(image)
    mode = "RGBA" if upright.has_transparency_data else "RGB"
    coloured = in_screen_colours(upright, mode)
    bare = Image.new(mode, coloured.size)
    bare.paste(coloured)
    if mode == "RGBA":  # what is wholly transparent has no colour: none can be uncovered beneath it
        bare = bare.convert("RGBa").convert("RGBA")
    return bare


def in_screen_colours(image: Image.Image, mode: str) -> Image.Image:
    """Return ``image`` in sRGB. A profile that cannot be read is left out of account."""
    profile = image.info.get("icc_profile")
    if image.mode == "P" or image.mode == "PA":
        image = image.convert(mode)
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if profile and image.mode in {"RGB", "RGBA", "L", "CMYK"}:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            alpha = image.getchannel("A") if image.mode == "RGBA" else None
            plain = image.convert("RGB") if alpha else image
            found = ImageCms.profileToProfile(plain, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if found is not None:
                if alpha:
                    found.putalpha(alpha)
                return found.convert(mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.convert(mode)
