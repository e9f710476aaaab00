"""What was done: facts counted from records, kept as rows so that no page counts live."""

from django.db import models

from coproduce.lib import dates


class DoneCount(models.Model):
    """One fact of one project for one principle: "5 of 7 tasks name somebody who helps"."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="done_counts")
    principle = models.ForeignKey("principles.Principle", on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=40)
    done = models.PositiveIntegerField()
    out_of = models.PositiveIntegerField()
    people = models.PositiveIntegerField(
        null=True, blank=True
    )  # different people behind it, when private records are
    records_version = models.PositiveBigIntegerField()  # Project.records_version it was counted at
    counted_at = models.DateTimeField(default=dates.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "indicator"], name="done_count_once"),
            models.CheckConstraint(
                condition=models.Q(done__lte=models.F("out_of")), name="done_count_is_part_of_the_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.done} of {self.out_of}"
