"""Uploaded pictures: checked, turned upright, stripped of where and with what they were made, in three widths."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

WIDTHS = (480, 960, 1600)
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # the JPEG reader takes MPO, as some phones make, too
EXTENSIONS = ("jpg", "jpeg", "png", "webp", "gif")


@dataclass(frozen=True)
class Prepared:
    """A picture ready to be kept: WebP bytes by width, and the size of the widest."""

    by_width: dict[int, bytes]
    width: int
    height: int


def prepare(upload: IO[bytes]) -> Prepared:
    """Check and convert an upload.

    Raises ValidationError with advice for the person when it is too large (`IMAGE_MAX_BYTES`, `IMAGE_MAX_PIXELS`),
    no picture, or damaged. The result holds no EXIF, GPS or colour profile: only pixels are carried over.
    """
    upright = open_upright(upload)
    by_width: dict[int, bytes] = {}
    for width in WIDTHS:
        copy = upright.copy()
        copy.thumbnail((width, width * 2), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        copy.save(out, "WEBP", quality=80, method=4)
        by_width[width] = out.getvalue()
        size = copy.size
    return Prepared(by_width=by_width, width=size[0], height=size[1])


def open_upright(upload: IO[bytes]) -> Image.Image:
    """Decode the picture within the limits and turn it the way the camera was held."""
    upload.seek(0, io.SEEK_END)
    if upload.tell() > settings.IMAGE_MAX_BYTES:
        raise ValidationError(_("This picture is larger than 10 MB. Choose a smaller one."), code="too_large")
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(upload, formats=FORMATS)
            width, height = picture.size
            if width * height > settings.IMAGE_MAX_PIXELS:
                raise Image.DecompressionBombError
            picture.load()
            upright = ImageOps.exif_transpose(picture)
            upright = in_usual_colours(upright)
            has_alpha = "A" in upright.getbands() or "transparency" in upright.info
            return upright.convert("RGBA" if has_alpha else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(
            _("This picture has more than 40 million points. Choose a smaller one."), code="too_many_pixels"
        ) from error
    except UnidentifiedImageError as error:
        raise ValidationError(
            _("We cannot read this file as a picture. Use a JPG, PNG or WebP file."), code="no_picture"
        ) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise ValidationError(
            _("This picture is damaged. Save it again or choose another one."), code="damaged"
        ) from error


def in_usual_colours(picture: Image.Image) -> Image.Image:
    """Turn the colours of a phone's own profile into sRGB, because the profile itself is not carried over."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "RGBA", "L", "CMYK"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = picture.mode if picture.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode) or picture
    except ImageCms.PyCMSError:
        return picture  # an odd profile: the colours may be a little off, the picture is there
