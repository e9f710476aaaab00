"""What an organisation says on "Talk to someone", as a lead writes it."""

from django.urls import reverse

from tests.factories.members import (
    make_member,
    make_organisation,
    make_organisation_role,
    make_support_contact,
)
from tests.projects.pages import Stop

TEXT = "If you are not safe now, call 999. Day or night, Samaritans are on 116 123."


def make_stops() -> list[Stop]:
    """Ruth leads Station House; Nia and Bo are there to talk to."""
    house = make_organisation(name="Station House", slug="safety-station", emergency_text=TEXT)
    ruth = make_member(name="Ruth")
    ruth.authenticator_set.create(type="totp", data={"secret": "x"})  # type: ignore[attr-defined]
    make_organisation_role(organisation=house, member=ruth, role="lead")
    for name in ("Nia", "Bo"):
        make_support_contact(organisation=house, member=make_member(name=name), hours="Mondays, 9 to 5")
    page = reverse("projects:organisation-safety-words", args=[house.slug])
    return [
        Stop("safety words", page, ruth),
        Stop("safety words, two texts", page, ruth, {"version": "1", "emergency_text": "New"}, status=409),
        Stop("safety words, with a problem", page, ruth, {"version": "1", "emergency_text": "x" * 1001}),
    ]
