"""Services and groups that run projects, and who does what for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates


class Organisation(models.Model):
    """A service or group that runs projects, with its own contact, data controller and safety words."""

    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=60, unique=True)
    contact_name = models.CharField(max_length=60)  # the human outside every project (decisions 6, 7)
    contact_phone = models.CharField(max_length=30, blank=True)
    contact_email = models.EmailField(max_length=254, blank=True)
    emergency_text = models.TextField(max_length=1000, blank=True)
    data_controller = models.CharField(max_length=200, blank=True)
    privacy_notice = models.TextField(max_length=5000, blank=True)
    minimum_age = models.PositiveSmallIntegerField(default=18)
    personal_links_ask_for_a_code = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=dates.now)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OrganisationRole(models.Model):
    """What one person does for one organisation: lead or facilitator. Support contacts are `SupportContact`."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead")
        FACILITATOR = "facilitator", _("facilitator")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="roles")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="organisation_roles")
    role = models.CharField(max_length=12, choices=Role)
    appointed_by = models.ForeignKey(
        "members.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # empty when an operator did it by command
    appointed_at = models.DateTimeField(default=dates.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "role"], name="organisation_role_held_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} is {self.role} of {self.organisation_id}"
