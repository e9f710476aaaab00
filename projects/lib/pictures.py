"""Pictures, written anew: what is seen stays, and nothing of where, when and with what they were taken."""

import io
import warnings
from threading import Lock
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from projects.lib.problems import Unfit

MOST_DOTS = 40_000_000  # about 160 MB while it is open
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP"}
HOW: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90, "optimize": True},
    "PNG": {"optimize": False},
    "GIF": {},
    "WEBP": {"quality": 90, "method": 4},
}
# A picture that says it is vast is refused before its dots are read, on every machine and not only with a line in a log.
Image.MAX_IMAGE_PIXELS = MOST_DOTS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
_one_at_a_time = Lock()  # several large ones at once could fill a small machine's memory


def without_traces(content: bytes, kind: str) -> bytes:
    """The same picture, upright, with its dots and nothing else. Raises Unfit."""
    form = FORMATS[kind]
    try:
        with _one_at_a_time, Image.open(io.BytesIO(content), formats=[form]) as picture:
            if picture.width * picture.height > MOST_DOTS:
                raise Unfit(_too_many_dots())
            if (
                getattr(picture, "is_animated", False) and picture.format != "MPO"
            ):  # an MPO's second one is depth
                raise Unfit(_("This picture moves. That is hard for some people. Add one that stands still."))
            return _written(_dots_only(picture, form), form)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unfit(_too_many_dots()) from error
    except Unfit:
        raise
    except Exception as error:  # a broken picture ends in whatever the reader of its format stumbles over
        raise Unfit(_("This picture is broken. Save it once more, then add it.")) from error


def _dots_only(picture: Image.Image, form: str) -> Image.Image:
    """A new picture with the dots of this one: no EXIF, XMP, comments, thumbnails, colour profiles."""
    upright = ImageOps.exif_transpose(picture)
    see_through = "A" in upright.getbands() or "transparency" in upright.info
    mode = "RGBA" if see_through and form != "JPEG" else "RGB"
    dots = upright if upright.mode == mode and not upright.info else upright.convert(mode)
    dots.info = {}
    return dots


def _written(picture: Image.Image, form: str) -> bytes:
    whole = io.BytesIO()
    picture.save(whole, form, **HOW[form])
    return whole.getvalue()


def _too_many_dots() -> str:
    return _("This picture is too large. Make it smaller, then add it.")
