"""Messages that reached a person."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, QuerySet

from coproduce.lib.prepared import prepared
from members.models import Member, Message, SupportRequest


def messages_to(member: Member, *, before: tuple[datetime, int] | None = None) -> QuerySet[Message]:
    """What was sent to the member, by email or here, newest first. `before` is the last one of the page before."""
    found = Message.objects.filter(recipient=member, state=Message.State.SENT)
    if before:
        moment, number = before
        found = found.filter(sent_at__lte=moment).exclude(sent_at=moment, pk__gte=number)
    return found.order_by("-sent_at", "-id")


@dataclass(frozen=True)
class Waiting:
    """What waits for a member here on the site: messages of the last days, and people who asked for a chat."""

    messages: bool
    chats: bool


@prepared
def _waiting(member: int, since: datetime) -> QuerySet[Member, tuple[bool, bool]]:
    sent = Message.objects.filter(recipient=member, state=Message.State.SENT, channel=Message.Channel.SITE)
    asked = SupportRequest.objects.filter(to=member, status=SupportRequest.Status.ASKED)
    return Member.objects.filter(pk=member).values_list(
        Exists(sent.filter(sent_at__gte=since)), Exists(asked)
    )


def waiting_for(member: Member, *, since: datetime) -> Waiting:
    """Both with one query."""
    messages, chats = _waiting(member.pk, since)[0]
    return Waiting(messages, chats)
