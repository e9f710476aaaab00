"""Messages about requests for a chat: to the person chosen, and to others when nobody was in touch. Never the words."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.messages.kinds import Kind
from members.models import Message, SupportRequest


def still_asked(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose request nobody has answered or called off."""
    open_ones = set(
        SupportRequest.objects.filter(
            pk__in={message.subject_id for message in messages}, status=SupportRequest.Status.ASKED
        ).values_list("pk", flat=True)
    )
    return {message.pk for message in messages if message.subject_id in open_ones}


def load(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Who asked, how, by when, and where to read and answer it."""
    requests = SupportRequest.objects.select_related("asker", "to", "organisation").in_bulk(
        list({message.subject_id for message in messages})
    )
    return {
        message.pk: _about(requests[message.subject_id], has_account=message.recipient_id is not None)
        for message in messages
        if message.subject_id in requests
    }


def _about(request: SupportRequest, *, has_account: bool) -> dict[str, Any]:
    path = reverse("members:support-detail", args=[request.pk]) if has_account else reverse("members:support")
    return {
        "asker": asker_name(request),
        "to": request.to.display_name if request.to else "",
        "how": how_in_words(request.how),
        "number": "" if has_account else request.reach_at,
        "by": day_in_words(request),
        "link": f"{settings.SITE_URL}{path}" if has_account else "",
    }


def asker_name(request: SupportRequest) -> str:
    """What to call the person who asked."""
    return request.asker.display_name if request.asker else request.asker_name


def how_in_words(how: str) -> str:
    """How somebody would like to be reached, inside a sentence."""
    return {
        SupportRequest.How.CALL: _("a call"),
        SupportRequest.How.TEXT: _("a text message"),
        SupportRequest.How.MEET: _("to meet"),
        SupportRequest.How.EMAIL: _("an email"),
    }.get(SupportRequest.How(how), "")


def day_in_words(request: SupportRequest) -> str:
    """The day by which somebody is in touch: "Friday 15 May"."""
    return date_format(request.answer_by, "l j F")


def organisation_address(messages: Sequence[Message]) -> dict[int, str]:
    """The address of the organisation's own contact, where it has no other support contact with an account."""
    requests = SupportRequest.objects.filter(pk__in={message.subject_id for message in messages})
    addresses = dict(
        requests.exclude(organisation__contact_email="").values_list("pk", "organisation__contact_email")
    )
    return {
        message.pk: addresses[message.subject_id]
        for message in messages
        if message.subject_id in addresses and addresses[message.subject_id]
    }


EXAMPLE = {
    "asker": "Sam",
    "to": "Jo",
    "how": "a call",
    "number": "",
    "by": "Friday 15 May",
    "link": "https://coproduce.example.org/support/1/",
}
ASKED = Kind(
    name="support-asked",
    still_true=still_asked,
    load=load,
    folds=False,
    must_hear=True,
    lasts=timedelta(days=7),
    preview=EXAMPLE,
)
WAITING = Kind(
    name="support-waiting",
    still_true=still_asked,
    load=load,
    address=organisation_address,
    folds=False,
    must_hear=True,
    lasts=timedelta(days=7),
    preview=EXAMPLE,
)
