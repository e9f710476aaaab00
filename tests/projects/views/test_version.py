"""Pages of versions and files: adding, hostile uploads, downloads for members only, thoughts, readers' checks."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coproduce.lib import dates
from members.models import Member
from projects.actions.version import check_version
from projects.models import Membership, Output, OutputVersion, Project, StoredFile, Thought
from tests.factories.common_ground import make_file, make_output, make_version
from tests.factories.files import PDF, make_office, make_picture
from tests.factories.members import make_member
from tests.factories.projects import make_membership
from tests.projects.views.test_output import words_of

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
NOW = dates.now()


@pytest.fixture
def output(project: Project) -> Output:
    """A guide in the making."""
    return make_output(project=project, title="A guide")


@pytest.fixture
def at(project: Project) -> str:
    """Where the pages of the project begin."""
    return f"/projects/{project.address}/"


def send(browser: Client, at: str, output: Output, name: str, content: bytes, **more: str) -> str:
    """The page after adding a file."""
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    answer = browser.post(f"{at}outputs/{output.pk}/versions/new/", {"file": file, **more}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_version_in_words_keeps_its_lines_and_runs_nothing(
    as_person: AsPerson, member: Membership, output: Output, at: str
) -> None:
    words = "Hello.\r\n\r\n<b>Sit</b> where you like."
    answer = as_person(member).post(f"{at}outputs/{output.pk}/versions/new/", {"words": words}, follow=True)
    html = answer.content.decode()
    assert "<p>Hello.</p>\n\n<p>&lt;b&gt;Sit&lt;/b&gt; where you like.</p>" in html
    assert "Everyone in the project sees version 1." in html


def test_two_people_write_at_the_same_time(
    as_person: AsPerson, member: Membership, other_member: Membership, output: Output, at: str
) -> None:
    path = f"{at}outputs/{output.pk}/versions/new/"
    sam, jo = as_person(member), as_person(other_member)
    [seen] = re.findall(r'name="seen" value="(\d+)"', sam.get(path).content.decode())
    jo.post(path, {"words": "Jo’s words", "seen": seen})
    html = sam.post(path, {"words": "Sam’s words", "seen": seen}, follow=True).content.decode()
    assert "Jo added version 1 while you wrote. Yours is version 2. Both are kept." in html
    assert list(OutputVersion.objects.values_list("words", flat=True)) == ["Sam’s words", "Jo’s words"]


def test_a_newer_version_starts_with_the_words_that_are_there(
    as_person: AsPerson, member: Membership, output: Output, at: str
) -> None:
    version = make_version(output=output, words="Say hello.")
    theirs = make_version(words="Secret")
    path = f"{at}outputs/{output.pk}/versions/new/?from="
    sam = as_person(member)
    assert ">\nSay hello.</textarea>" in sam.get(f"{path}{version.pk}").content.decode()
    assert "Secret" not in sam.get(f"{path}{theirs.pk}").content.decode()


# --- files -------------------------------------------------------------------------------------------------------------


def test_a_file_is_kept_and_saved_as_what_it_is(
    as_person: AsPerson, member: Membership, other_member: Membership, output: Output, at: str
) -> None:
    html = send(as_person(member), at, output, "Our “leaflet”.pdf", PDF, note="First try")
    stored = StoredFile.objects.get()
    assert (f"{at}files/{stored.pk}/" in html, "PDF, 1 KB" in words_of(html)) == (True, True)
    answer = as_person(other_member).get(f"{at}files/{stored.pk}/")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert {
        name: answer[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")
    } == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Our%20%E2%80%9Cleaflet%E2%80%9D.pdf"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_a_file_is_for_people_of_the_project(
    as_person: AsPerson, member: Membership, outsider: Member, lead: Member, project: Project, at: str
) -> None:
    stored = make_file(project=project)
    path = f"{at}files/{stored.pk}/"
    left = make_membership(project=project, status="left", left_at=NOW)
    elsewhere = make_membership()
    answers = [as_person(who).get(path).status_code for who in (member, outsider, lead, left, elsewhere)]
    assert answers == [200, 404, 404, 404, 404]
    assert Client().get(path)["Location"].startswith("/in/")
    other = f"/projects/{elsewhere.project.address}/files/{stored.pk}/"
    assert as_person(elsewhere).get(other).status_code == 404


def test_no_address_of_the_site_leads_into_the_store(client: Client, project: Project) -> None:
    stored = make_file(project=project)
    for path in ("media", "static", "files", "static/.."):
        assert client.get(f"/{path}/{stored.content.name}").status_code == 404


def test_a_file_that_is_gone_from_the_disk_has_a_kind_page(
    as_person: AsPerson, member: Membership, project: Project, at: str
) -> None:
    stored = make_file(project=project)
    stored.content.delete(save=False)
    answer = as_person(member).get(f"{at}files/{stored.pk}/")
    assert (answer.status_code, "You did nothing wrong." in answer.content.decode()) == (404, True)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "leaflet.pdf",
            b"MZ\x90\x00" + b"\x00" * 99,
            "The name ends in .pdf, but inside it is something else.",
        ),
        ("photo.png", b"<svg><script>alert(1)</script></svg>", "The name ends in .png, but inside"),
        ("page.html", b"<script>alert(1)</script>", "We cannot keep this sort of file."),
        ("plan.docx", make_office(**{"../../x": b"x"}), "We cannot trust what is inside this file."),
        ("plan.docx", make_office(**{"word/vbaProject.bin": b"x"}), "This file has small programs inside"),
        ("empty.pdf", b"", "This file is empty. Nothing is in it."),
    ],
)
def test_a_hostile_file_is_refused_kindly_and_not_kept(
    as_person: AsPerson, member: Membership, output: Output, at: str, name: str, content: bytes, said: str
) -> None:
    html = send(as_person(member), at, output, name, content, words="My words stay")
    assert (said in html, "<title>Error: " in html) == (True, True)
    assert ">\nMy words stay</textarea>" in html
    assert (StoredFile.objects.count(), OutputVersion.objects.count()) == (0, 0)


def test_a_file_of_eleven_mb_is_refused_with_the_words_kept(
    as_person: AsPerson, member: Membership, output: Output, at: str
) -> None:
    large = PDF + b"\x00" * (11 * 1024 * 1024)
    html = send(as_person(member), at, output, "leaflet.pdf", large, words="My words stay")
    assert ("The most we can keep is 10 MB." in html, ">\nMy words stay</textarea>" in html) == (True, True)
    assert StoredFile.objects.count() == 0


def test_far_more_than_that_is_answered_before_it_is_read(
    as_person: AsPerson, member: Membership, at: str
) -> None:
    length = str(2 * settings.FILE_MOST_BYTES + 1_000_001)
    answer = as_person(member).generic("POST", f"{at}outputs/new/", b"", CONTENT_LENGTH=length)
    assert (answer.status_code, "too large for us to keep" in answer.content.decode()) == (413, True)
    fits = as_person(member).generic("POST", f"{at}outputs/new/", b"", CONTENT_LENGTH="not a number")
    assert fits.status_code == 200


def test_a_file_to_choose_once_more_is_said(
    as_person: AsPerson, member: Membership, output: Output, at: str
) -> None:
    html = send(as_person(member), at, output, "leaflet.pdf", PDF, note="x" * 301)
    assert ("Choose your file once more." in html, StoredFile.objects.count()) == (True, 0)


def test_a_picture_loses_its_place_on_the_way_in(
    as_person: AsPerson, member: Membership, output: Output, at: str
) -> None:
    send(as_person(member), at, output, "door.jpg", make_picture("JPEG", comment=b"canary 51.45 N"))
    stored = StoredFile.objects.get()
    assert (stored.name, stored.kind, b"canary" in stored.content.read()) == ("door.jpg", "image/jpeg", False)
    stored.content.close()


def test_only_one_of_words_and_file_is_needed(
    as_person: AsPerson, member: Membership, output: Output, at: str
) -> None:
    html = as_person(member).post(f"{at}outputs/{output.pk}/versions/new/", {"note": "x"}).content.decode()
    assert html.count("Write the words, or choose a file") == 2  # in the summary and at the box


def test_a_version_is_taken_away_by_who_made_it(
    as_person: AsPerson, member: Membership, other_member: Membership, output: Output, at: str
) -> None:
    send(as_person(member), at, output, "leaflet.pdf", PDF)
    path = f"{at}versions/{OutputVersion.objects.get().pk}/"
    away = "Take this version away"
    assert [away in as_person(who).get(path).content.decode() for who in (member, other_member)] == [
        True,
        False,
    ]
    assert as_person(other_member).post(f"{path}remove/").status_code == 403
    assert as_person(member).post(f"{path}remove/")["Location"] == f"{at}outputs/{output.pk}/"
    assert (OutputVersion.objects.count(), StoredFile.objects.count()) == (0, 0)


# --- thoughts and readers' checks -----------------------------------------------------------------------------------------


def test_thoughts_stand_beside_a_version(
    as_person: AsPerson, member: Membership, other_member: Membership, output: Output, at: str
) -> None:
    path = f"{at}versions/{make_version(output=output, made_by=member).pk}/"
    jo = as_person(other_member)
    wrong = jo.post(f"{path}thought/", {"words": ""}).content.decode()
    assert ("Write what you think" in wrong, Thought.objects.count()) == (True, 0)
    html = jo.post(f"{path}thought/", {"words": "It is warm.", "by_name": "on"}, follow=True).content.decode()
    assert "It is warm." in html
    assert "Take this version away" not in as_person(member).get(path).content.decode()
    for button in ("thought", "remove", "check/back"):
        assert jo.get(f"{path}{button}/")["Location"] == path


def test_readers_are_named_as_they_choose(
    as_person: AsPerson,
    member: Membership,
    other_member: Membership,
    project: Project,
    output: Output,
    at: str,
) -> None:
    version = make_version(output=output, is_easy_read=True, made_by=member)
    path, jo = f"{at}versions/{version.pk}/", as_person(other_member)
    assert "Checked" not in words_of(jo.get(path).content.decode())
    jo.post(f"{path}check/", {"shown_as": "none"})
    assert "Checked in a reading. It was clear." in words_of(jo.get(path).content.decode())
    jo.post(f"{path}check/", {"shown_as": "name"})
    for name, shown_as in (("Kim", "none"), ("amir", "name")):
        who = make_membership(project=project, member=make_member(name=name))
        check_version(by=who, pk=version.pk, shown_as=shown_as, now=NOW)
    said = "Checked by readers: amir, Jo and others ."
    for page in (path, f"{at}outputs/{output.pk}/", f"{at}outputs/{output.pk}/print/?easy=1"):
        assert said in words_of(jo.get(page).content.decode())
    jo.post(f"{path}check/back/")
    assert "Checked by readers: amir and others ." in words_of(jo.get(path).content.decode())


def test_who_made_a_version_does_not_check_it(
    as_person: AsPerson, member: Membership, output: Output, at: str
) -> None:
    version = make_version(output=output, is_easy_read=True, made_by=member)
    answer = as_person(member).get(f"{at}versions/{version.pk}/check/")
    assert (answer.status_code, "Somebody else can read it." in answer.content.decode()) == (403, True)


def test_versions_are_paged_at_fifty(
    as_person: AsPerson, member: Membership, output: Output, at: str
) -> None:
    OutputVersion.objects.bulk_create(
        OutputVersion(output=output, number=number, words="x", made_by=member) for number in range(1, 52)
    )
    path, sam = f"{at}outputs/{output.pk}/versions/", as_person(member)
    first = sam.get(path).content.decode()
    [older] = re.findall(r'href="(\?before=\d+)"', first)
    second = sam.get(f"{path}{older}").content.decode()
    assert [html.count('<a class="cover"') for html in (first, second)] == [50, 1]
    assert "Version 1<" in second


def test_versions_of_a_section_of_something_else_are_not_found(
    as_person: AsPerson, member: Membership, output: Output, project: Project, at: str
) -> None:
    other = make_output(project=project).sections.create(title="Other", position=1)
    assert as_person(member).get(f"{at}outputs/{output.pk}/versions/?section={other.pk}").status_code == 404
