"""Task roles: the named parts people play."""

from django.db import models

from coproduce.lib import dates


class TaskRole(models.Model):
    """A named part to play: what it involves, what it may decide, time, support, pay, ending (seeds 58, 69)."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(max_length=60)
    involves = models.CharField(max_length=300)
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
