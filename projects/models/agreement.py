"""What a group means by coproduction, and its ground rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates


class Agreement(models.Model):
    """One page a group writes for itself: what it means by coproduction, or its ground rules (seeds 7, 12)."""

    class Kind(models.TextChoices):
        MEANING = "meaning", _("What we mean by it")
        GROUND_RULES = "rules", _("Our ground rules")

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="agreements")
    kind = models.CharField(max_length=7, choices=Kind)
    words = models.TextField(max_length=3000, blank=True)
    review_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(default=dates.now)
    changed_by = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)  # grows with each edit; a confirmation is of one version

    class Meta:
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["project", "kind"], name="agreement_kind_once")]

    def __str__(self) -> str:
        return f"{self.kind} of project {self.project_id}"


class AgreementConfirmation(models.Model):
    """One person says "I go along with this" to one version, also when they joined later (seed 12)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="confirmations")
    membership = models.ForeignKey(
        "projects.Membership", on_delete=models.CASCADE, related_name="agreement_confirmations"
    )
    version = models.PositiveIntegerField()
    said_at = models.DateTimeField(default=dates.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "membership", "version"], name="agreement_confirmed_once"
            )
        ]

    def __str__(self) -> str:
        return f"confirmation of agreement {self.agreement_id}"
