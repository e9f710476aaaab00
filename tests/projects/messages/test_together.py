"""What the kinds about unknowns and agreements say of the world just before they are sent."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from coproduce.lib import dates
from members.messages.kinds import Kind
from projects.messages.agreement import AGREEMENT_CHANGED, AGREEMENT_REVIEW
from projects.messages.unknown import UNKNOWN_DUE
from projects.models import Agreement, AgreementConfirmation, Membership, Project, Unknown
from tests.projects.messages.test_kinds import row, still_true

pytestmark = pytest.mark.django_db
TODAY = dates.today("Europe/London")


@pytest.fixture
def unknown(project: Project, member: Membership) -> Unknown:
    """Sam finds out today if we can print in colour."""
    return Unknown.objects.create(project=project, what="Colour?", finder=member, by_day=TODAY)


@pytest.fixture
def rules(project: Project, other_member: Membership) -> Agreement:
    """Rules in their second version, to be looked at today. Jo went along with the first."""
    made = Agreement.objects.create(
        project=project, kind="rules", words="We listen.", version=2, review_on=TODAY
    )
    AgreementConfirmation.objects.create(agreement=made, membership=other_member, version=1)
    return made


READER_GONE: list[Callable[[Membership], object]] = [
    lambda who: Membership.objects.filter(pk=who.pk).update(way="resting"),
    lambda who: Membership.objects.filter(pk=who.pk).update(
        status="left", left_at=dates.now(), is_host=False
    ),
    lambda who: Project.objects.update(status="paused", paused_at=dates.now()),
    lambda who: Project.objects.update(status="ended", ended_at=dates.now()),
]


@pytest.mark.parametrize(
    "overtaken",
    [
        *READER_GONE,
        lambda who: Unknown.objects.update(found="Yes", found_at=dates.now()),
        lambda who: Unknown.objects.update(by_day=TODAY + timedelta(days=1)),
        lambda who: Unknown.objects.update(by_day=None),
        lambda who: Unknown.objects.update(finder=None),
        lambda who: Unknown.objects.all().delete(),
    ],
)
def test_R7_unknown_due_is_withdrawn_when_the_world_moved_on(
    unknown: Unknown, member: Membership, overtaken: Callable[[Membership], object]
) -> None:
    message = row(UNKNOWN_DUE, member, unknown.pk, TODAY.isoformat())
    assert still_true(message, UNKNOWN_DUE) is True
    overtaken(member)
    assert still_true(message, UNKNOWN_DUE) is False


def test_unknown_due_says_what_and_where_but_not_too_much(
    unknown: Unknown, member: Membership, project: Project
) -> None:
    Unknown.objects.update(what="x" * 900)
    message = row(UNKNOWN_DUE, member, unknown.pk, TODAY.isoformat())
    context = UNKNOWN_DUE.load([message])[message.pk]
    base = f"/projects/{project.address}/limits/not-known/{unknown.pk}/"
    assert len(context["what"]) == 200
    assert context["found_link"].endswith(f"{base}found/")
    assert context["edit_link"].endswith(base)
    Unknown.objects.all().delete()
    assert UNKNOWN_DUE.load([message]) == {}


@pytest.mark.parametrize(
    "overtaken",
    [
        *READER_GONE,
        lambda who: AgreementConfirmation.objects.update(version=2),
        lambda who: Agreement.objects.update(words=""),
        lambda who: Agreement.objects.all().delete(),
    ],
)
def test_R7_agreement_changed_is_withdrawn_when_the_world_moved_on(
    rules: Agreement, other_member: Membership, overtaken: Callable[[Membership], object]
) -> None:
    message = row(AGREEMENT_CHANGED, other_member, rules.pk, "2")
    assert still_true(message, AGREEMENT_CHANGED) is True
    overtaken(other_member)
    assert still_true(message, AGREEMENT_CHANGED) is False


@pytest.mark.parametrize(
    "overtaken",
    [
        *READER_GONE,
        lambda who: Membership.objects.filter(pk=who.pk).update(is_host=False),
        lambda who: Agreement.objects.update(review_on=TODAY + timedelta(days=7)),
        lambda who: Agreement.objects.update(review_on=None),
        lambda who: Agreement.objects.update(words=""),
    ],
)
def test_R7_agreement_review_is_withdrawn_when_the_world_moved_on(
    rules: Agreement, facilitator: Membership, overtaken: Callable[[Membership], object]
) -> None:
    message = row(AGREEMENT_REVIEW, facilitator, rules.pk, TODAY.isoformat())
    assert still_true(message, AGREEMENT_REVIEW) is True
    overtaken(facilitator)
    assert still_true(message, AGREEMENT_REVIEW) is False


def test_agreement_review_is_for_those_who_go_along_with_these_words(
    rules: Agreement, other_member: Membership
) -> None:
    message = row(AGREEMENT_REVIEW, other_member, rules.pk, TODAY.isoformat())
    assert still_true(message, AGREEMENT_REVIEW) is False
    AgreementConfirmation.objects.update(version=2)
    assert still_true(message, AGREEMENT_REVIEW) is True


@pytest.mark.parametrize("kind", [AGREEMENT_CHANGED, AGREEMENT_REVIEW])
def test_messages_about_agreements_name_the_page_and_nobody(
    kind: Kind, rules: Agreement, other_member: Membership, project: Project
) -> None:
    message = row(kind, other_member, rules.pk, TODAY.isoformat())
    context = kind.load([message])[message.pk]
    assert (context["name"], context["project"]) == ("Our ground rules", "A better welcome")
    assert context["link"].endswith(f"/projects/{project.address}/together/rules/")
    assert sorted(context) == ["link", "name", "project"]


def test_new_words_fold_into_a_round_up() -> None:
    assert (AGREEMENT_CHANGED.folds, AGREEMENT_CHANGED.lasts) == (True, timedelta(days=7))
