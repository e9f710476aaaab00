"""What a closed round says: made once at close, frozen, the same for every reader."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Word(models.TextChoices):
    """The word for a principle or a question (design.md 8.3). Listed weakest first for sorting by `Word.values`."""

    NEEDS_WORK = "needs_work", _("needs work")
    MIXED = "mixed", _("mixed")
    GOING_WELL = "going_well", _("going well")
    NOT_ENOUGH = "not_enough", _("not enough answers")
    NOT_ASKED = "not_asked", _("no one was asked")


class Shown(models.TextChoices):
    """How a row may be shown: as numbers, as words only, or not at all."""

    NUMBERS = "numbers"
    WORDS = "words"
    HIDDEN = "hidden"


class ItemRelease(models.Model):
    """The frozen result of one question in one round. Numbers that may not be shown are not stored (null)."""

    round = models.ForeignKey(
        "principles.PulseRound", on_delete=models.CASCADE, related_name="item_releases"
    )
    item = models.ForeignKey("principles.PulseItem", on_delete=models.PROTECT, related_name="+")
    word = models.CharField(max_length=10, choices=Word)
    shown = models.CharField(max_length=7, choices=Shown)
    few_or_many = models.CharField(max_length=8, blank=True)  # "nearly_everyone" / "hardly_anyone" when shown in words
    answered = models.PositiveIntegerField(null=True, blank=True)  # people the row rests on
    often = models.PositiveIntegerField(null=True, blank=True)  # who said always or mostly
    split = models.BooleanField(default=False)
    lived_answered = models.PositiveIntegerField(null=True, blank=True)
    lived_often = models.PositiveIntegerField(null=True, blank=True)
    staff_answered = models.PositiveIntegerField(null=True, blank=True)
    staff_often = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "item"], name="item_release_once"),
            models.CheckConstraint(
                condition=models.Q(shown="numbers", answered__isnull=False, often__isnull=False)
                | (~models.Q(shown="numbers") & models.Q(often__isnull=True, split=False)),
                name="item_release_keeps_no_hidden_number",
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
    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="principle_releases")

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
    """How many of an organisation's projects have each word for one principle: kept on write, never counted live."""

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
            models.UniqueConstraint(
                fields=["organisation", "principle"], name="organisation_picture_once"
            )
        ]

    def __str__(self) -> str:
        return f"principle {self.principle_id} in organisation {self.organisation_id}"
