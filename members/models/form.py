"""Forms that were sent: so that one form sent ten times makes one thing (promise C3)."""

from django.db import models

from coproduce.lib import dates


class SentForm(models.Model):
    """One filled-in page that was sent: its key, and where its first sending led. Kept for a day."""

    key = models.UUIDField(primary_key=True)
    led_to = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(default=dates.now)

    def __str__(self) -> str:
        return str(self.key)
