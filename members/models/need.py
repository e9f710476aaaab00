"""What a person needs to take part."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates


class Need(models.Model):
    """One thing that helps this person to take part (seeds 44, 49, 109). Who may see it is set in each project."""

    class Kind(models.TextChoices):
        BREAKS = "breaks", _("Breaks")
        ONLINE_OR_PHONE = "online", _("Join online or by phone")
        PAPERS_BEFORE = "papers", _("Papers before the day")
        CHAT = "chat", _("Type in the chat instead of speaking")
        STEP_FREE = "step_free", _("Step-free room")
        EASY_READ = "easy_read", _("Easy read")
        TRUSTED_PERSON = "trusted", _("Someone I trust with me")
        TRAVEL = "travel", _("Help with travel or childcare")
        EQUIPMENT = "equipment", _("A device, data or a quiet place")
        OWN_WORDS = "own_words", _("Something else")

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=9, choices=Kind)
    words = models.CharField(
        max_length=300, blank=True
    )  # private: readable by the audience of each project only
    said_at = models.DateTimeField(default=dates.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["member", "kind"], name="need_said_once"),
            models.CheckConstraint(
                condition=~models.Q(kind="own_words") | ~models.Q(words=""),
                name="need_in_own_words_has_words",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
