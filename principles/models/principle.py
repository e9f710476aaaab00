"""The six principles agreed in Bristol, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Principle(models.Model):
    """One of the six principles. Its name is as agreed in Bristol; the words about it are versioned (seeds 104, 106)."""

    slug = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name


class PrincipleText(models.Model):
    """One version of the plain words about a principle, with where it comes from."""

    principle = models.ForeignKey(Principle, on_delete=models.CASCADE, related_name="texts")
    version = models.PositiveSmallIntegerField(default=1)
    words = models.TextField(max_length=1000)
    credit = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["principle", "version"], name="principle_text_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.principle_id} v{self.version}"


class About(models.TextChoices):
    """What a round asks about."""

    PULSE = "pulse", _("How the work feels")
    NOT = "not", _("What coproduction is not")


class PulseItem(models.Model):
    """One question of a round. A changed wording is a new version: answers never move to other words.

    A question of the pulse belongs to a principle; a statement of what coproduction is not (seeds 70-80) to none.
    """

    about = models.CharField(max_length=5, choices=About, default=About.PULSE, db_default="pulse")
    principle = models.ForeignKey(
        Principle, null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    number = models.PositiveSmallIntegerField()  # 1 or 2 within its principle, or among the statements
    version = models.PositiveSmallIntegerField(default=1)
    words = models.CharField(max_length=200)
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["principle__number", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["principle", "number", "version"], name="pulse_item_version_once"
            ),
            models.UniqueConstraint(
                fields=["principle", "number"],
                condition=models.Q(in_use=True),
                name="pulse_item_one_version_in_use",
            ),
            models.UniqueConstraint(
                fields=["number", "version"],
                condition=models.Q(about="not"),
                name="statement_version_once",
            ),
            models.CheckConstraint(
                condition=models.Q(about="pulse", principle__isnull=False)
                | models.Q(about="not", principle__isnull=True),
                name="pulse_item_has_its_principle",
            ),
        ]

    def __str__(self) -> str:
        return self.words
