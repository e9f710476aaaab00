"""Thoughts: what a member puts beside a piece, an agreement or a version of what the group makes."""

from django.db import models


class Thought(models.Model):
    """A few words beside one thing, by name or without (seeds 11, 21). `author` is empty for a thought without a name.

    Of a thought only the day is kept, no time (decision 21).
    """

    piece = models.ForeignKey(
        "projects.Piece", null=True, blank=True, on_delete=models.CASCADE, related_name="thoughts"
    )
    agreement = models.ForeignKey(
        "projects.Agreement", null=True, blank=True, on_delete=models.CASCADE, related_name="thoughts"
    )
    output_version = models.ForeignKey(
        "projects.OutputVersion", null=True, blank=True, on_delete=models.CASCADE, related_name="thoughts"
    )
    author = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.CASCADE, related_name="thoughts"
    )
    words = models.TextField(max_length=1000)
    said_on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(piece__isnull=False, agreement__isnull=True, output_version__isnull=True)
                | models.Q(piece__isnull=True, agreement__isnull=False, output_version__isnull=True)
                | models.Q(piece__isnull=True, agreement__isnull=True, output_version__isnull=False),
                name="thought_is_about_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"thought {self.pk}"


class ThoughtAuthor(models.Model):
    """Who wrote a thought without a name: kept apart, shown to nobody, so that they can take it back (decision 21)."""

    thought = models.OneToOneField(Thought, on_delete=models.CASCADE, related_name="kept_author")
    membership = models.ForeignKey(
        "projects.Membership", on_delete=models.CASCADE, related_name="thoughts_without_name"
    )

    def __str__(self) -> str:
        return f"author of thought {self.thought_id}"
