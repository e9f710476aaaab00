"""Asking somebody to join."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates


class Invitation(models.Model):
    """An invitation: to one address and used once, or a link to share. Only the hash of its token is kept."""

    class Kind(models.TextChoices):
        PERSONAL = "personal", _("to one person")
        SHARED = "shared", _("a link to share")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        USED = "used", _("Used")
        ENDED = "ended", _("Ended")

    TRANSITIONS = {
        Status.OPEN: {Status.USED, Status.ENDED},
        Status.USED: set(),
        Status.ENDED: set(),
    }

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="invitations")
    kind = models.CharField(max_length=8, choices=Kind)
    email = models.EmailField(null=True, blank=True, max_length=254)  # erased 7 days after it ends
    name = models.CharField(
        max_length=60, blank=True
    )  # filled in on the page for the person; erased with the address
    as_host = models.BooleanField(default=False)  # the role is bound here, never taken from the link
    token_hash = models.CharField(
        max_length=64, unique=True, null=True, blank=True
    )  # SHA-256, hex; erased too
    token_seed = models.CharField(
        max_length=64, blank=True
    )  # lets the outbox make the link again; erased too
    asked_by = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=dates.now)
    valid_until = models.DateField()
    status = models.CharField(max_length=5, choices=Status, default=Status.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        "members.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "email"],
                condition=models.Q(status="open", kind="personal"),
                name="invitation_one_open_for_an_address",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(kind="shared", email__isnull=True, as_host=False) & ~models.Q(status="used")
                )
                | models.Q(kind="personal"),
                name="invitation_shared_has_no_address_or_powers",
            ),
            models.CheckConstraint(
                condition=models.Q(status="open", ended_at__isnull=True)
                | (~models.Q(status="open") & models.Q(ended_at__isnull=False)),
                name="invitation_ended_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} invitation {self.pk}"


class JoinCode(models.Model):
    """Six numbers sent to an address to prove it is theirs, before they join. The code itself is made from the seed.

    Fifteen minutes, five tries (promise S5). Kept for an hour, so that tries on one address can be counted.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="codes")
    email = models.EmailField(max_length=254)
    seed = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=dates.now)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["email", "made_at"])]

    def __str__(self) -> str:
        return f"code {self.pk} for invitation {self.invitation_id}"
