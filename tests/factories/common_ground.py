"""Plain functions that make rows of common ground, outputs and what belongs to tasks, for tests."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.core.files.base import ContentFile

from coproduce.lib import dates
from projects.models import (
    Agreement,
    DecisionRight,
    DecisionRightUse,
    Membership,
    Milestone,
    OrganisationAsked,
    Output,
    OutputVersion,
    Piece,
    Project,
    PurposeVersion,
    RoleOffer,
    Section,
    SignOff,
    StoredFile,
    Task,
    TaskRole,
    Thought,
    TryOut,
    Unknown,
)
from tests.factories.members import make_organisation
from tests.factories.projects import make_membership, make_project

numbers = count(1)


def make_purpose(*, project: Project, number: int = 1, **fields: Any) -> PurposeVersion:
    """The words of a purpose in its history; the project's own words are the same."""
    words = fields.pop("words", project.purpose)
    Project.objects.filter(pk=project.pk).update(purpose=words)
    return PurposeVersion.objects.create(project=project, number=number, words=words, **fields)


def make_piece(*, project: Project | None = None, **fields: Any) -> Piece:
    """A planning question of a project."""
    number = next(numbers)
    values = {"question": f"Who can commit to what? {number}", "position": number % 30_000, **fields}
    if values.get("status") == Piece.Status.AGREED:
        values.setdefault("agreed_at", dates.now())
    return Piece.objects.create(project=project or make_project(), **values)


def make_thought(
    *, about: Piece | Agreement | OutputVersion, author: Membership | None = None, **fields: Any
) -> Thought:
    """A thought beside a piece, an agreement or a version."""
    name = {Piece: "piece", Agreement: "agreement", OutputVersion: "output_version"}[type(about)]
    values = {"words": "I would start with the café.", "said_on": dates.today("Europe/London"), **fields}
    return Thought.objects.create(author=author, **{name: about}, **values)


def make_output(*, project: Project | None = None, **fields: Any) -> Output:
    """Something a project makes."""
    return Output.objects.create(
        project=project or make_project(), **{"title": f"Leaflet {next(numbers)}", **fields}
    )


def make_version(*, output: Output | None = None, **fields: Any) -> OutputVersion:
    """A version in words."""
    output = output or make_output()
    values = {"number": output.versions.count() + 1, "words": "Welcome. You are not alone here.", **fields}
    return OutputVersion.objects.create(output=output, **values)


def make_file(*, project: Project, content: bytes = b"%PDF-1.4 a small one", **fields: Any) -> StoredFile:
    """A file that stands in the store."""
    values = {"name": "leaflet.pdf", "kind": "application/pdf", "size": len(content), **fields}
    return StoredFile.objects.create(project=project, content=ContentFile(content, "x"), **values)


def make_right(*, role: TaskRole, **fields: Any) -> DecisionRight:
    """A decision right that was proposed for a role."""
    values = {
        "power": DecisionRight.Power.DECIDES,
        "scope": "Which photos go in",
        "reason": "They know what is safe to show.",
        "ends_on": dates.today("Europe/London") + timedelta(days=60),
        **fields,
    }
    return DecisionRight.objects.create(role=role, **values)


def make_use(*, right: DecisionRight, by: Membership | None = None, **fields: Any) -> DecisionRightUse:
    """A decision right that was used."""
    values = {"what": "The photo of the ward stays out.", "why": "It frightens people.", **fields}
    return DecisionRightUse.objects.create(right=right, used_by=by, **values)


def make_sign_off(*, task: Task, **fields: Any) -> SignOff:
    """A sign-off step of a task."""
    values = {"number": task.sign_offs.count() + 1, "grounds": "The names are right.", **fields}
    return SignOff.objects.create(task=task, **values)


def make_common_ground(
    *, project: Project, by: Membership, task: Task, role: TaskRole
) -> dict[str, dict[str, Any]]:
    """One of each thing in a project, by the noun of its URLs, as `{"pk": ...}`."""
    make_purpose(project=project)
    piece = make_piece(project=project)
    output = make_output(project=project)
    section = Section.objects.create(output=output, title="What happens first", position=1)
    stored = make_file(project=project)
    made: dict[str, Any] = {
        "piece": piece,
        "thought": make_thought(about=piece, author=by),
        "agreement": Agreement.objects.create(project=project, kind="rules", words="We let people finish."),
        "milestone": Milestone.objects.create(project=project, what="The first draft is there"),
        "unknown": Unknown.objects.create(project=project, what="Can we print in colour?"),
        "output": output,
        "section": section,
        "version": make_version(output=output, file=stored, made_by=by),
        "file": stored,
        "right": make_right(role=role),
        "used-right": make_use(right=make_right(role=role), by=by),
        "role-offer": RoleOffer.objects.create(role=role, to=by, by=make_membership(project=project)),
        "sign-off": make_sign_off(task=task, who=by),
        "try-out": TryOut.objects.create(
            task=task, tester=by, confused="The map", told_on=dates.today(project.zone)
        ),
        "taking-part": OrganisationAsked.objects.create(project=project, organisation=make_organisation()),
    }
    return {name: {"pk": thing.pk} for name, thing in made.items()}
