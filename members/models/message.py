"""The outbox: every message to a person is one row here, and the row is the truth."""

import uuid
from datetime import timedelta

from django.db import models

from coproduce.lib import dates


class Message(models.Model):
    """One person, one subject, one version of a date, one channel. Holds ids only; words are made at sending."""

    class Channel(models.TextChoices):
        EMAIL = "email"
        SITE = "site"

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        EXPIRED = "expired"
        WITHDRAWN = "withdrawn"
        FOLDED = "folded"  # went out inside a round-up
        HELD = "held"  # in a restored copy, until a person releases it

    TRANSITIONS = {
        State.WAITING: {State.SENDING, State.FOLDED, State.EXPIRED, State.WITHDRAWN, State.HELD},
        State.SENDING: {
            State.WAITING, State.SENT, State.FAILED, State.EXPIRED, State.WITHDRAWN, State.HELD,
        },
        State.FOLDED: {State.WITHDRAWN},
        State.HELD: {State.WAITING, State.EXPIRED, State.WITHDRAWN},
        State.WITHDRAWN: {State.WAITING},  # written again, because it is true again
        State.SENT: set(),
        State.FAILED: set(),
        State.EXPIRED: set(),
    }  # fmt: skip

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    recipient = models.ForeignKey(
        "members.Member", null=True, blank=True, on_delete=models.CASCADE, related_name="messages"
    )  # empty for an invitation to somebody without an account: the kind finds the address
    channel = models.CharField(max_length=5, choices=Channel, default=Channel.EMAIL)
    subject_id = models.BigIntegerField(
        null=True, blank=True
    )  # the row it is about; the kind knows which table
    scope_id = models.BigIntegerField(null=True, blank=True)  # the project, when there is one
    version = models.CharField(max_length=40, blank=True)  # the version of the date it was planned for
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    local_date = models.DateField(null=True, blank=True)  # with local_time and zone: to work due_at out again
    local_time = models.TimeField(null=True, blank=True)
    zone = models.CharField(max_length=40, blank=True)
    lasts = models.DurationField(default=timedelta(hours=24))  # how long after its due time it may still go
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)  # by the database's clock
    lease_token = models.UUIDField(null=True, blank=True)
    message_id = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    folded_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="folded"
    )
    last_error = models.CharField(
        max_length=200, blank=True
    )  # a code and our own words, never the server's text
    created_at = models.DateTimeField(default=dates.now)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                condition=models.Q(state="waiting"),
                name="message_waiting",
            ),
            models.Index(fields=["lease_until"], condition=models.Q(state="sending"), name="message_sending"),
            models.Index(fields=["kind", "subject_id"], name="message_about"),
            models.Index(fields=["recipient", "-sent_at"], name="message_sent_to"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="message_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state="sending", lease_until__isnull=False, lease_token__isnull=False)
                | (~models.Q(state="sending") & models.Q(lease_until__isnull=True, lease_token__isnull=True)),
                name="message_sending_has_a_lease",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @staticmethod
    def new_lease() -> uuid.UUID:
        """A token for one claim of rows, so that only the process that holds it marks them."""
        return uuid.uuid4()
