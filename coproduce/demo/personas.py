"""Signing in as somebody of the demo with one press. Only views that exist in the demo alone use it."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from coproduce.demo.people import OPERATOR, PEOPLE, Person
from members.models import Member

PARTS = 6  # the first people stand for one part each


def people_here() -> list[Person]:
    """The people of the demo who have an account on this site, the parts that the demo is shown by first."""
    handles = set(
        Member.objects.filter(
            handle__in=[person.handle for person in [*PEOPLE, OPERATOR]], is_active=True
        ).values_list("handle", flat=True)
    )
    in_order = [*PEOPLE[:PARTS], OPERATOR, *PEOPLE[PARTS:]]
    return [person for person in in_order if person.handle in handles]


def sign_in_as(request: HttpRequest, person: Person) -> Member | None:
    """Sign in as this person, as if their code had been typed. None when they have no account here."""
    member = Member.objects.filter(handle=person.handle, is_active=True).first()
    if member is None:
        return None
    login(request, member, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, member, method="code")
    return member
