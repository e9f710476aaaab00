"""One person's place in one project."""

from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates


class Skill(models.TextChoices):
    """Something people like doing or are good at. Used as a hint only, never to give somebody a task (seed 36)."""

    WRITING = "writing", _("Writing")
    READING = "reading", _("Reading and checking")
    DRAWING = "drawing", _("Drawing and photos")
    TALKING = "talking", _("Talking with people")
    LISTENING = "listening", _("Listening")
    ORGANISING = "organising", _("Organising")
    NUMBERS = "numbers", _("Numbers and money")
    COMPUTERS = "computers", _("Computers and phones")
    TEACHING = "teaching", _("Showing others how")
    TRYING = "trying", _("Trying things out")


class NeedsAudience(models.TextChoices):
    """Who may see what a person needs, narrowest first."""

    ONLY_ME = "me", _("Only me")
    HOSTS = "hosts", _("Only the people who run the project")
    PROJECT = "project", _("Everyone in this project")
    NO_NAME = "no_name", _("Share the need, not my name")


class Membership(models.Model):
    """One person's place in one project: one row for good, with a status (decision 40)."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("Taking part")
        LEFT = "left", _("Left")

    class Way(models.TextChoices):
        TAKING_PART = "taking_part", _("Taking part")
        KEEP_ME_POSTED = "keep_posted", _("Keep me posted")
        RESTING = "resting", _("Resting")

    class Rhythm(models.TextChoices):
        NEVER = "never", _("Do not ask me")
        WEEKLY = "weekly", _("Every week")
        FORTNIGHTLY = "fortnightly", _("Every two weeks")
        MONTHLY = "monthly", _("Every four weeks")

    class ExperienceAudience(models.TextChoices):
        TOTALS = "totals", _("Nobody: only counted in totals")
        HOSTS = "hosts", _("The people who run the project")
        PROJECT = "project", _("Everyone in this project")

    TRANSITIONS = {Status.ACTIVE: {Status.LEFT}, Status.LEFT: {Status.ACTIVE}}
    RHYTHM_DAYS = {Rhythm.WEEKLY: 7, Rhythm.FORTNIGHTLY: 14, Rhythm.MONTHLY: 28}

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="memberships")
    status = models.CharField(max_length=6, choices=Status, default=Status.ACTIVE)
    is_host = models.BooleanField(default=False)
    way = models.CharField(max_length=11, choices=Way, default=Way.TAKING_PART)
    experience_audience = models.CharField(
        max_length=7, choices=ExperienceAudience, default=ExperienceAudience.TOTALS
    )
    needs_audience = models.CharField(max_length=7, choices=NeedsAudience, default=NeedsAudience.ONLY_ME)
    needs_asked = models.BooleanField(default=False)  # this project's "who may see" was answered or put aside
    support_person = models.ForeignKey(
        "members.Member",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="chosen_as_support_in",
    )
    check_in_rhythm = models.CharField(max_length=11, choices=Rhythm, default=Rhythm.NEVER)
    check_in_from = models.DateField(null=True, blank=True)  # the day the rhythm counts from
    check_in_at = models.TimeField(default=time(10, 0))  # in the member's own zone
    skills = ArrayField(
        models.CharField(max_length=10, choices=Skill), default=list, blank=True, db_default=Value("{}")
    )  # seen by nobody else
    away_since = models.DateField(
        null=True, blank=True
    )  # the last time they began to rest or left: where "what happened meanwhile" begins; seen by nobody else
    joined_at = models.DateTimeField(default=dates.now)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "member"], name="membership_one_for_good"),
            models.CheckConstraint(
                condition=models.Q(status="left", left_at__isnull=False, is_host=False)
                | models.Q(status="active", left_at__isnull=True),
                name="membership_left_has_a_time_and_no_powers",
            ),
            models.CheckConstraint(
                condition=models.Q(check_in_rhythm="never") | models.Q(check_in_from__isnull=False),
                name="membership_rhythm_has_a_first_day",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "status"]),
            models.Index(
                fields=["check_in_rhythm"],
                condition=models.Q(status="active") & ~models.Q(check_in_rhythm="never"),
                name="membership_with_rhythm",
            ),
        ]

    def __str__(self) -> str:
        return f"member {self.member_id} in project {self.project_id}"

    @property
    def is_active(self) -> bool:
        """Whether the person is in the project now."""
        return self.status == self.Status.ACTIVE

    @property
    def is_resting(self) -> bool:
        """Whether the person asked for quiet: no reminders, no prompts."""
        return self.way == self.Way.RESTING


class Experience(models.Model):
    """A kind of experience somebody says they bring to this project; both at once is normal (seed 105)."""

    class Kind(models.TextChoices):
        LIVED = "lived", _("Lived experience")
        PROFESSIONAL = "professional", _("I work in services")
        RATHER_NOT = "rather_not", _("I would rather not say")

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="experiences")
    kind = models.CharField(max_length=12, choices=Kind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "kind"], name="experience_said_once")]

    def __str__(self) -> str:
        return self.kind


class NeedAudience(models.Model):
    """Who may see one need in one project, when it differs from the audience of all (decision 22)."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="need_audiences")
    need = models.ForeignKey("members.Need", on_delete=models.CASCADE, related_name="audiences")
    audience = models.CharField(max_length=7, choices=NeedsAudience)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "need"], name="need_audience_once")]

    def __str__(self) -> str:
        return self.audience
