"""Rows that are never saved: permissions take what is loaded and ask nothing."""

from datetime import UTC, datetime
from typing import Any

from members.models import Member
from projects.models import Invitation, Membership, Project, Task

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)


def project(pk: int = 1, **fields: Any) -> Project:
    """A project that goes on."""
    return Project(pk=pk, name="A better welcome", **fields)


def membership(pk: int = 1, *, of: Project | None = None, **fields: Any) -> Membership:
    """Somebody in the project."""
    return Membership(
        pk=pk, project=of or project(), member=Member(pk=pk, display_name=f"Person {pk}"), **fields
    )


def host(pk: int = 9) -> Membership:
    """Somebody who runs the project."""
    return membership(pk, is_host=True)


def elsewhere() -> Membership:
    """Somebody in another project."""
    return membership(5, of=project(2), is_host=True)


def left() -> Membership:
    """Somebody who left."""
    return membership(6, status=Membership.Status.LEFT, left_at=NOW)


def in_ended() -> Membership:
    """Somebody in a project that has ended."""
    return membership(7, of=project(status=Project.Status.ENDED, ended_at=NOW), is_host=True)


def task(**fields: Any) -> Task:
    """An open task with one free place."""
    return Task(**{"pk": 1, "project": project(), "title": "Choose photos", **fields})


def invitation(**fields: Any) -> Invitation:
    """An open invitation."""
    values = {
        "project": project(),
        "kind": Invitation.Kind.PERSONAL,
        "email": "sam@example.org",
        "token_hash": "x" * 64,
        "valid_until": NOW.date(),
    }
    return Invitation(**{**values, **fields})
