"""Every page of members in every state a person can reach: whose browser, and which address."""

from dataclasses import dataclass, field
from datetime import timedelta

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.test import Client, RequestFactory

from coproduce.lib import dates
from members.actions.account import remember_proved_email
from members.actions.audit import record_reading
from members.models import ContactPreference, Member, Message, SupportRequest
from tests.factories.members import (
    make_member,
    make_organisation,
    make_organisation_role,
    make_support_contact,
)


@dataclass(frozen=True)
class Stop:
    """One page as one person sees it; `posts` is sent first, where the state comes from a form."""

    name: str
    path: str
    who: Member | None = None
    posts: dict[str, str] | None = None
    waits_for_code: bool = field(default=False)


def signed_in(who: Member) -> Client:
    """The browser of somebody who has just shown who they are."""
    browser = Client()
    browser.force_login(who, backend=settings.AUTHENTICATION_BACKENDS[0])
    request = RequestFactory().get("/")
    request.session = browser.session
    record_authentication(request, who, method="code")
    request.session.save()
    return browser


def make_stops() -> list[Stop]:
    """A small world with something on every page, and the stops in it."""
    place = make_organisation(name="Station House", slug="station-house")
    ruth, sam, jo, new = (make_member(name=name) for name in ("Ruth", "Sam", "Jo", "Lee"))
    for person in (ruth, sam, jo):
        remember_proved_email(member=person)
    ruth.authenticator_set.create(type="totp", data={"secret": "x"})
    make_organisation_role(organisation=place, member=ruth, role="lead")
    make_organisation_role(organisation=place, member=sam, role="facilitator")
    make_support_contact(organisation=place, member=jo, phone="0117 496 0002", what="peer supporter")
    make_support_contact(organisation=place, name="Maya", phone="0117 496 0001", what="outside the project")
    asked = _ask(sam, jo, passed_on=True, organisation=place)
    settled = _ask(sam, jo, status="answered", answered_at=dates.now())
    record_reading(reader=jo, about=sam, what="support")
    for number in range(25):
        _message(sam, place.pk, number)
    ContactPreference.objects.filter(member=jo).update(paused_until=dates.now().date() + timedelta(days=9))
    Member.objects.filter(pk=jo.pk).update(email_bounced_at=dates.now())
    return [
        Stop("sign in", "/in/"),
        Stop("sign in, with a problem", "/in/", posts={"email": "sam"}),
        Stop("code", "/in/code/", waits_for_code=True),
        Stop("code, with a problem", "/in/code/", waits_for_code=True, posts={"code": "1"}),
        Stop("sign out", "/out/", who=sam),
        Stop("reading, signed out", "/me/reading/"),
        Stop("reading", "/me/reading/", who=sam),
        Stop("me", "/me/", who=sam),
        Stop("name", "/me/name/", who=sam),
        Stop("name, with a problem", "/me/name/", who=sam, posts={"display_name": ""}),
        Stop("is it you", "/me/again/", who=sam),
        Stop("is it you, with a code app", "/me/again/?next=/me/data/", who=ruth),
        Stop("contact", "/me/contact/", who=sam),
        Stop("contact, paused and mail came back", "/me/contact/", who=jo),
        Stop("contact, with a problem", "/me/contact/", who=sam, posts={"channel": ""}),
        Stop("sent", "/me/messages/", who=sam),
        Stop("sent, empty", "/me/messages/", who=new),
        Stop("data", "/me/data/", who=sam),
        Stop("data, empty", "/me/data/", who=new),
        Stop("take data", "/me/data/take/", who=sam),
        Stop("remove data", "/me/data/remove/", who=sam),
        Stop("support, signed out", "/support/"),
        Stop("support", "/support/", who=sam),
        Stop("support, nobody there", "/support/", who=new),
        Stop("support, with a problem", "/support/", who=sam, posts={"who": ""}),
        Stop("inbox", "/support/for-me/", who=jo),
        Stop("inbox, empty", "/support/for-me/", who=new),
        Stop("request, asked", f"/support/{asked.pk}/", who=sam),
        Stop("request, to answer", f"/support/{asked.pk}/", who=jo),
        Stop("request, settled", f"/support/{settled.pk}/", who=jo),
        Stop("organisation, for a lead", "/organisations/station-house/", who=ruth),
        Stop("organisation, for others", "/organisations/station-house/", who=sam),
        Stop(
            "organisation, with a problem",
            "/organisations/station-house/appoint/",
            who=ruth,
            posts={"part": "contact"},
        ),
        Stop("ways to sign in", "/account/ways/", who=sam),
        Stop("places signed in", "/account/places/", who=sam),
        Stop("email", "/account/email/", who=sam),
    ]


def _ask(asker: Member, to: Member, *, passed_on: bool = False, **fields: object) -> SupportRequest:
    values = {
        "how": "call",
        "when": "this_week",
        "reach_at": "07700 900123",
        "words": "It has been a long week.\n\nCould we talk?",
        "answer_by": dates.now().date(),
        "passed_on_at": dates.now() if passed_on else None,
        **fields,
    }
    return SupportRequest.objects.create(asker=asker, to=to, **values)


def _message(to: Member, organisation: int, number: int) -> None:
    now = dates.now()
    Message.objects.create(
        key=f"shown {number}",
        kind="appointed",
        recipient=to,
        subject_id=organisation,
        version="facilitator",
        state="sent",
        sent_at=now - timedelta(hours=number),
        channel="email" if number % 2 else "site",
        due_at=now,
        expires_at=now,
        next_attempt_at=now,
    )
