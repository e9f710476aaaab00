"""Messages that reached a person."""

from datetime import datetime

from django.db.models import QuerySet

from coproduce.lib.prepared import prepared
from members.models import Member, Message


def messages_to(member: Member, *, before: tuple[datetime, int] | None = None) -> QuerySet[Message]:
    """What was sent to the member, by email or here, newest first. `before` is the last one of the page before."""
    found = Message.objects.filter(recipient=member, state=Message.State.SENT)
    if before:
        moment, number = before
        found = found.filter(sent_at__lte=moment).exclude(sent_at=moment, pk__gte=number)
    return found.order_by("-sent_at", "-id")


@prepared
def _on_site_since(member: int, since: datetime) -> QuerySet[Message, tuple[int]]:
    found = Message.objects.filter(recipient=member, state=Message.State.SENT, channel=Message.Channel.SITE)
    return found.filter(sent_at__gte=since).values_list("pk")[:1]


def has_messages_on_site(member: Member, *, since: datetime) -> bool:
    """Whether anything waits for the member here on the site."""
    return bool(_on_site_since(member.pk, since))
