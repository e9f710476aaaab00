"""Messages that reached a person."""

from datetime import datetime

from django.db.models import QuerySet

from members.models import Member, Message


def messages_to(member: Member, *, before: tuple[datetime, int] | None = None) -> QuerySet[Message]:
    """What was sent to the member, by email or here, newest first. `before` is the last one of the page before."""
    found = Message.objects.filter(recipient=member, state=Message.State.SENT)
    if before:
        moment, number = before
        found = found.filter(sent_at__lte=moment).exclude(sent_at=moment, pk__gte=number)
    return found.order_by("-sent_at", "-id")


def messages_on_site(member: Member, *, since: datetime) -> QuerySet[Message]:
    """What waits for the member here on the site, newest first, for Home."""
    return messages_to(member).filter(channel=Message.Channel.SITE, sent_at__gte=since)
