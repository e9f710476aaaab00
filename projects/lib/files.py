"""What a file is, told from its content, and a name for it that can do no harm. No models, no disk."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coproduce.lib.text import one_line
from projects.lib.documents import kind_of_old_office, kind_of_zip
from projects.lib.pictures import without_traces
from projects.lib.problems import Unfit
from projects.lib.sounds import kind_of_sound

LONGEST_NAME = 120
PDF = "application/pdf"
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
PICTURE, SOUND = gettext_lazy("picture"), gettext_lazy("sound file")
TEXT, SHEET, SLIDES = (
    gettext_lazy("text document"),
    gettext_lazy("spreadsheet"),
    gettext_lazy("set of slides"),
)


@dataclass(frozen=True)
class Sort:
    """One kind of file that people may add: its ending, and what people call it."""

    ending: str
    what: Any


# By MIME type. What stands here is told from the content alone; the ending follows from it.
SORTS = {
    PDF: Sort("pdf", gettext_lazy("PDF")),
    f"{OFFICE}.wordprocessingml.document": Sort("docx", TEXT),
    f"{OFFICE}.spreadsheetml.sheet": Sort("xlsx", SHEET),
    f"{OFFICE}.presentationml.presentation": Sort("pptx", SLIDES),
    f"{OPEN}.text": Sort("odt", TEXT),
    f"{OPEN}.spreadsheet": Sort("ods", SHEET),
    f"{OPEN}.presentation": Sort("odp", SLIDES),
    "application/msword": Sort("doc", TEXT),
    "application/vnd.ms-excel": Sort("xls", SHEET),
    "application/vnd.ms-powerpoint": Sort("ppt", SLIDES),
    "image/jpeg": Sort("jpg", PICTURE),
    "image/png": Sort("png", PICTURE),
    "image/gif": Sort("gif", PICTURE),
    "image/webp": Sort("webp", PICTURE),
    "audio/mpeg": Sort("mp3", SOUND),
    "audio/mp4": Sort("m4a", SOUND),
    "audio/ogg": Sort("ogg", SOUND),
    "audio/wav": Sort("wav", SOUND),
    "audio/webm": Sort("webm", SOUND),
}
OTHER_ENDINGS = {
    "jpeg": "jpg",
    "jpe": "jpg",
    "oga": "ogg",
    "opus": "ogg",
    "mp4": "m4a",
    "weba": "webm",
    "wave": "wav",
}
BY_ENDING = {sort.ending: sort for sort in SORTS.values()}
ENDINGS = sorted({*BY_ENDING, *OTHER_ENDINGS})
# A picture that is called .jpg and is a PNG is a slip that phones make. Anything else that differs is not.
MAY_DIFFER = (PICTURE, SOUND)
ENDING = re.compile(r"\.([A-Za-z][A-Za-z0-9]{0,4})$")
NOT_IN_NAMES = re.compile(r'[<>:"|?*%\\/;]')
TAKEN_BY_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


@dataclass(frozen=True)
class FitFile:
    """A file that may be kept: a clean name, the kind its content has, and the content to keep."""

    name: str
    kind: str
    content: bytes


def read_upload(name: str, content: bytes, *, most: int) -> FitFile:
    """The file as it may be kept; pictures without a trace of place, time and camera. Raises Unfit with a kind reason."""
    if not content:
        raise Unfit(_("This file is empty. Nothing is in it."))
    if len(content) > most:
        raise Unfit(too_large(most))
    kind = kind_of(content)
    said = ending_of(name)
    if kind is None:
        raise Unfit(_lies(said) if said in BY_ENDING else not_taken())
    sort = SORTS[kind]
    if said in BY_ENDING and said != sort.ending and not _may_differ(sort, BY_ENDING[said]):
        raise Unfit(_lies(said))
    if kind.startswith("image/"):
        content = without_traces(content, kind)
    return FitFile(clean_name(name, sort.ending), kind, content)


def kind_of(content: bytes) -> str | None:
    """The MIME type of a file that people may add, from its content; None for all others. Raises Unfit."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK"):
        return kind_of_zip(content)
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    return kind_of_old_office(content) or kind_of_sound(content)


def ending_of(name: str) -> str:
    """What the name says it is: "jpg" for "Photo.JPEG"; empty where it says nothing."""
    found = ENDING.search(name)
    ending = found[1].lower() if found else ""
    return OTHER_ENDINGS.get(ending, ending)


def clean_name(name: str, ending: str) -> str:
    """A name without folders, control characters and signs that some machines cannot keep, with this ending."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    stem = ENDING.sub("", one_line(last))
    if ending_of(stem) in BY_ENDING:  # "leaflet.pdf.exe"
        stem = ENDING.sub("", stem)
    stem = NOT_IN_NAMES.sub(" ", stem)
    stem = " ".join(stem.split()).strip(". ")[: LONGEST_NAME - len(ending) - 1].strip(". ")
    if not stem or TAKEN_BY_WINDOWS.fullmatch(stem.split(".")[0]):
        stem = _("file")
    return f"{stem}.{ending}"


def size_in_words(size: int) -> str:
    """ "2 MB", "340 KB"."""
    if size >= 1024 * 1024:
        return _("%(number)d MB") % {"number": round(size / 1024 / 1024)}
    return _("%(number)d KB") % {"number": max(1, round(size / 1024))}


def what_it_is(kind: str) -> str:
    """What people call a file of this kind."""
    return str(SORTS[kind].what) if kind in SORTS else _("file")


def too_large(most: int) -> str:
    """What is said of a file that is too large."""
    return _("This file is too large. The most we can keep is %(most)s.") % {"most": size_in_words(most)}


def not_taken() -> str:
    """What is said of a file that nobody can add."""
    return _("We cannot keep this sort of file. Add a PDF, a document, a picture or a sound file.")


def _lies(ending: str) -> str:
    return _(
        "The name ends in .%(ending)s, but inside it is something else. Save it once more, then add it."
    ) % {"ending": ending}


def _may_differ(one: Sort, other: Sort) -> bool:
    return one.what == other.what and one.what in MAY_DIFFER
