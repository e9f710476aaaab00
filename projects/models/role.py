"""Task roles: the named parts people play, what they may decide, and how they pass from hand to hand."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates
from projects.models.count_as import CountAs


class TaskRole(models.Model):
    """A named part to play: what it involves, what it may decide, time, support, pay, ending (seeds 58, 69)."""

    class Say(models.TextChoices):
        INFORMED = "informed", _("Is told")
        HEARD = "heard", _("Is heard")

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(max_length=60)
    involves = models.CharField(max_length=300)
    say = models.CharField(
        max_length=8, choices=Say, default=Say.HEARD, db_default="heard"
    )  # more: a decision right
    may_decide = models.CharField(max_length=200, blank=True)
    time = models.CharField(max_length=100, blank=True)
    support = models.CharField(max_length=200, blank=True)
    pay = models.CharField(max_length=100, blank=True)
    ending = models.CharField(max_length=100, blank=True)
    added_at = models.DateTimeField(default=dates.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="task_role_name_once_per_project")
        ]

    def __str__(self) -> str:
        return self.name


class TaskRoleHolder(models.Model):
    """Somebody who took a task role. Several may hold the same one; giving it up deletes the row, with no trace."""

    role = models.ForeignKey(TaskRole, on_delete=models.CASCADE, related_name="holders")
    membership = models.ForeignKey("projects.Membership", on_delete=models.CASCADE, related_name="roles_held")
    taken_at = models.DateTimeField(default=dates.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "membership"], name="task_role_held_once")]

    def __str__(self) -> str:
        return f"role {self.role_id} held by membership {self.membership_id}"


class RoleOffer(models.Model):
    """Somebody offers a role to a person, or hands their own on. A no deletes the row, with no trace (seed 77).

    An offer without a role is an offer to run the project.
    """

    role = models.ForeignKey(TaskRole, null=True, blank=True, on_delete=models.CASCADE, related_name="offers")
    to = models.ForeignKey("projects.Membership", on_delete=models.CASCADE, related_name="role_offers")
    by = models.ForeignKey("projects.Membership", on_delete=models.CASCADE, related_name="role_offers_made")
    hands_on = models.BooleanField(default=False)  # whoever offers gives it up when it is taken
    words = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=dates.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "to"], name="role_offered_once"),
            models.UniqueConstraint(
                fields=["to"], condition=models.Q(role__isnull=True), name="running_offered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"offer of role {self.role_id}" if self.role_id else "offer to run the project"


class DecisionRight(models.Model):
    """What holders of a role may decide or stop: proposed, agreed by both sides, until an end date (seeds 61, 65)."""

    class Power(models.TextChoices):
        DECIDES = "decides", _("Decides")
        CAN_STOP = "can_stop", _("Can stop it")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        ENDED = "ended", _("Ended")

    TRANSITIONS = {
        Status.PROPOSED: {Status.AGREED, Status.ENDED},
        Status.AGREED: {Status.ENDED},
        Status.ENDED: set(),
    }

    role = models.ForeignKey(TaskRole, on_delete=models.CASCADE, related_name="rights")
    power = models.CharField(max_length=8, choices=Power)
    scope = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    ends_on = models.DateField()
    status = models.CharField(max_length=8, choices=Status, default=Status.PROPOSED)
    proposed_by = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(default=dates.now)
    agreed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["ends_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="agreed") | models.Q(agreed_at__isnull=False),
                name="decision_right_agreed_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(status="ended", ended_at__isnull=False)
                | (~models.Q(status="ended") & models.Q(ended_at__isnull=True)),
                name="decision_right_ended_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.power} for role {self.role_id}"


class DecisionRightYes(models.Model):
    """One person's yes to a decision right, by name, counted as they ask (decision 9)."""

    right = models.ForeignKey(DecisionRight, on_delete=models.CASCADE, related_name="yeses")
    membership = models.ForeignKey(
        "projects.Membership", on_delete=models.CASCADE, related_name="right_yeses"
    )
    count_as = models.CharField(max_length=5, choices=CountAs)
    said_at = models.DateTimeField(default=dates.now)

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["right", "membership"], name="decision_right_yes_once")
        ]

    def __str__(self) -> str:
        return f"yes to decision right {self.right_id}"


class DecisionRightUse(models.Model):
    """A decision right was used: what was decided or stopped, and why, for everybody in the project to read (seed 61)."""

    right = models.ForeignKey(DecisionRight, on_delete=models.CASCADE, related_name="uses")
    what = models.CharField(max_length=300)
    why = models.CharField(max_length=300)
    used_by = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    used_at = models.DateTimeField(default=dates.now)

    class Meta:
        ordering = ["-used_at", "-id"]

    def __str__(self) -> str:
        return f"use of decision right {self.right_id}"
