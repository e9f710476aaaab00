"""Versions of what the group makes: adding one, taking one's own away, and readers who find one clear."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coproduce.lib.answers import Refused, require
from projects.actions.file import drop_file
from projects.actions.output import locked_output
from projects.actions.records import note_change
from projects.lib.files import FitFile
from projects.models import Membership, OutputVersion, ReaderCheck, StoredFile
from projects.permissions.credit import can_take_name_back
from projects.permissions.output import can_change_output
from projects.permissions.version import can_check_version, can_remove_version

GONE = gettext_lazy("This version is not here any more.")


@dataclass(frozen=True)
class Added:
    """The version that was added, and one of somebody else that came while it was written, if there is one."""

    version: OutputVersion
    meanwhile: OutputVersion | None


@transaction.atomic
def add_version(
    *,
    by: Membership,
    output_pk: int,
    section_pk: int | None = None,
    words: str = "",
    file: FitFile | None = None,
    note: str = "",
    is_easy_read: bool = False,
    seen: int | None = None,
    now: datetime,
) -> Added:
    """A version of the whole or of one section gets the next number there; of two at the same time both are kept.

    `seen` is the id of the newest version that stood on the page when it was opened. Raises Refused, also when neither
    words nor a file are given.
    """
    output = locked_output(by=by, pk=output_pk)
    require(can_change_output(by, output))
    section = output.sections.filter(pk=section_pk).first() if section_pk is not None else None
    if section is None and section_pk is not None:
        raise Refused(_("This section is not here any more. Somebody took it away."))
    others = output.versions.filter(section=section)
    came = others.filter(pk__gt=seen).exclude(made_by=by) if seen is not None else others.none()
    meanwhile = came.select_related("made_by__member").first()
    number = (others.aggregate(last=Max("number"))["last"] or 0) + 1
    stored = _store(by, file, now) if file else None
    version = OutputVersion.objects.create(
        output=output,
        section=section,
        number=number,
        words=words,
        file=stored,
        note=note,
        is_easy_read=is_easy_read,
        made_by=by,
        made_at=now,
    )
    note_change(project_id=by.project_id)
    return Added(version, meanwhile)


def _store(by: Membership, file: FitFile, now: datetime) -> StoredFile:
    return StoredFile.objects.create(
        project_id=by.project_id,
        name=file.name,
        kind=file.kind,
        size=len(file.content),
        content=ContentFile(file.content, "content"),
        added_by=by,
        added_at=now,
    )


@transaction.atomic
def remove_version(*, by: Membership, pk: int, now: datetime) -> None:
    """Who made a version takes it away within a day, its file too. Raises Refused."""
    version = _locked_version(by, pk)
    has_answers = version.thoughts.exists() or version.reader_checks.exists()
    require(can_remove_version(by, version, has_answers=has_answers, now=now))
    stored = version.file
    version.delete()
    if stored is not None:
        drop_file(stored=stored)
    note_change(project_id=by.project_id)


@transaction.atomic
def check_version(
    *, by: Membership, pk: int, shown_as: str, other_name: str = "", now: datetime
) -> ReaderCheck:
    """A reader says that an easy-read version is clear to them, and how they are named beside it. Raises Refused."""
    version = _locked_version(by, pk)
    require(can_check_version(by, version))
    check, _is_new = ReaderCheck.objects.update_or_create(
        version=version,
        membership=by,
        defaults={"shown_as": shown_as, "other_name": other_name, "checked_at": now},
    )
    note_change(project_id=by.project_id)
    return check


@transaction.atomic
def take_back_check(*, by: Membership, pk: int) -> None:
    """A reader takes back that a version is clear to them. Raises Refused."""
    version = _locked_version(by, pk)
    require(can_take_name_back(by, version.output.project_id))
    ReaderCheck.objects.filter(version=version, membership=by).delete()
    note_change(project_id=by.project_id, also_when_closed=True)


def _locked_version(by: Membership, pk: int) -> OutputVersion:
    """The version with its output. Raises Refused when it was taken away a moment ago."""
    found = OutputVersion.objects.select_for_update(of=("self",)).select_related("output", "file")
    version = found.filter(pk=pk, output__project=by.project_id).first()
    if version is None:
        raise Refused(str(GONE))
    return version
