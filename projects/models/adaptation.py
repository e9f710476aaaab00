"""What is being set up for somebody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates


class Adaptation(models.Model):
    """Setting up one need in one project: asked, being set up, ready (seeds 44, 109, 117)."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Asked")
        BEING_SET_UP = "doing", _("Being set up")
        READY = "ready", _("Ready")

    TRANSITIONS = {
        Status.ASKED: {Status.BEING_SET_UP, Status.READY},
        Status.BEING_SET_UP: {Status.READY, Status.ASKED},
        Status.READY: {Status.BEING_SET_UP},
    }

    membership = models.ForeignKey(
        "projects.Membership", on_delete=models.CASCADE, related_name="adaptations"
    )
    need = models.ForeignKey("members.Need", on_delete=models.CASCADE, related_name="adaptations")
    status = models.CharField(max_length=5, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField(default=dates.now)
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "need"], name="adaptation_once"),
            models.CheckConstraint(
                condition=models.Q(status="ready", ready_at__isnull=False)
                | (~models.Q(status="ready") & models.Q(ready_at__isnull=True)),
                name="adaptation_ready_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"adaptation {self.pk}"
