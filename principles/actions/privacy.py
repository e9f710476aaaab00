"""One person's data in this app: to take along, or removed for good (promise P4). Answers carry no person: they stay."""

from typing import Any

from django.db.models import F

from members.models import Member
from principles.models import PulseTicket
from projects.models import Project

Row = dict[str, Any]


def export_rows(member: Member) -> dict[str, list[Row]]:
    """The rounds that the member can answer now, and whether they did. Nothing else here knows who they are."""
    tickets = PulseTicket.objects.filter(member=member).order_by("round__closes_on", "round_id")
    return {
        "questions_open_to_you": [
            {"project": project, "closes_on": closes_on, "answered": used}
            for project, closes_on, used in tickets.values_list(
                "round__project__name", "round__closes_on", "used"
            )
        ]
    }


def erase(member: Member) -> None:
    """Remove the member's tickets, used or not, and have their projects counted again without them."""
    PulseTicket.objects.filter(member=member).delete()
    projects = Project.objects.filter(memberships__member=member)
    projects.update(records_version=F("records_version") + 1)
