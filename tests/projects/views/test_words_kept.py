"""A page that was older than the world: what somebody wrote in it is shown once more, whatever it was refused for (promise C2)."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coproduce.lib import dates
from projects.actions.ending import pause_project
from projects.actions.sign_off_answer import say_yes
from projects.actions.task_done import finish_task
from projects.models import Membership, OutputVersion, Project, ReadThrough, StoredFile
from tests.factories.common_ground import (
    make_output,
    make_piece,
    make_purpose,
    make_sign_off,
    make_version,
)
from tests.factories.projects import make_task

pytestmark = pytest.mark.django_db

AsPerson = Callable[[Membership], Client]
WORDS = "Come in & sit down.\nThe tea is warm."
SHOWN = "<blockquote>Come in &amp; sit down.<br>The tea is warm.</blockquote>"


def test_C2_words_for_a_project_that_paused_meanwhile_are_shown(
    as_person: AsPerson, project: Project, member: Membership, facilitator: Membership
) -> None:
    output, piece = make_output(project=project), make_piece(project=project)
    pause_project(by=facilitator, words="A rest.", back_on=None, now=dates.now())
    at, browser = f"/projects/{project.address}", as_person(member)
    pages = [
        browser.post(f"{at}/outputs/{output.pk}/versions/new/", {"words": WORDS}),
        browser.post(f"{at}/plan/{piece.pk}/thoughts/", {"words": WORDS}),
    ]
    assert [(page.status_code, page.content.decode().count(SHOWN)) for page in pages] == [(403, 1)] * 2


def test_C2_words_about_what_was_taken_away_meanwhile_are_shown(
    as_person: AsPerson, project: Project, member: Membership
) -> None:
    version = make_version(output=make_output(project=project))
    version.delete()
    url = f"/projects/{project.address}/versions/7/thought/"
    page = as_person(member).post(url, {"words": WORDS, "by_name": "on"})
    assert (page.status_code, page.content.decode().count(SHOWN)) == (404, 1)


def test_C2_words_of_a_no_that_came_too_late_are_shown(
    as_person: AsPerson, project: Project, member: Membership
) -> None:
    task = make_task(project=project, holders=[member])
    make_sign_off(task=task, who=member)
    finish_task(by=member, pk=task.pk, now=dates.now())
    step = task.sign_offs.get()
    say_yes(by=member, pk=step.pk, version=step.version, now=dates.now())
    said = {"version": step.version, "heard": WORDS, "why": "x", "whose_rule": "x", "possible": "x"}
    url = f"/projects/{project.address}/sign-offs/{step.pk}/no/"
    page = as_person(member).post(url, {**said, "talk_to": member.pk})
    assert (page.status_code, page.content.decode().count("What you wrote")) == (409, 1)


def test_C2_words_to_a_purpose_that_changed_meanwhile_stay_in_their_box(
    as_person: AsPerson, project: Project, member: Membership
) -> None:
    make_purpose(project=project)
    make_purpose(project=project, number=2, words="A warmer door.")
    said = {"number": 1, "says": "change", "count_as": "lived", "words": "Say the name of the house."}
    page = as_person(member).post(f"/projects/{project.address}/purpose/", said)
    assert (page.status_code, page.content.decode().count("Say the name of the house.")) == (409, 1)


def test_a_page_that_nobody_wrote_in_shows_nothing_of_it(
    as_person: AsPerson, project: Project, member: Membership
) -> None:
    browser = as_person(member)
    refused = browser.get(f"/projects/{project.address}/invite/")
    missing = browser.post(
        f"/projects/{project.address}/plan/987654/thoughts/", {"words": " One ", "back": "/a b/"}
    )
    assert (refused.status_code, missing.status_code) == (403, 404)
    assert [page.content.decode().count("What you wrote") for page in (refused, missing)] == [0, 0]


def test_a_version_that_nobody_read_is_not_said_to_hold_together(
    as_person: AsPerson, project: Project, member: Membership, other_member: Membership
) -> None:
    output = make_output(project=project, status="reading")
    make_version(output=output)
    url, sam = f"/projects/{project.address}/outputs/{output.pk}/read/", as_person(member)
    [seen] = re.findall(r'name="seen" value="(\d+)"', sam.get(url).content.decode())
    newer = make_version(output=output, words="Nobody has read this.", made_by=other_member)
    said = {"holds": "yes", "words": "It reads well.", "seen": seen}
    page = sam.post(url, said)
    html = page.content.decode()
    assert (page.status_code, ReadThrough.objects.count()) == (409, 0)
    assert [html.count(words) for words in ("It reads well.", f'name="seen" value="{newer.pk}"')] == [1, 1]
    assert sam.post(url, {**said, "seen": newer.pk}).status_code == 302
    assert ReadThrough.objects.get().holds_together is True


def test_what_would_help_is_said_also_of_an_older_version(
    as_person: AsPerson, project: Project, member: Membership
) -> None:
    output = make_output(project=project, status="reading")
    make_version(output=output)
    url = f"/projects/{project.address}/outputs/{output.pk}/read/"
    as_person(member).post(url, {"holds": "not_yet", "words": "Say where the door is.", "seen": "0"})
    assert ReadThrough.objects.get().words == "Say where the door is."


def test_a_full_disk_keeps_the_words_in_their_box(
    as_person: AsPerson, project: Project, member: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = tmp_path / "full"
    full.write_text("no folder can be made in a file")
    monkeypatch.setattr(default_storage, "location", str(full), raising=False)
    output = make_output(project=project)
    url = f"/projects/{project.address}/outputs/{output.pk}/versions/new/"
    page = as_person(member).post(url, {"words": WORDS, "file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 one")})
    html = page.content.decode()
    assert (page.status_code, OutputVersion.objects.count(), StoredFile.objects.count()) == (200, 0, 0)
    assert "We cannot keep files just now. Your words are still here" in html
    assert "The tea is warm.</textarea>" in html


def test_the_words_of_another_site_are_not_shown(
    as_person: Callable[..., Client], member: Membership
) -> None:
    browser = as_person(member)
    checked = Client(enforce_csrf_checks=True)
    checked.cookies = browser.cookies

    for path in ("/nothing/is/here/", f"/projects/{member.project.address}/leave/"):
        answer = checked.post(path, {"words": "Call this number at once"})
        assert "Call this number" not in answer.content.decode()
