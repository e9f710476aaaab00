"""Keeping nothing of a project longer than was promised (promise P6). What stands here is what runs."""

from datetime import datetime, timedelta

from django.db.models import Q

from projects.actions.file import clear_files_without_a_row
from projects.models import Adaptation, CheckIn, Invitation, JoinCode, NeedAudience

KEPT = {
    "check-ins": timedelta(days=90),  # after they were sent
    "invitations": timedelta(days=7),  # their address and token, after they ended
    "codes": timedelta(hours=1),  # after they were made
    "needs": timedelta(days=30),  # who might see them, after their owner left the project
    # and a day for files on the disk that no row names: projects/actions/file.py
}


def tidy_projects(*, now: datetime) -> dict[str, int]:
    """Remove what is older than promised: how many rows of each kind. Safe to run twice, late or together."""
    run_out = Invitation.objects.filter(
        status=Invitation.Status.OPEN, valid_until__lt=(now - timedelta(days=1)).date()
    )
    ended = Invitation.objects.filter(ended_at__lt=now - KEPT["invitations"]).filter(
        Q(email__isnull=False) | Q(token_hash__isnull=False) | ~Q(name="")
    )
    left = {"membership__left_at__lt": now - KEPT["needs"]}
    return {
        "run out": run_out.update(status=Invitation.Status.ENDED, ended_at=now),
        "invitations": ended.update(email=None, name="", token_hash=None, token_seed=""),
        "codes": JoinCode.objects.filter(made_at__lt=now - KEPT["codes"]).delete()[0],
        "check-ins": CheckIn.objects.filter(sent_at__lt=now - KEPT["check-ins"]).delete()[0],
        "needs": NeedAudience.objects.filter(**left).delete()[0]
        + Adaptation.objects.filter(**left).delete()[0],
        "files": clear_files_without_a_row(),
    }
