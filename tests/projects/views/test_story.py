import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.lib import dates
from members.models import Member
from projects.actions.story import choose_story_name, write_story
from projects.models import (
    Agreement,
    CheckIn,
    Credit,
    Ending,
    Given,
    Membership,
    Milestone,
    Project,
    StoryName,
    ThoughtAuthor,
    Unknown,
)
from tests.factories.common_ground import make_output, make_piece, make_purpose, make_thought, make_version
from tests.factories.members import make_need
from tests.factories.projects import make_role, make_task

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
HOSTILE = "<script>mark</script>"


def at(project: Project, name: str) -> str:
    """The path of a page of the project."""
    return reverse(f"projects:{name}", args=[project.address])


@pytest.fixture
def told(member: Membership, other_member: Membership, professional: Membership, project: Project) -> Project:
    """A project with a story: Sam is named, Jo has another name, Tom chose nothing."""
    now = dates.now()
    write_story(
        by=member, version=1, how=f"On Fridays. {HOSTILE}", what_changed="A seat by the door.", now=now
    )
    choose_story_name(by=member, shown_as="name", now=now)
    choose_story_name(by=other_member, shown_as="other", other_name="A friend", now=now)
    Milestone.objects.create(project=project, what="The draft is there", reached_at=now)
    Milestone.objects.create(project=project, what="Far ahead")
    make_piece(project=project, status="agreed", question="Who does what?", said="Each says what they can.")
    make_piece(project=project, question="Open question?", said="Not settled yet.")
    make_output(project=project, title="Welcome guide", status="finished", finished_at=now)
    make_output(project=project, title="Half a poster")
    return project


def test_the_story_is_told_from_what_was_settled(
    as_person: AsPerson, professional: Membership, told: Project
) -> None:
    page = as_person(professional).get(at(told, "story")).content.decode()
    there = [
        "Welcome guide",
        "The draft is there",
        "Each says what they can.",
        "A friend and Sam.",
        "A seat by the door.",
    ]
    not_there = ["Half a poster", "Far ahead", "Not settled yet.", "Tom", "Jo ", HOSTILE]
    assert [words for words in there if words not in page] == []
    assert [words for words in not_there if words in page] == []


def test_each_person_chooses_their_name_on_a_page(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    sam = as_person(member)
    page = sam.post(at(project, "story-name"), {"shown_as": "other", "other_name": ""}).content.decode()
    assert ("Say which name to use" in page, StoryName.objects.count()) == (True, 0)
    sam.post(at(project, "story-name"), {"shown_as": "other", "other_name": "A friend"})
    assert "The story calls you: A friend" in sam.get(at(project, "story")).content.decode()
    sam.post(at(project, "story-name"), {"shown_as": "none"})
    assert "The story does not name you." in sam.get(at(project, "story")).content.decode()


def test_two_who_write_at_once_lose_nothing(as_person: AsPerson, member: Membership, told: Project) -> None:
    answer = as_person(member).post(at(told, "story-words"), {"version": "1", "how": "My words"})
    page = answer.content.decode()
    assert (answer.status_code, "My words" in page, "On Fridays." in page) == (409, True, True)


def check_file(answer: object) -> str:
    """The words of a file that stands alone: to keep, without links, pictures or scripts."""
    assert answer["Content-Disposition"].startswith("attachment; filename=")  # type: ignore[index]
    words = answer.content.decode()  # type: ignore[attr-defined]
    assert re.findall(r"<(?:a|img|script|link|iframe|form)\b|href=|src=|https?://", words) == []
    return str(words)


def test_the_story_as_a_file_stands_alone(
    as_person: AsPerson, professional: Membership, told: Project
) -> None:
    answer = as_person(professional).get(at(told, "story-export"))
    assert answer["Content-Disposition"] == 'attachment; filename="a-better-welcome.html"'
    words = check_file(answer)
    assert [name in words for name in ("Sam", "A friend", "Jo", "Tom", told.address)] == [True, True, False, False, False]  # fmt: skip


def test_whoever_left_stands_as_they_chose_and_reads_it_no_more(
    as_person: AsPerson, member: Membership, professional: Membership, told: Project
) -> None:
    sam = as_person(member)
    Membership.objects.filter(pk=member.pk).update(status="left", left_at=dates.now())
    assert [sam.get(at(told, name)).status_code for name in ("story", "story-export", "export")] == [404] * 3
    assert "A friend and Sam." in as_person(professional).get(at(told, "story")).content.decode()


def test_everything_along_holds_what_the_group_wrote_and_nothing_private(
    as_person: AsPerson, member: Membership, other_member: Membership, professional: Membership, told: Project
) -> None:
    make_purpose(project=told, words="The words of the purpose.", agreed_at=dates.now())
    piece = make_piece(project=told, question="Talked over?", said="Said so far.")
    make_thought(about=piece, author=professional, words="With a name.")
    quiet = make_thought(about=piece, words="Without a name.")
    ThoughtAuthor.objects.create(thought=quiet, membership=other_member)
    Agreement.objects.create(project=told, kind="rules", words="We let people finish.")
    Given.objects.create(project=told, what="The logo stays", whose_rule="The council")
    Unknown.objects.create(project=told, what="Is there colour?")
    make_role(project=told, name="Reader")
    make_task(project=told, title="Choose photos", status="done", holders=[other_member])
    make_task(project=told, title="Never done")
    output = make_output(project=told, title="Leaflet")
    make_version(output=output, words="Old words of it.")
    make_version(output=output, words="Newest words of it.")
    Credit.objects.create(output=output, membership=other_member, part="drew it", shown_as="none")
    Credit.objects.create(
        output=output, membership=member, part="wrote it", shown_as="other", other_name="Sun"
    )
    make_need(member=member.member, kind="own_words", words="secret-need")
    CheckIn.objects.create(
        membership=member, to=professional.member, feeling="not_ok", words="secret-check-in"
    )
    Ending.objects.create(project=told, thanks="Thank you all.")
    Project.objects.filter(pk=told.pk).update(status="ended", ended_at=dates.now())
    words = check_file(as_person(professional).get(at(told, "export")))
    there = [
        "The words of the purpose.", "Talked over?", "Said so far.", "With a name. (Tom)", "Without a name.",
        "We let people finish.", "The logo stays", "Is there colour?", "Reader", "Choose photos",
        "Newest words of it.", "Sun: wrote it", "Thank you all.", "A friend and Sam.",
    ]  # fmt: skip
    not_there = ["Never done", "Old words of it.", "drew it", "Jo", "secret-", HOSTILE]
    assert [each for each in there if each not in words] == []
    assert [each for each in not_there if each in words] == []


def test_everything_along_does_not_say_in_which_order_people_wrote(
    as_person: AsPerson, member: Membership, professional: Membership, project: Project
) -> None:
    """As on the pages: between two words with a name, one could tell who wrote what stands without."""
    piece = make_piece(project=project)
    make_thought(about=piece, author=professional, words="bbb")
    make_thought(about=piece, words="aaa")
    make_thought(about=piece, author=member, words="ccc")
    make_thought(about=piece, words="zzz", said_on=dates.today("Europe/London") - timedelta(days=1))
    words = as_person(member).get(at(project, "export")).content.decode()
    assert re.findall(r"<li>(\w{3})", words) == ["zzz", "aaa", "bbb", "ccc"]


def test_nobody_stands_in_the_story_under_the_name_of_somebody_else_here(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project
) -> None:
    page = as_person(member).post(at(project, "story-name"), {"shown_as": "other", "other_name": "jo"})
    assert "Somebody here has this name. Choose another one" in page.content.decode()
    assert StoryName.objects.count() == 0


def test_everything_asks_the_same_for_few_and_many_things(
    as_person: AsPerson,
    member: Membership,
    project: Project,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for _each in range(20):
        make_thought(about=make_piece(project=project), author=member)
        make_version(output=make_output(project=project))
    sam = as_person(member)
    with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
        sam.get(at(project, "export"))
