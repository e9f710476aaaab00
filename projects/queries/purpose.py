"""Reads about the purpose: the words, who says what to them, and how they came to be."""

from dataclasses import dataclass, field

from projects.models import Membership, Project, PurposeAnswer, PurposeVersion

PAGE = 50


@dataclass(frozen=True)
class PurposePage:
    """The words that stand now, what people here say to them, and the words before."""

    now: PurposeVersion | None
    answers: list[PurposeAnswer] = field(default_factory=list)
    history: list[PurposeVersion] = field(default_factory=list)
    older: int | None = None  # the number before which there are more

    @property
    def number(self) -> int:
        """Which words stand now; 0 before there are any."""
        return self.now.number if self.now else 0

    @property
    def somebody_counts(self) -> bool:
        """Whether anybody counts their answer as lived experience: without one, nobody can tell."""
        return any(answer.count_as == "lived" for answer in self.answers)

    def mine(self, membership: Membership) -> PurposeAnswer | None:
        """What this person said to these words."""
        return next((answer for answer in self.answers if answer.membership_id == membership.pk), None)


def purpose_page(project: Project, before: int | None = None) -> PurposePage:
    """All of it with two queries; fifty lines of history, those before number `before` when it is given."""
    versions = PurposeVersion.objects.filter(project=project).select_related("written_by__member")
    rows = list(versions[: PAGE + 1])
    now = rows[0] if rows else _words_without_history(project)
    if now is None:
        return PurposePage(None)
    answers = list(answers_to(now)) if now.pk else []
    if before is not None:
        rows = list(versions.filter(number__lt=before)[: PAGE + 1])
    older = rows[PAGE - 1].number if len(rows) > PAGE else None
    return PurposePage(now, answers, rows[:PAGE] if now.pk else [now], older)


def _words_without_history(project: Project) -> PurposeVersion | None:
    """Words from before there was a history, as its first line. The first answer writes it down."""
    if not project.purpose:
        return None
    agreed = project.opened_at if project.purpose_status == Project.PurposeStatus.AGREED else None
    return PurposeVersion(
        project=project, number=1, words=project.purpose, written_at=project.opened_at, agreed_at=agreed
    )


def answers_to(purpose: PurposeVersion) -> list[PurposeAnswer]:
    """What people who are here say to the words, in the present asking. Who says nothing is on no list (decision 18)."""
    found = PurposeAnswer.objects.filter(
        version=purpose, asking=purpose.asking, membership__status=Membership.Status.ACTIVE
    )
    return list(found.select_related("membership__member"))
