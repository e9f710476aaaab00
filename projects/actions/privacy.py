"""One person's data in this app: everything for them to take along, or removed for good (promise P4)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from coproduce.lib import dates
from members.models import Member
from projects.actions.membership import leave_project
from projects.actions.privacy_work import erase_work, rows_of_work
from projects.models import (
    Adaptation,
    CheckIn,
    Experience,
    Invitation,
    JoinCode,
    Membership,
    NeedAudience,
    Project,
    Supporter,
    Task,
    TaskPlace,
    TaskRoleHolder,
)

Row = Mapping[str, Any]


def export_rows(member: Member) -> dict[str, list[Row]]:
    """Everything this app keeps about the member, as plain rows in words."""
    return {**_places_and_words(member), **_work(member), **rows_of_work(member=member)}


def _places_and_words(member: Member) -> dict[str, list[Row]]:
    mine = {"membership__member": member}
    return {
        "places_in_projects": list(
            Membership.objects.filter(member=member).values(
                "project__name", "status", "is_host", "way", "experience_audience", "needs_audience", "needs_asked",
                "support_person__display_name", "check_in_rhythm", "check_in_from", "check_in_at", "away_since",
                "joined_at", "left_at",
            )
        ),
        "experience": list(Experience.objects.filter(**mine).values("membership__project__name", "kind")),
        "who_may_see_needs": list(
            NeedAudience.objects.filter(**mine).values("membership__project__name", "need__kind", "audience")
        ),
        "needs_being_set_up": list(
            Adaptation.objects.filter(**mine).values(
                "membership__project__name", "need__kind", "status", "asked_at", "ready_at"
            )
        ),
        "check_ins": list(
            CheckIn.objects.filter(**mine).values(
                "membership__project__name", "to__display_name", "prompted_for", "feeling", "wants_chat", "wants_break",
                "wants_help", "words", "from_message", "written_down_by__display_name", "sent_at", "changed_at", "heard_at",
            )
        ),
        "check_ins_read_by_you": list(
            CheckIn.objects.filter(to=member).values("membership__project__name", "sent_at", "heard_at")
        ),
        "chosen_as_support_in": list(Membership.objects.filter(support_person=member).values("project__name")),
        "supports_projects": list(Supporter.objects.filter(member=member).values("project__name", "hours", "phone")),
    }  # fmt: skip


def _work(member: Member) -> dict[str, list[Row]]:
    return {
        "tasks_taken": list(
            TaskPlace.objects.filter(holder__member=member).values(
                "task__project__name", "task__title", "task__status", "claimed_at", "cover"
            )
        ),
        "tasks_added": list(Task.objects.filter(added_by=member).values("project__name", "title", "added_at")),
        "tasks_helped_with": list(Task.objects.filter(helper__member=member).values("project__name", "title")),
        "roles": list(
            TaskRoleHolder.objects.filter(membership__member=member).values(
                "role__project__name", "role__name", "taken_at"
            )
        ),
        "projects_opened": list(Project.objects.filter(opened_by=member).values("name", "opened_at")),
        "invitations_sent": list(
            Invitation.objects.filter(asked_by=member).values("project__name", "kind", "asked_at", "status")
        ),
        "invitations_used": list(Invitation.objects.filter(used_by=member).values("project__name", "ended_at")),
        "codes_sent_to_your_email": list(
            JoinCode.objects.filter(email=member.email or "-").values("made_at", "used_at")
        ),
    }  # fmt: skip


def erase(member: Member, *, now: datetime | None = None) -> None:
    """Leave every project and remove what the member said there, in the caller's transaction.

    What a group made stays with the group; on tasks that were done the person becomes "someone who left".
    """
    moment = now or dates.now()
    for membership in Membership.objects.filter(member=member, status=Membership.Status.ACTIVE):
        leave_project(by=membership, now=moment)
    for gone in (CheckIn, Experience, NeedAudience, Adaptation, TaskRoleHolder):
        gone.objects.filter(membership__member=member).delete()
    CheckIn.objects.filter(written_down_by=member).update(written_down_by=None)
    CheckIn.objects.filter(to=member).delete()
    Supporter.objects.filter(member=member).delete()
    Membership.objects.filter(support_person=member).update(support_person=None)
    for tied in (Project.objects.filter(opened_by=member), Task.objects.filter(added_by=member)):
        tied.update(**{"opened_by" if tied.model is Project else "added_by": None})
    Invitation.objects.filter(asked_by=member).update(asked_by=None)
    theirs = Invitation.objects.filter(Q(used_by=member) | Q(email=member.email or "-"))
    theirs.filter(status=Invitation.Status.OPEN).update(status=Invitation.Status.ENDED, ended_at=moment)
    theirs.update(email=None, name="", token_hash=None, token_seed="", used_by=None)
    JoinCode.objects.filter(email=member.email or "-").delete()
    erase_work(member=member)
