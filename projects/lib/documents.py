"""Documents of office programs: which one a file is, and whether it carries more than words and pictures."""

import html
import io
import re
import struct
import zipfile
import zlib

import filetype
from django.utils.translation import gettext as _

from projects.lib.problems import Unfit

MOST_MEMBERS = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_TO_READ = 1024 * 1024
ONE_MEMBER = b"PK\x01\x02"  # how each line of a zip's list begins
WAYS_TO_PACK = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)

TYPES, MIMETYPE = "[Content_Types].xml", "mimetype"
MAIN_PART = re.compile(
    rb"vnd\.openxmlformats-officedocument\."
    rb"(wordprocessingml\.document|spreadsheetml\.sheet|presentationml\.presentation)\.main\+xml"
)
OPEN_DOCUMENTS = {
    f"application/vnd.oasis.opendocument.{sort}".encode(): f"application/vnd.oasis.opendocument.{sort}"
    for sort in ("text", "spreadsheet", "presentation")
}
# Little programs: in Microsoft's documents (also of before 1997, and ActiveX), and in open ones.
PROGRAMS = re.compile(r"vbaproject|vbadata|/macrosheets/|/activex/|^basic/|^scripts/", re.IGNORECASE)
PROGRAM_IN_TYPES = re.compile(rb"macroenabled|vbaproject", re.IGNORECASE)
# What a document of Microsoft fetches and runs when it is opened, told in the lists of what its parts belong with. Links to
# press, and templates on the writer's own disk, are no such thing.
BELONGS = re.compile(r"_rels/[^/]*\.rels$", re.IGNORECASE)
TIE = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*>")  # ends at the next one: nothing is read twice
FETCHED = re.compile(
    r"""Type\s*=\s*["'][^"']*/(attachedTemplate|oleObject|frame|subDocument)["']""", re.IGNORECASE
)
FROM_OUTSIDE = re.compile(
    r"""Target\s*=\s*["']\s*(mhtml:|https?:|ftp:|\\\\|//|file:/{0,3}\\\\|file://[^/"'])""", re.IGNORECASE
)
PROGRAMS_OF_OLD = "_VBA_PROJECT".encode("utf-16-le")
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_KINDS = {"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"}


def kind_of_zip(content: bytes) -> str | None:
    """The MIME type of an office document that is a zip inside; None for any other zip.

    Raises Unfit for one that is broken, unpacks to far too much, names places outside itself, or holds programs.
    """
    if content.count(ONE_MEMBER) > MOST_MEMBERS:  # before the list is read: a long one takes much memory
        raise Unfit(too_much())
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _kind(packed)
    except BROKEN as error:
        raise Unfit(_("This file is broken. Save it once more, then add it.")) from error


def _kind(packed: zipfile.ZipFile) -> str | None:
    members = packed.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Unfit(too_much())
    names = [member.filename for member in members]
    if TYPES not in names and MIMETYPE not in names:
        return None
    if any(_leads_out(name) for name in names) or len(set(names)) != len(names):
        raise Unfit(
            _("We cannot trust what is inside this file. Save it once more in your own program, then add it.")
        )
    if any(member.flag_bits & 1 for member in members):
        raise Unfit(_("This file is locked with a password. Save it without one, then add it."))
    if any(member.compress_type not in WAYS_TO_PACK for member in members):
        return None
    if any(PROGRAMS.search(name) for name in names):
        raise Unfit(has_programs())
    if any(_fetches(_read(packed, name)) for name in names if BELONGS.search(name)):
        raise Unfit(fetches())
    if MIMETYPE in names:
        return OPEN_DOCUMENTS.get(_read(packed, MIMETYPE).strip())
    return _kind_of_office(_read(packed, TYPES))


def _kind_of_office(types: bytes) -> str | None:
    if PROGRAM_IN_TYPES.search(types):
        raise Unfit(has_programs())
    found = {part.decode() for part in MAIN_PART.findall(types)}
    if len(found) != 1:
        return None
    return f"application/vnd.openxmlformats-officedocument.{found.pop()}"


def _read(packed: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a member: what its list says of its size may not be true."""
    with packed.open(name) as member:
        return member.read(MOST_TO_READ)


def _fetches(ties: bytes) -> bool:
    """Whether one of these ties brings in something from another machine that can do things by itself."""
    words = ties.decode("utf-16" if ties[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    told = (html.unescape(tie) for tie in TIE.findall(words))
    return any(FETCHED.search(tie) and FROM_OUTSIDE.search(tie) for tie in told)


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name or "\x00" in name


def kind_of_old_office(content: bytes) -> str | None:
    """The MIME type of a document as Office wrote it before 2007. Raises Unfit for one that holds programs."""
    if not content.startswith(OLD):
        return None
    guess = filetype.guess(content)
    if guess is None or guess.mime not in OLD_KINDS:
        return None
    if PROGRAMS_OF_OLD in content:
        raise Unfit(has_programs())
    return str(guess.mime)


def has_programs() -> str:
    """What is said of a document that can do things by itself."""
    return _("This file has small programs inside (macros). Save it without them, then add it.")


def fetches() -> str:
    """What is said of a document that brings in things from elsewhere by itself."""
    return _("This file fetches things from elsewhere when it is opened. Save it as a PDF, then add it.")


def too_much() -> str:
    """What is said of a file that unpacks to far more than it looks."""
    return _("This file holds far more than it looks. We cannot keep it. Try a PDF.")
