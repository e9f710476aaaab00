"""What a project's story is told from; and all that a group wrote, to take along."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery

from projects.models import (
    Agreement,
    Credit,
    Ending,
    Given,
    Membership,
    Milestone,
    Output,
    OutputVersion,
    Piece,
    Project,
    PurposeVersion,
    ShownAs,
    Story,
    StoryName,
    Task,
    TaskRole,
    Thought,
    Unknown,
)

MOST = 50


@dataclass(frozen=True)
class Told:
    """One project's story: what, how, who, what changed."""

    story: Story
    outputs: list[Output]
    milestones: list[Milestone]
    pieces: list[Piece]
    names: list[str]


def story_of(project: Project) -> Told:
    """All of it from what the group wrote and settled, with five queries. People stand in it only as they chose."""
    return Told(
        story=Story.objects.filter(project=project).first() or Story(project=project),
        outputs=list(project.outputs.filter(status=Output.Status.FINISHED)[:MOST]),
        milestones=list(
            project.milestones.filter(reached_at__isnull=False).order_by("reached_at", "id")[:MOST]
        ),
        pieces=list(project.pieces.filter(status=Piece.Status.AGREED)[:MOST]),
        names=story_names(project),
    )


def story_names(project: Project) -> list[str]:
    """The names of those who chose to be named, in the order of the alphabet; also of those who left since."""
    chosen = StoryName.objects.filter(project=project).exclude(shown_as=ShownAs.NONE)
    found = [named(choice, choice.membership) for choice in chosen.select_related("membership__member")]
    return sorted((name for name in found if name), key=str.casefold)


def named(choice: StoryName | Credit, membership: Membership) -> str:
    """What a person is called where they chose it; empty for "without a name"."""
    if choice.shown_as == ShownAs.NAME:
        return membership.member.display_name
    return choice.other_name if choice.shown_as == ShownAs.OTHER else ""


def everything_of(project: Project) -> dict[str, Any]:
    """What a group wrote, for a file to keep: nothing private, and no author of words without a name.

    People stand in it where they put their name to words, and in credits and the story as they chose.
    """
    newest = OutputVersion.objects.filter(output=OuterRef("pk"), section__isnull=True).order_by("-number")
    outputs = project.outputs.annotate(
        words=Subquery(newest.values("words")[:1]), file_name=Subquery(newest.values("file__name")[:1])
    ).prefetch_related(
        Prefetch("credits", Credit.objects.select_related("membership__member")),
    )
    with_thoughts = Prefetch(  # by their words: the order of writing would tell who wrote without a name
        "thoughts", Thought.objects.select_related("author__member").order_by("said_on", "words", "pk")
    )
    made = list(outputs)
    for output in made:
        output.named = [  # type: ignore[attr-defined]
            (name, credit.part)
            for credit in output.credits.all()
            if (name := named(credit, credit.membership))
        ]
    return {
        "told": story_of(project),
        "ending": Ending.objects.filter(project=project).first(),
        "purposes": list(PurposeVersion.objects.filter(project=project)),
        "limits": list(Given.objects.filter(project=project, lifted_at=None)),
        "unknowns": list(Unknown.objects.filter(project=project)),
        "pieces": list(project.pieces.prefetch_related(with_thoughts)),
        "agreements": list(
            Agreement.objects.filter(project=project).exclude(words="").prefetch_related(with_thoughts)
        ),
        "roles": list(TaskRole.objects.filter(project=project)),
        "tasks": list(project.tasks.filter(status=Task.Status.DONE).order_by("ended_at", "id")),
        "outputs": made,
        "section_words": _section_words(project),
    }


def _section_words(project: Project) -> list[OutputVersion]:
    """The newest words of each section."""
    found = OutputVersion.objects.filter(output__project=project, section__isnull=False)
    newest = found.order_by("section__output_id", "section__position", "section_id", "-number")
    return list(
        newest.distinct("section__output_id", "section__position", "section_id").select_related("section")
    )
