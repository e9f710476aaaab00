"""Small files of every kind that people may add, and some that nobody may."""

import io
import struct
import zipfile
from typing import Any

from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pptx": f"{OFFICE}.presentationml.presentation",
}
OPEN = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def make_zip(members: dict[str, bytes], *, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with these members, in their order."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", packed) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return whole.getvalue()


def make_office(ending: str = "docx", *, main: str = "", **members: bytes) -> bytes:
    """A document of Microsoft's kind; `main` instead of the type of its main part; more members by name."""
    kind = main or f"{MAIN[ending]}.main+xml"
    types = (
        f'<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    )
    return make_zip({"[Content_Types].xml": types.encode(), "word/document.xml": b"<w/>", **members})


def make_open(ending: str = "odt", **members: bytes) -> bytes:
    """An open document."""
    return make_zip({"mimetype": OPEN[ending].encode(), "content.xml": b"<office/>", **members})


def make_old(ending: str) -> bytes:
    """The beginning of a document of Office before 2007."""
    inside = {
        "doc": b"\xec\xa5\xc1\x00",
        "xls": b"\x09\x08\x10\x00\x00\x06\x05\x00",
        "ppt": b"\xa0\x46\x1d\xf0",
    }
    return OLE + inside[ending] + b"\x00" * 2048


def make_picture(
    form: str = "JPEG", *, size: tuple[int, int] = (8, 4), mode: str = "RGB", **how: Any
) -> bytes:
    """A picture with its left half red and its right half blue."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    whole = io.BytesIO()
    picture.convert(mode).save(whole, form, **how)
    return whole.getvalue()


def make_wav(content: bytes = b"\x00" * 32) -> bytes:
    """A moment of silence."""
    head = b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8) + b"data"
    return (
        b"RIFF"
        + struct.pack("<I", len(head) + 4 + len(content))
        + head
        + struct.pack("<I", len(content))
        + content
    )


def make_mp4(*handlers: bytes, brand: bytes = b"M4A ") -> bytes:
    """The beginning of a file with sound ("soun"), film ("vide") or both."""
    start = struct.pack(">I", 20) + b"ftyp" + brand + b"\x00" * 8
    return start + b"".join(
        b"\x00\x00\x00\x20hdlr\x00\x00\x00\x00\x00\x00\x00\x00" + each for each in handlers
    )


SOUNDS = {
    "mp3": b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\x00" * 20,
    "m4a": make_mp4(b"soun"),
    "ogg": b"OggS\x00\x02" + b"\x00" * 22 + b"OpusHead\x01",
    "wav": make_wav(),
    "webm": b"\x1a\x45\xdf\xa3" + b"\x42\x82\x84webm" + b"\x86\x86A_OPUS",
}
