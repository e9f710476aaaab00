"""Keeping nothing longer than was promised (promise P6). What stands here is what runs."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from members.actions.audit import drop_old_partitions, make_partitions
from members.models import Message, SentForm, SupportRequest

KEPT = {
    "messages": timedelta(days=30),  # after they were sent or ended
    "forms": timedelta(days=1),
    "support": timedelta(days=90),  # after the talk, or after it was called off
}


def tidy_members(*, now: datetime) -> dict[str, int]:
    """Remove what is older than promised: how many rows of each kind went. Safe to run twice, late or together."""
    done = Message.objects.filter(
        Q(sent_at__lt=now - KEPT["messages"]) | Q(ended_at__lt=now - KEPT["messages"])
    )
    make_partitions(now=now)
    return {
        "messages": _remove_messages(done),
        "forms": SentForm.objects.filter(sent_at__lt=now - KEPT["forms"]).delete()[0],
        "support": SupportRequest.objects.filter(answered_at__lt=now - KEPT["support"]).delete()[0],
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "readings": drop_old_partitions(now=now),
    }


def _remove_messages(done: QuerySet[Message]) -> int:
    """In portions, so that a month of them never holds a lock for long; rows folded into one of them stay."""
    removed = 0
    while ids := list(done.order_by().values_list("pk", flat=True)[:5000]):
        Message.objects.filter(folded_into__in=ids).update(folded_into=None)
        removed += Message.objects.filter(pk__in=ids)._raw_delete(Message.objects.db)
    return removed
