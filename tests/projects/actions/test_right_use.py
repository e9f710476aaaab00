from datetime import timedelta
from typing import Any

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.models import Message
from projects.actions.membership import leave_project
from projects.actions.privacy_work import erase_work
from projects.actions.right import end_right, say_yes_to_right, take_back_yes
from projects.actions.right_use import take_back_use, use_right
from projects.actions.role import give_up_role
from projects.messages.right_use import RIGHT_USED
from projects.models import (
    DecisionRight,
    DecisionRightUse,
    DecisionRightYes,
    Membership,
    Project,
    TaskRoleHolder,
)
from projects.queries.right_use import uses_of
from tests.factories.common_ground import make_right, make_use
from tests.factories.projects import make_membership, make_role

pytestmark = pytest.mark.django_db
NOW = dates.now()
TODAY = dates.today("Europe/London")
WORDS = {"what": "The photo of the ward stays out.", "why": "It frightens people."}


@pytest.fixture
def right(project: Project, member: Membership, professional: Membership) -> DecisionRight:
    """Sam has the role of reader, and the group agreed what readers may stop."""
    role = make_role(project=project, name="Reader")
    TaskRoleHolder.objects.create(role=role, membership=member)
    right = make_right(role=role, status="agreed", agreed_at=NOW, power="can_stop")
    for who, side in ((member, "lived"), (professional, "staff")):
        DecisionRightYes.objects.create(right=right, membership=who, count_as=side)
    return right


def use(by: Membership, right: DecisionRight) -> DecisionRightUse:
    """Somebody writes down what they stopped."""
    return use_right(by=by, pk=right.pk, now=NOW, **WORDS)


def told() -> set[str]:
    """Who has a message that waits."""
    return set(Message.objects.filter(state="waiting").values_list("recipient__display_name", flat=True))


def test_use_right_keeps_who_what_and_why(member: Membership, right: DecisionRight, project: Project) -> None:
    made = use(member, right)
    assert (made.used_by, made.what, made.why, made.used_at) == (member, *WORDS.values(), NOW)
    project.refresh_from_db()
    assert project.records_version == 2


def test_everybody_who_is_there_hears_of_it_but_not_the_writer(
    member: Membership,
    other_member: Membership,
    professional: Membership,
    facilitator: Membership,
    right: DecisionRight,
) -> None:
    make_membership(project=member.project, way="resting")
    make_membership(project=member.project, status="left", left_at=NOW)
    Membership.objects.filter(pk=other_member.pk).update(way="keep_posted")
    use(member, right)
    assert told() == {"Jo", "Tom", "Amina"}


def test_telling_a_large_group_takes_no_more_queries(
    member: Membership, right: DecisionRight, django_assert_max_num_queries: Any
) -> None:
    for _each in range(40):
        make_membership(project=member.project)
    with django_assert_max_num_queries(16):
        use(member, right)
    assert Message.objects.count() == 41


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"status": "proposed", "agreed_at": None}, "^This is not agreed yet"),
        ({"status": "ended", "ended_at": NOW}, "^This has ended"),
        ({"ends_on": TODAY - timedelta(days=1)}, "^This has ended"),
    ],
)
def test_use_right_refuses_what_does_not_stand(
    member: Membership, right: DecisionRight, change: dict[str, Any], why: str
) -> None:
    DecisionRight.objects.filter(pk=right.pk).update(**change)
    with pytest.raises(Refused, match=why):
        use(member, right)
    assert (DecisionRightUse.objects.count(), Message.objects.count()) == (0, 0)


def test_use_right_is_for_those_who_have_the_role(
    member: Membership, facilitator: Membership, right: DecisionRight
) -> None:
    with pytest.raises(Refused, match="^The people who have this role can write here"):
        use(facilitator, right)
    give_up_role(by=member, pk=right.role_id)
    with pytest.raises(Refused, match="^The people who have this role can write here"):
        use(member, right)


def test_use_right_refuses_while_the_project_is_paused_and_after_leaving(
    member: Membership, right: DecisionRight
) -> None:
    Project.objects.update(status="paused", paused_at=NOW)
    with pytest.raises(Refused, match="^This project is paused"):
        use(Membership.objects.select_related("project").get(pk=member.pk), right)
    Project.objects.update(status="open", paused_at=None)
    leave_project(by=Membership.objects.select_related("project").get(pk=member.pk), now=NOW)
    with pytest.raises(Refused, match="^You are not in this project"):
        use(member, right)  # a page that was opened before
    assert DecisionRightUse.objects.count() == 0


def test_a_right_of_another_project_is_not_there(right: DecisionRight) -> None:
    with pytest.raises(DecisionRight.DoesNotExist):
        use(make_membership(), right)


def test_take_back_use_removes_it_and_the_messages_that_wait(
    member: Membership, other_member: Membership, right: DecisionRight
) -> None:
    made = use(member, right)
    assert told() == {"Jo", "Tom"}
    take_back_use(by=member, pk=made.pk, now=NOW + timedelta(days=1))
    assert (DecisionRightUse.objects.count(), told()) == (0, set())
    with pytest.raises(Refused, match="^This is not here any more"):
        take_back_use(by=member, pk=made.pk, now=NOW)


def test_take_back_use_is_for_its_writer_and_for_a_day(
    member: Membership, facilitator: Membership, right: DecisionRight
) -> None:
    made = use(member, right)
    with pytest.raises(Refused, match="^Only the person who wrote this can take it back"):
        take_back_use(by=facilitator, pk=made.pk, now=NOW)
    with pytest.raises(Refused, match="^This is not here any more"):
        take_back_use(by=make_membership(), pk=made.pk, now=NOW)
    with pytest.raises(Refused, match="^It is more than a day ago"):
        take_back_use(by=member, pk=made.pk, now=NOW + timedelta(days=1, seconds=1))
    assert DecisionRightUse.objects.get() == made


def test_what_was_written_stays_when_its_writer_is_erased_or_the_right_ends(
    member: Membership, professional: Membership, right: DecisionRight
) -> None:
    use(member, right)
    take_back_yes(by=professional, pk=right.pk, now=NOW)
    erase_work(member=member.member)
    row = uses_of(professional, now=NOW).rows[0]
    assert (row.use.what, row.use.used_by, row.may_talk) == (WORDS["what"], None, False)


def test_uses_of_are_those_of_the_reader_s_project_newest_first_in_pages(
    member: Membership, other_member: Membership, right: DecisionRight
) -> None:
    made = [make_use(right=right, by=member, what=str(number)) for number in range(3)]
    other = make_use(right=make_right(role=make_role(project=member.project)), by=None)
    make_use(right=make_right(role=make_role()), by=None)
    page = uses_of(other_member, now=NOW, right=right.pk, most=2)
    assert ([row.use for row in page.rows], page.older) == ([made[2], made[1]], made[1].pk)
    assert [row.may_talk for row in page.rows] == [True, True]
    rest = uses_of(other_member, now=NOW, right=right.pk, before=page.older, most=2)
    assert ([row.use for row in rest.rows], rest.older) == ([made[0]], 0)
    assert [row.use for row in uses_of(member, now=NOW).rows] == [other, *reversed(made)]
    assert [row.use for row in uses_of(member, now=NOW, role=other.right.role_id).rows] == [other]
    assert [row.may_talk for row in uses_of(member, now=NOW, right=right.pk).rows] == [False] * 3


# --- the message -----------------------------------------------------------------------------------------------------


def test_the_message_says_which_role_and_none_of_the_words(member: Membership, right: DecisionRight) -> None:
    use(member, right)
    message = Message.objects.get()
    context = RIGHT_USED.load([message])[message.pk]
    assert (context["role"], context["project"]) == ("Reader", "A better welcome")
    assert context["link"].endswith(f"/projects/{member.project.address}/rights/{right.pk}/")
    assert set(context) == {"role", "project", "link"}


@pytest.mark.parametrize("change", [{"way": "resting"}, {"status": "left", "left_at": NOW}])
def test_the_message_is_not_sent_to_a_reader_who_rests_or_left(
    member: Membership, professional: Membership, right: DecisionRight, change: dict[str, Any]
) -> None:
    use(member, right)
    message = Message.objects.get()
    assert RIGHT_USED.still_true([message], NOW) == {message.pk}
    Membership.objects.filter(pk=professional.pk).update(**change)
    assert RIGHT_USED.still_true([message], NOW) == set()


def test_the_message_is_not_sent_when_it_was_taken_back_or_the_project_rests(
    member: Membership, right: DecisionRight
) -> None:
    use(member, right)
    message = Message.objects.get()
    Project.objects.update(status="paused", paused_at=NOW)
    assert RIGHT_USED.still_true([message], NOW) == set()
    Project.objects.update(status="open", paused_at=None)
    DecisionRightUse.objects.all().delete()
    assert (RIGHT_USED.still_true([message], NOW), RIGHT_USED.load([message])) == (set(), {})


# --- somebody who agreed has left ----------------------------------------------------------------------------------------


def test_end_right_when_a_side_has_no_yes_left(
    member: Membership, professional: Membership, right: DecisionRight
) -> None:
    with pytest.raises(Refused, match="^People from both sides have agreed to this"):
        end_right(by=member, pk=right.pk, now=NOW)
    erase_work(member=professional.member)
    right.refresh_from_db()
    assert right.status == "agreed"  # erasing somebody ends nothing
    assert end_right(by=member, pk=right.pk, now=NOW).status == "ended"
    with pytest.raises(Refused, match="^This has ended"):
        end_right(by=member, pk=right.pk, now=NOW)


def test_end_right_is_for_members_of_a_project_that_goes_on(
    member: Membership, professional: Membership, right: DecisionRight
) -> None:
    right.yeses.all().delete()
    with pytest.raises(DecisionRight.DoesNotExist):
        end_right(by=make_membership(), pk=right.pk, now=NOW)
    Project.objects.update(status="paused", paused_at=NOW)
    with pytest.raises(Refused, match="^This project is paused"):
        end_right(by=Membership.objects.select_related("project").get(pk=member.pk), pk=right.pk, now=NOW)


def test_a_new_yes_from_the_side_that_left_makes_it_whole_again(
    member: Membership, professional: Membership, other_member: Membership, right: DecisionRight
) -> None:
    erase_work(member=professional.member)
    assert say_yes_to_right(by=other_member, pk=right.pk, count_as="staff", now=NOW).status == "agreed"
    with pytest.raises(Refused, match="^People from both sides have agreed to this"):
        end_right(by=member, pk=right.pk, now=NOW)
