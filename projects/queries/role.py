"""Reads about task roles, offers and decision rights: constant numbers of queries, pages of fifty by name."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, Q, QuerySet

from coproduce.lib.prepared import prepared
from projects.lib.sides import sides_missing
from projects.models import (
    DecisionRight,
    DecisionRightYes,
    Membership,
    Project,
    RoleOffer,
    TaskRole,
    TaskRoleHolder,
)
from projects.permissions.right import right_is_open, right_stands

PAGE = 50
FEW = 5


@dataclass(frozen=True)
class RolePage:
    """One page of roles, each with `names` of who has it, and the name after which the next page begins (or empty)."""

    roles: list[TaskRole]
    next_key: str


@dataclass(frozen=True)
class RightRow:
    """A decision right as a page shows it: who said yes by name, and which sides are still asked."""

    right: DecisionRight
    yeses: list[DecisionRightYes]
    stands: bool
    is_open: bool

    @property
    def missing(self) -> list[str]:
        """Which sides have no yes yet."""
        return sides_missing([yes.count_as for yes in self.yeses])


def _with_names(roles: QuerySet[TaskRole]) -> QuerySet[TaskRole]:
    holders = TaskRoleHolder.objects.filter(role=OuterRef("pk")).order_by("membership__member__display_name")
    return roles.annotate(
        names=ArraySubquery(holders.values("membership__member__display_name")),
        held_by=ArraySubquery(holders.values("membership_id")),
    )


def roles_of(project: Project) -> QuerySet[TaskRole]:
    """The roles of a project, each with `names` and `held_by` of those who have it."""
    return _with_names(TaskRole.objects.filter(project=project))


def role_page(project: Project, *, after: str = "", rights: bool = False) -> RolePage:
    """Fifty roles by name; `after` is the name of the last one before. With `rights`, each has its agreed `agreed`."""
    roles = roles_of(project).order_by("name")
    if after:
        roles = roles.filter(name__gt=after[:60])
    if rights:
        agreed = DecisionRight.objects.filter(status=DecisionRight.Status.AGREED)
        roles = roles.prefetch_related(Prefetch("rights", agreed, to_attr="agreed"))
    found = list(roles[: PAGE + 1])
    shown = found[:PAGE]
    return RolePage(shown, shown[-1].name if len(found) > PAGE else "")


@prepared
def _on_project(project: int) -> QuerySet[TaskRole]:
    return _with_names(TaskRole.objects.filter(project=project)).order_by("name")[: FEW + 1]


def roles_on_project(project: Project) -> list[TaskRole]:
    """A few roles for the project's own page, each with `names`; one more than it shows. One query."""
    return _on_project(project.pk)


@prepared
def offers_waiting(member: int) -> QuerySet[RoleOffer]:
    """The same, as rows of one query that Home joins with others."""
    offers = RoleOffer.objects.filter(
        to__member=member, to__status=Membership.Status.ACTIVE, to__project__status=Project.Status.OPEN
    )
    offers = offers.exclude(to=F("by"))  # somebody's own wish to run a project that nobody runs
    return offers.select_related("role", "to__project", "by__member").order_by("made_at", "pk")[:PAGE]


def offers_to(member_id: int) -> list[RoleOffer]:
    """What is offered to a person in any of their projects: roles, and running one (no role). For Home. One query."""
    return offers_waiting(member_id)


def offers_seen_by(membership: Membership, *, role: TaskRole | None) -> list[RoleOffer]:
    """The offers of a role (None: of running the project) that this person got or made; others see none of them (seed 77)."""
    offers = RoleOffer.objects.filter(Q(to=membership) | Q(by=membership), role=role).exclude(to=F("by"))
    return list(offers.select_related("to__member", "by__member").order_by("made_at", "pk")[:PAGE])


def yeses_shown() -> QuerySet[DecisionRightYes]:
    """The yeses of people who are here: what somebody who left counted themself as is shown to nobody."""
    here = DecisionRightYes.objects.filter(membership__status=Membership.Status.ACTIVE)
    return here.select_related("membership__member").order_by("said_at", "pk")


def rights_of(role: TaskRole, today: date) -> list[RightRow]:
    """What was proposed or agreed for a role, the newest first, with who said yes."""
    rights = role.rights.prefetch_related(Prefetch("yeses", yeses_shown())).order_by("-proposed_at", "-pk")[
        :PAGE
    ]
    return [right_row(right, list(right.yeses.all()), today) for right in rights]


def right_row(right: DecisionRight, yeses: list[DecisionRightYes], today: date) -> RightRow:
    """One decision right as it stands today."""
    return RightRow(right, yeses, right_stands(right, today), right_is_open(right, today))
