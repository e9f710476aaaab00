"""Projects: what a group makes together, and who stands behind it."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates


def new_address() -> str:
    """A random address for a project: an address must not give a name away (decision 40)."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "".join(secrets.choice(alphabet) for _number in range(10))


class Project(models.Model):
    """Something a group makes together. The counts on the row are kept by the actions that change them."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Ended")

    TRANSITIONS = {
        Status.OPEN: {Status.PAUSED, Status.ENDED},
        Status.PAUSED: {Status.OPEN, Status.ENDED},
        Status.ENDED: {Status.OPEN},
    }

    class Template(models.TextChoices):
        """What kind of project it began as (seed 32)."""

        BLANK = "blank", _("Something else")
        GUIDE = "guide", _("A leaflet or guide")
        PANEL = "panel", _("An interview panel")
        TRAINING = "training", _("Training")
        SERVICE = "service", _("The design of a service")
        EVENT = "event", _("An event")
        POLICY = "policy", _("A policy")
        HOW_WE_WORK = "how_we_work", _("How we work together")

    class PurposeStatus(models.TextChoices):
        DRAFT = "draft", _("Draft, not agreed yet")
        AGREED = "agreed", _("Agreed")

    address = models.CharField(max_length=12, unique=True, default=new_address, editable=False)
    name = models.CharField(max_length=100)
    purpose = models.TextField(max_length=600)
    purpose_status = models.CharField(max_length=6, choices=PurposeStatus, default=PurposeStatus.DRAFT)
    what_it_makes = models.CharField(max_length=200, blank=True)
    time_asked = models.CharField(max_length=200, blank=True)  # "about 2 hours every 2 weeks"
    what_people_get = models.CharField(max_length=300, blank=True)  # thanks and money
    ways_to_take_part = models.CharField(max_length=200, blank=True)  # "in a room, online, by phone"
    not_known = models.TextField(max_length=1000, blank=True)  # what we do not know yet (seed 86)
    zone = models.CharField(max_length=40, default="Europe/London")
    template = models.CharField(max_length=11, choices=Template, default=Template.BLANK, db_default="blank")
    set_up_page = models.PositiveSmallIntegerField(
        null=True, blank=True
    )  # where setting it up goes on; empty: done
    meet_before = models.CharField(max_length=300, null=True, blank=True)  # noqa: DJ001 (empty: not asked; seed 114)
    brief_set_on = models.DateField(
        null=True, blank=True
    )  # when the brief was set, if there was one (seed 37)
    brief_set_by = models.CharField(max_length=100, blank=True, db_default="")
    status = models.CharField(max_length=6, choices=Status, default=Status.OPEN, db_default="open")
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_words = models.CharField(max_length=300, blank=True, db_default="")
    back_on = models.DateField(null=True, blank=True)  # when a paused project hopes to go on
    opened_by = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(default=dates.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # grows with each edit of its words (promise C2)
    records_version = models.PositiveBigIntegerField(
        default=1
    )  # grows when anything counted about it changes
    people_count = models.PositiveIntegerField(default=0)
    open_task_count = models.PositiveIntegerField(default=0)
    done_task_count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["name", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="ended", ended_at__isnull=False)
                | (~models.Q(status="ended") & models.Q(ended_at__isnull=True)),
                name="project_ended_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(status="paused", paused_at__isnull=False)
                | (~models.Q(status="paused") & models.Q(paused_at__isnull=True)),
                name="project_paused_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProjectOrganisation(models.Model):
    """An organisation's part in a project: its home, or taking part. A lead's sight goes through this row."""

    class Part(models.TextChoices):
        HOME = "home", _("home")
        TAKES_PART = "takes_part", _("takes part")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="organisation_parts")
    organisation = models.ForeignKey(
        "members.Organisation", on_delete=models.PROTECT, related_name="project_parts"
    )
    part = models.CharField(max_length=10, choices=Part)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "project"], name="project_organisation_once"),
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(part="home"), name="project_has_one_home"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} of project {self.project_id}"


class Supporter(models.Model):
    """Somebody who supports people in this project: who, when, and how to reach them (seeds 48, 87)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="supporters")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="supports_projects")
    hours = models.CharField(max_length=100)
    phone = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "member"], name="supporter_once_per_project")
        ]

    def __str__(self) -> str:
        return f"supporter of project {self.project_id}"
