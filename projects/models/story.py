"""The story of a project, and how each person wants to stand in it (people read "our story")."""

from django.db import models

from coproduce.lib import dates
from projects.models.count_as import ShownAs


class Story(models.Model):
    """What a group tells of its work: how it was done and what changed (seeds 26, 145). The rest comes from records."""

    project = models.OneToOneField("projects.Project", on_delete=models.CASCADE, related_name="story")
    how = models.TextField(max_length=3000, blank=True)
    what_changed = models.TextField(max_length=3000, blank=True)
    changed_at = models.DateTimeField(default=dates.now)
    version = models.PositiveIntegerField(default=1)  # grows with each edit (promise C2)

    def __str__(self) -> str:
        return f"story of project {self.project_id}"


class StoryName(models.Model):
    """How one person wants to stand in the story. Who chose nothing is not named (seed 84: consent for each use)."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="story_names")
    membership = models.ForeignKey(
        "projects.Membership", on_delete=models.CASCADE, related_name="story_names"
    )
    shown_as = models.CharField(max_length=5, choices=ShownAs)
    other_name = models.CharField(max_length=60, blank=True)
    chosen_at = models.DateTimeField(default=dates.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "membership"], name="story_name_once"),
            models.CheckConstraint(
                condition=~models.Q(shown_as="other") | ~models.Q(other_name=""),
                name="story_other_name_is_given",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_as


class Ending(models.Model):
    """How a project ended: thanks, what became of it, who keeps what (seed 80). The project can be read afterwards."""

    project = models.OneToOneField("projects.Project", on_delete=models.CASCADE, related_name="ending")
    thanks = models.TextField(max_length=1000, blank=True)
    what_became = models.TextField(max_length=1000, blank=True)
    who_keeps_what = models.TextField(max_length=1000, blank=True)
    ended_by = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return f"ending of project {self.project_id}"
