"""What a project does not know yet."""

from django.db import models

from coproduce.lib import dates


class Unknown(models.Model):
    """Something we do not know yet, who finds out, and by when; later what we found (seed 86). Any member adds one."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="unknowns")
    what = models.TextField(max_length=1000)
    finder = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="finds_out"
    )
    by_day = models.DateField(null=True, blank=True)
    found = models.CharField(max_length=500, blank=True)
    found_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=dates.now)
    version = models.PositiveIntegerField(default=1)  # grows with each edit (promise C2)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(found="", found_at__isnull=True)
                | (~models.Q(found="") & models.Q(found_at__isnull=False)),
                name="unknown_found_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.what
