"""What a closed round says: made once at close, frozen, the same for every reader."""

from django.db import models

from principles.adherence import Gap, Lower, Share, Shown, Word

NUMBERS = ("answered", "often", "lived_answered", "lived_often", "staff_answered", "staff_often")


class ItemRelease(models.Model):
    """The frozen result of one question in one round. Numbers that may not be shown are not stored (null)."""

    round = models.ForeignKey("principles.PulseRound", on_delete=models.CASCADE, related_name="item_releases")
    item = models.ForeignKey("principles.PulseItem", on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=10, choices=Word)
    shown = models.CharField(max_length=7, choices=Shown)
    split = models.BooleanField(default=False)
    share = models.CharField(max_length=6, choices=Share, blank=True)  # everyone who answered, in words
    lived_share = models.CharField(max_length=6, choices=Share, blank=True)
    staff_share = models.CharField(max_length=6, choices=Share, blank=True)
    answered = models.PositiveIntegerField(null=True, blank=True)  # people the row rests on
    often = models.PositiveIntegerField(null=True, blank=True)  # who said always or mostly
    lived_answered = models.PositiveIntegerField(null=True, blank=True)
    lived_often = models.PositiveIntegerField(null=True, blank=True)
    staff_answered = models.PositiveIntegerField(null=True, blank=True)
    staff_often = models.PositiveIntegerField(null=True, blank=True)
    gap = models.CharField(max_length=6, choices=Gap, blank=True)
    lower = models.CharField(
        max_length=5, choices=Lower, blank=True
    )  # the side that says so less, if there is a gap

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "item"], name="item_release_once"),
            models.CheckConstraint(
                condition=models.Q(shown="numbers", answered__isnull=False, often__isnull=False)
                | (~models.Q(shown="numbers") & models.Q(**{f"{name}__isnull": True for name in NUMBERS})),
                name="item_release_keeps_no_hidden_number",
            ),
            models.CheckConstraint(
                condition=~models.Q(shown="hidden")
                | models.Q(split=False, share="", lived_share="", staff_share="", gap="", lower=""),
                name="item_release_hidden_says_nothing",
            ),
            models.CheckConstraint(
                condition=models.Q(split=True)
                | models.Q(
                    lived_share="",
                    staff_share="",
                    gap="",
                    lived_answered__isnull=True,
                    staff_answered__isnull=True,
                ),
                name="item_release_sides_only_when_split",
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.item_id} in round {self.round_id}: {self.word}"


class PrincipleRelease(models.Model):
    """The frozen word for one principle in one round: the lower of its items (decision 12)."""

    round = models.ForeignKey(
        "principles.PulseRound", on_delete=models.CASCADE, related_name="principle_releases"
    )
    principle = models.ForeignKey("principles.Principle", on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=10, choices=Word)
    latest = models.BooleanField(default=True)  # of the project's newest closed round
    project = models.ForeignKey(
        "projects.Project", on_delete=models.CASCADE, related_name="principle_releases"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "principle"], name="principle_release_once"),
            models.UniqueConstraint(
                fields=["project", "principle"],
                condition=models.Q(latest=True),
                name="principle_release_one_latest",
            ),
        ]

    def __str__(self) -> str:
        return f"principle {self.principle_id} in round {self.round_id}: {self.word}"


class OrganisationPicture(models.Model):
    """How many of an organisation's projects have each word for one principle: kept on write, never counted live.

    These are numbers of projects. Each rests only on words that are published already, so none tells more than they do.
    """

    organisation = models.ForeignKey(
        "members.Organisation", on_delete=models.CASCADE, related_name="principle_pictures"
    )
    principle = models.ForeignKey("principles.Principle", on_delete=models.PROTECT, related_name="+")
    projects = models.PositiveIntegerField(default=0)
    needs_work = models.PositiveIntegerField(default=0)
    mixed = models.PositiveIntegerField(default=0)
    going_well = models.PositiveIntegerField(default=0)
    not_enough = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "principle"], name="organisation_picture_once")
        ]

    def __str__(self) -> str:
        return f"principle {self.principle_id} in organisation {self.organisation_id}"
