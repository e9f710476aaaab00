"""The prompt to check in, at the rhythm somebody chose; it can be answered from the message in two presses."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from members.acts import act_link
from members.messages.kinds import Kind
from members.models import Message
from projects.models import CheckIn, Membership, Project, Supporter

ACT = "check-in"
GOOD, OKAY, NOT_GREAT, NOT_OK = CheckIn.Feeling


def is_on_rhythm(membership: Membership, day: date) -> bool:
    """Whether somebody wants to be asked on this day."""
    every = Membership.RHYTHM_DAYS.get(Membership.Rhythm(membership.check_in_rhythm))
    first = membership.check_in_from
    return bool(every and first and day >= first and (day - first).days % every == 0)


def _memberships(messages: Sequence[Message]) -> dict[int, Membership]:
    found = Membership.objects.filter(
        pk__in={message.subject_id for message in messages},
        status=Membership.Status.ACTIVE,
        project__status=Project.Status.OPEN,
    ).exclude(way=Membership.Way.RESTING)
    return {membership.pk: membership for membership in found.select_related("project", "support_person")}


def _answered(messages: Sequence[Message]) -> set[tuple[int, date | None]]:
    answers = CheckIn.objects.filter(membership__in={message.subject_id for message in messages})
    return set(
        answers.filter(prompted_for__in={_day(message) for message in messages}).values_list(
            "membership_id", "prompted_for"
        )
    )


def _day(message: Message) -> date:
    return date.fromisoformat(message.version)


def still_wanted(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose reader is there, does not rest, still wants to be asked on that day, and has not answered.

    A project that is paused or has ended asks nobody.
    """
    memberships, answered = _memberships(messages), _answered(messages)
    return {
        message.pk
        for message in messages
        if (membership := memberships.get(message.subject_id or 0))
        and is_on_rhythm(membership, _day(message))
        and (membership.pk, _day(message)) not in answered
    }


def load(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Who will read it, a number to call instead, and a link for each answer."""
    memberships = _memberships(messages)
    phones = {
        (supporter.project_id, supporter.member_id): supporter.phone
        for supporter in Supporter.objects.filter(
            project__in={membership.project_id for membership in memberships.values()}
        )
    }
    return {
        message.pk: _prompt(memberships[message.subject_id], message, phones)
        for message in messages
        if message.subject_id in memberships
    }


def _prompt(membership: Membership, message: Message, phones: dict[tuple[int, int], str]) -> dict[str, Any]:
    link = act_link(act=ACT, member_id=membership.member_id, object_id=membership.pk, version=message.version)
    person = membership.support_person
    return {
        "project": membership.project.name,
        "person": person.display_name if person else "",
        "phone": phones.get((membership.project_id, person.pk), "") if person else "",
        "link": link,
        "good_link": f"{link}?feeling={GOOD}",
        "okay_link": f"{link}?feeling={OKAY}",
        "not_great_link": f"{link}?feeling={NOT_GREAT}",
        "not_ok_link": f"{link}?feeling={NOT_OK}",
    }


EXAMPLE_LINK = "https://coproduce.example.org/a/an-example/"
CHECK_IN_PROMPT = Kind(
    name="check-in-prompt",
    still_true=still_wanted,
    load=load,
    folds=False,
    lasts=timedelta(hours=12),
    preview={
        "project": "A better welcome at the drop-in",
        "person": "Amina",
        "phone": "0117 496 0000",
        "link": EXAMPLE_LINK,
        "good_link": EXAMPLE_LINK,
        "okay_link": EXAMPLE_LINK,
        "not_great_link": EXAMPLE_LINK,
        "not_ok_link": EXAMPLE_LINK,
    },
)


def still_noted(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose note is still kept, and whose writer is still in the project."""
    kept = set(
        CheckIn.objects.filter(
            pk__in={message.subject_id for message in messages}, membership__status=Membership.Status.ACTIVE
        ).values_list("pk", flat=True)
    )
    return {message.pk for message in messages if message.subject_id in kept}


def load_noted(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Who wrote it down, and where to read it."""
    found = CheckIn.objects.filter(pk__in={message.subject_id for message in messages})
    notes = {note.pk: note for note in found.select_related("to", "membership__project")}
    return {
        message.pk: {
            "person": notes[message.subject_id].to.display_name,
            "link": settings.SITE_URL
            + reverse("projects:check-in", args=[notes[message.subject_id].membership.project.address]),
        }
        for message in messages
        if message.subject_id in notes
    }


CHECK_IN_NOTED = Kind(
    name="check-in-noted",
    still_true=still_noted,
    load=load_noted,
    lasts=timedelta(days=7),
    preview={"person": "Amina", "link": "https://coproduce.example.org/projects/an-example/check-in/"},
)
