"""How a person wants to be reached."""

from datetime import date, time

from django.db import models
from django.utils.translation import gettext_lazy as _

UNTIL_I_SAY = date(2099, 1, 1)  # a pause without an end: "I am resting"


class ContactPreference(models.Model):
    """How, how often and when one member hears from the site; times are in the member's own zone (seed 99)."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("By email")
        SITE = "site", _("Only here on the site")

    class Pace(models.TextChoices):
        AS_IT_HAPPENS = "each", _("As it happens")
        WEEKLY = "weekly", _("Once a week, all together")

    member = models.OneToOneField("members.Member", on_delete=models.CASCADE, related_name="contact")
    channel = models.CharField(max_length=7, choices=Channel, default=Channel.EMAIL)
    pace = models.CharField(max_length=6, choices=Pace, default=Pace.AS_IT_HAPPENS)
    round_up_weekday = models.PositiveSmallIntegerField(default=0)  # 0 is Monday
    quiet_from = models.TimeField(default=time(21, 0))
    quiet_until = models.TimeField(default=time(8, 0))
    paused_until = models.DateField(null=True, blank=True)
    say_hello_if_quiet = models.BooleanField(
        default=False
    )  # decision 18: nobody is listed for silence unless they chose so

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(round_up_weekday__lte=6), name="contact_round_up_weekday_is_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"contact of member {self.member_id}"

    @property
    def is_resting(self) -> bool:
        """Whether the person asked for quiet until they say otherwise."""
        return self.paused_until == UNTIL_I_SAY

    def is_paused_on(self, day: date) -> bool:
        """Whether nothing but what must be heard is sent on this day, in the member's own zone."""
        return self.paused_until is not None and day < self.paused_until
