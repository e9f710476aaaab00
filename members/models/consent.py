"""What a person agreed to, in which words."""

from django.db import models

from coproduce.lib import dates


class Consent(models.Model):
    """One consent for one use: the version of the text, when it was given, when it was taken back (seed 84)."""

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=40)
    scope_id = models.BigIntegerField(null=True, blank=True)  # the project it is for, when it is for one
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=dates.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "scope_id"],
                condition=models.Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="consent_stands_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} by member {self.member_id}"
