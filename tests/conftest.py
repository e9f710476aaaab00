"""Personas, named by who they are; each stands in one project, `project`, of one organisation, `organisation`."""

import re
from collections.abc import Callable, Generator, Iterator

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from pytest_django.plugin import blocking_manager_key

from members.models import Member, Organisation, SiteState
from projects.models import Membership, Project
from tests.factories.members import make_member, make_organisation, make_organisation_role
from tests.factories.principles import make_principles
from tests.factories.projects import make_membership, make_project

# Named here because a conftest overrides pytest-playwright's fixtures, and a plugin loaded with -p does not.
from tests.plugins import browser_type_launch_args, chromium_path  # noqa: F401


@pytest.fixture(scope="session")
def base_url() -> None:
    """No address of its own: tests use `live_server`. (The plugin's fixture is a method, which pytest 9 warns about.)"""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """A test with real transactions empties every table at its end: put back what the migrations had written."""
    yield
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and marker.kwargs.get("transaction", False)
    if asked or {"live_server", "transactional_db"} & set(getattr(item, "fixturenames", ())):
        with item.config.stash[blocking_manager_key].unblock():
            SiteState.objects.get_or_create(pk=1)
            make_principles()
            forget_readings()


def forget_readings() -> None:
    """Empty the record of readings, which is closed to everybody: only the owner of the table can open it."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE members_privatereading DISABLE TRIGGER stays_whole")
        cursor.execute("TRUNCATE members_privatereading")
        cursor.execute("ALTER TABLE members_privatereading ENABLE TRIGGER stays_whole")


@pytest.fixture(autouse=True)
def _every_mail_has_one_reader_and_no_secret() -> Iterator[None]:
    """Promise P1, looked at after every test of the suite: one recipient, no copy, nothing in the subject that hurts."""
    yield
    for message in getattr(mail, "outbox", []):
        assert len(message.to) == 1, message.to
        assert (message.cc, message.bcc) == ([], [])
        assert not re.search(r"\d{6}", message.subject), message.subject
        assert "\n" not in message.subject
        assert "canary" not in f"{message.subject} {message.body}".lower()


@pytest.fixture
def organisation(db: None) -> Organisation:
    """A service that runs projects."""
    return make_organisation(name="Station House")


@pytest.fixture
def project(organisation: Organisation) -> Project:
    """A project of the organisation."""
    return make_project(organisation=organisation, name="A better welcome")


@pytest.fixture
def facilitator(project: Project, organisation: Organisation) -> Membership:
    """Amina, who may open projects and runs this one."""
    amina = make_member(name="Amina")
    make_organisation_role(organisation=organisation, member=amina, role="facilitator")
    return make_membership(project=project, member=amina, is_host=True)


@pytest.fixture
def member(project: Project) -> Membership:
    """Sam, a member with lived experience."""
    membership = make_membership(project=project, member=make_member(name="Sam"))
    membership.experiences.create(kind="lived")
    return membership


@pytest.fixture
def other_member(project: Project) -> Membership:
    """Jo, another member of the same project."""
    return make_membership(project=project, member=make_member(name="Jo"))


@pytest.fixture
def professional(project: Project) -> Membership:
    """Tom, who works in services."""
    membership = make_membership(project=project, member=make_member(name="Tom"))
    membership.experiences.create(kind="professional")
    return membership


@pytest.fixture
def lead(organisation: Organisation) -> Member:
    """Ruth, who leads the organisation and is a member of no project."""
    ruth = make_member(name="Ruth")
    make_organisation_role(organisation=organisation, member=ruth, role="lead")
    return ruth


@pytest.fixture
def other_lead(db: None) -> Member:
    """Kwame, who leads another organisation."""
    kwame = make_member(name="Kwame")
    make_organisation_role(organisation=make_organisation(), member=kwame, role="lead")
    return kwame


@pytest.fixture
def outsider(db: None) -> Member:
    """Olga, who has an account and nothing to do with the project."""
    return make_member(name="Olga")


@pytest.fixture
def as_person(db: None) -> Callable[[Member | Membership], Client]:
    """A browser signed in as somebody: `as_person(member).get(...)`."""

    def sign_in(who: Member | Membership) -> Client:
        browser = Client()
        browser.force_login(
            who.member if isinstance(who, Membership) else who, backend=settings.AUTHENTICATION_BACKENDS[0]
        )
        return browser

    return sign_in
