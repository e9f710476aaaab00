"""Check-ins: of one writer, and for the one reader they chose."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from members.models import Member
from projects.models import CheckIn, Membership, ProjectOrganisation, Supporter

PAGE = 50


def check_ins_for(member: Member) -> QuerySet[CheckIn]:
    """What was sent to this person, the newest first. From people who left, nothing.

    Nor from projects that the reader left, unless they support people there from outside (promise S7).
    """
    here = {"project": OuterRef("membership__project")}
    left = Membership.objects.filter(**here, member=member, status=Membership.Status.LEFT)
    supports = Supporter.objects.filter(**here, member=member)
    is_contact = ProjectOrganisation.objects.filter(**here, organisation__support_contacts__member=member)
    return (
        CheckIn.objects.filter(to=member, membership__status=Membership.Status.ACTIVE)
        .filter(~Exists(left) | Exists(supports) | Exists(is_contact))
        .select_related("membership__member", "membership__project")
        .order_by("-sent_at", "-id")
    )


def supported_by(member: Member) -> QuerySet[Membership]:
    """The places in projects whose owners chose this person to read their check-ins."""
    return (
        Membership.objects.filter(support_person=member, status=Membership.Status.ACTIVE)
        .select_related("member", "project")
        .order_by("member__display_name", "pk")
    )


def last_check_in(membership: Membership) -> CheckIn | None:
    """The newest check-in of this membership that its owner sent."""
    return membership.check_ins.select_related("to", "written_down_by").order_by("-sent_at", "-id").first()


def is_answered(membership: Membership, day: date) -> bool:
    """Whether the prompt of that day has its answer."""
    return membership.check_ins.filter(prompted_for=day).exists()


def last_asked(membership: Membership, today: date) -> date | None:
    """The latest day up to today on which the rhythm asked, unless the rhythm is off or has not begun."""
    every = Membership.RHYTHM_DAYS.get(Membership.Rhythm(membership.check_in_rhythm))
    first = membership.check_in_from
    if not every or first is None or first > today or membership.is_resting:
        return None
    return today - timedelta(days=(today - first).days % every)
