"""The six principles agreed in Bristol, as data."""

from django.db import models


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


class PulseItem(models.Model):
    """One question of the pulse. A changed wording is a new version: answers never move to other words."""

    principle = models.ForeignKey(Principle, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()  # 1 or 2 within its principle
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
        ]

    def __str__(self) -> str:
        return self.words
