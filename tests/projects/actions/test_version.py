"""Versions and their files: numbers, both kept, taking back, readers' checks, and what is left on the disk."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import RestrictedError

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from projects.actions.file import clear_files_without_a_row, drop_file
from projects.actions.thought import add_thought, take_back_thought
from projects.actions.tidy import tidy_projects
from projects.actions.version import add_version, check_version, remove_version, take_back_check
from projects.lib.files import FitFile
from projects.models import Membership, Output, OutputVersion, Project, ReaderCheck, Section, StoredFile
from tests.factories.common_ground import make_file, make_output, make_version

pytestmark = pytest.mark.django_db
NOW = dates.now()
PDF = FitFile("our leaflet.pdf", "application/pdf", b"%PDF-1.4 ours")
Capture = Any


@pytest.fixture
def output(project: Project) -> Output:
    """A guide in the making."""
    return make_output(project=project)


def on_disk(stored: StoredFile) -> bool:
    return default_storage.exists(stored.content.name)


def test_add_version_numbers_each_part_for_itself(member: Membership, output: Output) -> None:
    section = Section.objects.create(output=output, title="First", position=1)
    places = [None, section.pk, section.pk, None, section.pk]
    made = [
        add_version(by=member, output_pk=output.pk, section_pk=place, words="Hello", now=NOW).version
        for place in places
    ]
    assert [version.number for version in made] == [1, 1, 2, 2, 3]
    assert {(version.made_by, version.made_at, version.words) for version in made} == {(member, NOW, "Hello")}


def test_add_version_says_who_was_faster(
    member: Membership, other_member: Membership, output: Output
) -> None:
    seen = add_version(by=member, output_pk=output.pk, words="1", now=NOW).version.pk
    add_version(by=member, output_pk=output.pk, words="2", now=NOW)
    theirs = add_version(by=other_member, output_pk=output.pk, words="3", seen=seen, now=NOW)
    assert (theirs.version.number, theirs.meanwhile.number if theirs.meanwhile else 0) == (3, 2)
    mine = add_version(by=other_member, output_pk=output.pk, words="4", seen=seen + 1, now=NOW)
    assert (mine.version.number, mine.meanwhile) == (4, None)
    assert sorted(OutputVersion.objects.values_list("words", flat=True)) == ["1", "2", "3", "4"]


def test_add_version_keeps_the_file(member: Membership, output: Output) -> None:
    stored = add_version(by=member, output_pk=output.pk, file=PDF, now=NOW).version.file
    assert stored is not None
    stored.refresh_from_db()
    assert (stored.name, stored.kind, stored.size) == ("our leaflet.pdf", "application/pdf", 13)
    assert (stored.project, stored.added_by, stored.added_at) == (output.project, member, NOW)
    path = Path(stored.content.path)
    assert (path.read_bytes(), path.name, path.parent.name) == (
        PDF.content,
        stored.handle.hex,
        stored.handle.hex[:2],
    )
    modes = [oct(place.stat().st_mode)[-3:] for place in (path, path.parent)]
    assert modes == ["600", "700"]


def test_add_version_refuses_finished_ones_and_strangers(member: Membership, output: Output) -> None:
    Output.objects.filter(pk=output.pk).update(status="finished", finished_at=NOW)
    with pytest.raises(Refused, match="^This is finished."):
        add_version(by=member, output_pk=output.pk, words="late", now=NOW)
    with pytest.raises(Refused, match="^This is not here any more"):
        add_version(by=member, output_pk=make_output().pk, words="theirs", now=NOW)
    section = Section.objects.create(output=make_output(), title="Theirs", position=1)
    Output.objects.filter(pk=output.pk).update(status="making", finished_at=None)
    with pytest.raises(Refused, match="not here any more"):
        add_version(by=member, output_pk=output.pk, section_pk=section.pk, words="theirs", now=NOW)


# --- taking one away -------------------------------------------------------------------------------------------------


def test_remove_version_takes_the_file_only_once_that_is_sure(
    member: Membership, output: Output, django_capture_on_commit_callbacks: Capture
) -> None:
    version = add_version(by=member, output_pk=output.pk, file=PDF, now=NOW).version
    stored = version.file
    assert stored is not None
    with django_capture_on_commit_callbacks(execute=False) as later:
        remove_version(by=member, pk=version.pk, now=NOW)
    assert (on_disk(stored), StoredFile.objects.count(), len(later)) == (True, 0, 1)
    later[0]()
    assert on_disk(stored) is False


def test_remove_version_keeps_a_file_that_another_one_uses(
    member: Membership, output: Output, django_capture_on_commit_callbacks: Capture
) -> None:
    first = add_version(by=member, output_pk=output.pk, file=PDF, now=NOW).version
    make_version(output=output, file=first.file, words="")
    with django_capture_on_commit_callbacks(execute=True) as later:
        remove_version(by=member, pk=first.pk, now=NOW)
    assert later == []
    assert (on_disk(StoredFile.objects.get()), OutputVersion.objects.get().number) == (True, 2)


def test_remove_version_refuses_when_it_was_answered(
    member: Membership, other_member: Membership, output: Output
) -> None:
    version = add_version(by=member, output_pk=output.pk, words="Hi", is_easy_read=True, now=NOW).version
    thought = add_thought(by=other_member, about=version, words="Good", by_name=False, now=NOW)
    with pytest.raises(Refused, match="^Somebody has answered it."):
        remove_version(by=member, pk=version.pk, now=NOW)
    take_back_thought(by=other_member, pk=thought.pk)
    check_version(by=other_member, pk=version.pk, shown_as="none", now=NOW)
    with pytest.raises(Refused, match="^Somebody has answered it."):
        remove_version(by=member, pk=version.pk, now=NOW)
    take_back_check(by=other_member, pk=version.pk)
    with pytest.raises(Refused, match="^Only the person who added a version"):
        remove_version(by=other_member, pk=version.pk, now=NOW)
    with pytest.raises(Refused, match="^It is more than a day ago."):
        remove_version(by=member, pk=version.pk, now=NOW + timedelta(days=1, seconds=1))
    remove_version(by=member, pk=version.pk, now=NOW + timedelta(days=1))
    with pytest.raises(Refused, match="^This version is not here any more.$"):
        remove_version(by=member, pk=version.pk, now=NOW)


# --- readers' checks ---------------------------------------------------------------------------------------------------


def test_check_version_is_once_for_each_reader(
    member: Membership, other_member: Membership, output: Output
) -> None:
    version = add_version(by=member, output_pk=output.pk, words="Hi", is_easy_read=True, now=NOW).version
    check_version(by=other_member, pk=version.pk, shown_as="name", now=NOW)
    check_version(by=other_member, pk=version.pk, shown_as="other", other_name="Kit", now=NOW)
    row = ReaderCheck.objects.get()
    assert (row.membership, row.shown_as, row.other_name) == (other_member, "other", "Kit")
    with pytest.raises(Refused, match="^You added this version."):
        check_version(by=member, pk=version.pk, shown_as="name", now=NOW)
    take_back_check(by=other_member, pk=version.pk)
    assert ReaderCheck.objects.count() == 0


def test_check_version_is_about_easy_read(
    member: Membership, other_member: Membership, output: Output
) -> None:
    version = add_version(by=member, output_pk=output.pk, words="Hi", now=NOW).version
    with pytest.raises(Refused, match="^Readers check easy-read versions.$"):
        check_version(by=other_member, pk=version.pk, shown_as="name", now=NOW)


# --- what is left on the disk ----------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of its own, so that files of other tests do not count."""
    monkeypatch.setattr(
        default_storage, "_wrapped", type(default_storage._wrapped)(location=tmp_path / "files")
    )
    return tmp_path / "files"


def put(store: Path, place: str, days: float) -> Path:
    path = store / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    then = time.time() - days * 86_400
    os.utime(path, (then, then))
    return path


def test_clear_files_without_a_row_leaves_young_ones_named_ones_and_what_is_not_ours(
    store: Path, project: Project
) -> None:
    named = make_file(project=project)
    in_use = put(store, named.content.name, days=9)
    young = put(store, "ab/" + "ab" * 16, days=0.9)
    other = put(store, "ab/notes.txt", days=9)
    beside = put(store, "lost+found/" + "ab" * 16, days=9)
    old = put(store, "ab/" + "cd" * 16, days=1.1)
    renamed = put(store, "ab/" + "ef" * 16 + "_Xy12345", days=9)
    assert clear_files_without_a_row() == 2
    assert [path.exists() for path in (in_use, young, other, beside, old, renamed)] == [True] * 4 + [
        False
    ] * 2
    assert clear_files_without_a_row() == 0


def test_the_daily_tidying_clears_files_away(store: Path) -> None:
    assert tidy_projects(now=dates.now())["files"] == 0
    put(store, "ab/" + "cd" * 16, days=2)
    assert tidy_projects(now=dates.now())["files"] == 1


def test_drop_file_keeps_what_is_in_use(project: Project, output: Output) -> None:
    stored = make_file(project=project)
    make_version(output=output, file=stored, words="")
    with transaction.atomic():
        assert drop_file(stored=stored) is False
    assert StoredFile.objects.get() == stored


def test_a_file_goes_with_its_whole_project_and_never_from_under_a_version(project: Project) -> None:
    stored = make_file(project=project)
    make_version(output=make_output(project=project), file=stored)
    with pytest.raises(RestrictedError):
        stored.delete()
    project.organisation_parts.all().delete()
    project.delete()
    assert StoredFile.objects.count() == 0
