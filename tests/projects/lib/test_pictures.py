"""Pictures are written anew: nothing of where, when and with what they were taken is left."""

import io
import zlib

import pytest
from PIL import Image, PngImagePlugin

from projects.lib import pictures
from projects.lib.pictures import without_traces
from projects.lib.problems import Unfit
from tests.factories.files import make_picture

HIDDEN = b"hidden-51.4545N-2.5879W"
GPS, ORIENTATION = 0x8825, 0x0112
TURNED = 6  # a quarter turn to the right


def make_exif() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = HIDDEN.decode()  # what the picture shows
    exif[ORIENTATION] = TURNED
    exif.get_ifd(GPS)[29] = HIDDEN.decode()
    return exif.tobytes()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


@pytest.mark.parametrize(
    ("form", "kind"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")]
)
def test_without_traces_leaves_nothing_and_turns_it_upright(form: str, kind: str) -> None:
    how = (
        {"exif": make_exif(), "xmp": HIDDEN}
        if form != "PNG"
        else {"exif": make_exif(), "pnginfo": png_words()}
    )
    before = make_picture(form, **how)
    assert HIDDEN in before
    after = without_traces(before, kind)
    picture = opened(after)
    assert HIDDEN not in after
    assert (dict(picture.getexif()), picture.size) == (
        {},
        (4, 8),
    )  # it was 8 wide and 4 high, lying on its side
    assert {"exif", "xmp", "icc_profile", "comment", "parsed_exif"} & picture.info.keys() == set()


def png_words() -> PngImagePlugin.PngInfo:
    words = PngImagePlugin.PngInfo()
    words.add_text("Location", HIDDEN.decode())
    return words


def test_without_traces_drops_comments_and_what_hangs_on_behind() -> None:
    for form, kind in (("JPEG", "image/jpeg"), ("GIF", "image/gif")):
        before = make_picture(form, comment=HIDDEN) + b"<script>alert(1)</script>" + HIDDEN
        after = without_traces(before, kind)
        assert (HIDDEN in after, b"<script>" in after) == (False, False)


def test_without_traces_keeps_what_is_seen() -> None:
    picture = opened(without_traces(make_picture("PNG"), "image/png"))
    assert [picture.getpixel((x, 1)) for x in (0, 3, 4, 7)] == [(255, 0, 0)] * 2 + [(0, 0, 255)] * 2


@pytest.mark.parametrize(("form", "kind"), [("PNG", "image/png"), ("WEBP", "image/webp")])
def test_without_traces_keeps_what_can_be_seen_through(form: str, kind: str) -> None:
    whole = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 128, 0, 0)).save(whole, form)
    picture = opened(without_traces(whole.getvalue(), kind))
    assert (picture.mode, picture.getpixel((1, 1))[3]) == ("RGBA", 0)  # type: ignore[index]


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_without_traces_takes_other_ways_to_write_colours(mode: str) -> None:
    assert opened(without_traces(make_picture("JPEG", mode=mode), "image/jpeg")).mode == "RGB"


@pytest.mark.parametrize(
    ("form", "kind"), [("GIF", "image/gif"), ("WEBP", "image/webp"), ("PNG", "image/png")]
)
def test_without_traces_refuses_pictures_that_move(form: str, kind: str) -> None:
    whole = io.BytesIO()
    first, second = Image.new("RGB", (4, 4), "red"), Image.new("RGB", (4, 4), "blue")
    first.save(whole, form, save_all=True, append_images=[second], duration=100)
    with pytest.raises(Unfit, match="^This picture moves. That is hard for some people."):
        without_traces(whole.getvalue(), kind)


def test_without_traces_refuses_a_picture_that_would_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = make_picture("PNG", size=(100, 100))
    for most in (9_999, 4_000):  # somewhat, and more than twice as much as may be
        monkeypatch.setattr(pictures, "MOST_DOTS", most)
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", most)
        with pytest.raises(Unfit, match="^This picture is too large. Make it smaller, then add it.$"):
            without_traces(bomb, "image/png")


def test_a_picture_that_says_it_is_vast_is_refused_before_it_is_read() -> None:
    """Its head says 60,000 by 60,000 dots, and there are few behind it."""
    vast = bytearray(make_picture("PNG"))
    vast[16:24] = (60_000).to_bytes(4, "big") * 2
    vast[29:33] = png_sum(bytes(vast[12:29]))
    with pytest.raises(Unfit, match="^This picture is too large."):
        without_traces(bytes(vast), "image/png")


def png_sum(head: bytes) -> bytes:
    return zlib.crc32(head).to_bytes(4, "big")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (make_picture("JPEG", size=(400, 400))[:-400], "image/jpeg"),
        (make_picture("PNG")[:40], "image/png"),
        (b"\x89PNG\r\n\x1a\n" + b"<svg/>", "image/png"),
        (b"GIF89a" + b"\xff" * 50, "image/gif"),
        (make_picture("PNG"), "image/jpeg"),
    ],
)
def test_without_traces_refuses_broken_pictures(content: bytes, kind: str) -> None:
    with pytest.raises(Unfit, match="^This picture is broken. Save it once more, then add it.$"):
        without_traces(content, kind)
