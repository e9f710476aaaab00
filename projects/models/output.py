"""What a group makes: in sections, in versions, read through, with credits as people choose."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates
from projects.models.count_as import ShownAs


def place_of_file(stored: "StoredFile", filename: str) -> str:
    """Where one file stands in the store (`FILES_ROOT`, outside what a web server shows): a name that says nothing, in one of 256 folders."""
    return f"{stored.handle.hex[:2]}/{stored.handle.hex}"


class StoredFile(models.Model):
    """A file of a project. Its kind was told from its content; images carry no place or camera data."""

    handle = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)  # as people read it
    kind = models.CharField(max_length=100)  # its MIME type
    size = models.PositiveIntegerField()  # bytes
    content = models.FileField(upload_to=place_of_file, max_length=80)
    added_by = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=dates.now)

    def __str__(self) -> str:
        return self.name


class Output(models.Model):
    """Something the group makes: a leaflet, a guide, a course (seeds 3, 57). One named person answers for it (seed 73)."""

    class Status(models.TextChoices):
        MAKING = "making", _("Being made")
        READING = "reading", _("Being read through")
        FINISHED = "finished", _("Finished")

    TRANSITIONS = {
        Status.MAKING: {Status.READING},
        Status.READING: {Status.MAKING, Status.FINISHED},
        Status.FINISHED: {Status.MAKING},
    }

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="outputs")
    title = models.CharField(max_length=100)
    what = models.CharField(max_length=500, blank=True)
    good_enough = models.CharField(max_length=300, blank=True)  # what "good enough" means here (seed 63)
    good_enough_piece = models.OneToOneField(
        "projects.Piece", null=True, blank=True, on_delete=models.SET_NULL, related_name="good_enough_of"
    )  # once the group talks about it: agreed as any piece is
    answers_for_it = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="answers_for"
    )
    thread_holder = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="threads_held"
    )
    status = models.CharField(max_length=8, choices=Status, default=Status.MAKING)
    added_by = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=dates.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  # grows with each edit of its words (promise C2)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="finished", finished_at__isnull=False)
                | (~models.Q(status="finished") & models.Q(finished_at__isnull=True)),
                name="output_finished_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """A part of an output that people hold from start to finish (seed 57)."""

    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1, db_default=1)  # grows with each new name (promise C2)
    holders = models.ManyToManyField("projects.Membership", blank=True, related_name="sections_held")

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class OutputVersion(models.Model):
    """One version of an output or of one section: words or a file, what changed, in easy read or not."""

    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="versions")
    section = models.ForeignKey(
        Section, null=True, blank=True, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=20000, blank=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.RESTRICT, related_name="versions"
    )
    note = models.CharField(max_length=300, blank=True)  # what is different
    is_easy_read = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="versions_made"
    )
    made_at = models.DateTimeField(default=dates.now)

    class Meta:
        ordering = ["-number", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["output", "section", "number"],
                nulls_distinct=False,
                name="output_version_number_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(words="") | models.Q(file__isnull=False),
                name="output_version_holds_something",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of output {self.output_id}"


class ReaderCheck(models.Model):
    """Somebody read an easy-read version and found it clear; shown as they choose (design 1.4)."""

    version = models.ForeignKey(OutputVersion, on_delete=models.CASCADE, related_name="reader_checks")
    membership = models.ForeignKey(
        "projects.Membership", on_delete=models.CASCADE, related_name="reader_checks"
    )
    shown_as = models.CharField(max_length=5, choices=ShownAs)
    other_name = models.CharField(max_length=60, blank=True)
    checked_at = models.DateTimeField(default=dates.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "membership"], name="reader_check_once")]

    def __str__(self) -> str:
        return f"reader check of version {self.version_id}"


class ReadThrough(models.Model):
    """The thread holder read all of it in one go: it holds together, or what would help first (seed 59)."""

    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="read_throughs")
    by = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    holds_together = models.BooleanField()
    words = models.CharField(max_length=1000, blank=True)
    read_at = models.DateTimeField(default=dates.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"read-through of output {self.output_id}"


class Credit(models.Model):
    """How one person who had a part wants to be named; support is a part like writing (seeds 3, 27)."""

    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="credits")
    membership = models.ForeignKey("projects.Membership", on_delete=models.CASCADE, related_name="credits")
    part = models.CharField(max_length=100)  # what they did, in their words
    shown_as = models.CharField(max_length=5, choices=ShownAs)
    other_name = models.CharField(max_length=60, blank=True)
    chosen_at = models.DateTimeField(default=dates.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["output", "membership"], name="credit_once"),
            models.CheckConstraint(
                condition=~models.Q(shown_as="other") | ~models.Q(other_name=""),
                name="credit_other_name_is_given",
            ),
        ]

    def __str__(self) -> str:
        return f"credit for output {self.output_id}"
