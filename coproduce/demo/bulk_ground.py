"""Common ground of the made-up projects: a plan, milestones and what they make."""

from coproduce.demo.rows import Filling
from projects.library.questions import LOOSE, QUESTIONS
from projects.models import Milestone, Output, OutputVersion, Piece, PieceYes

STATES = ("not_started", "not_started", "talking", "talking", "agreed", "not_needed")


def add_bulk_ground(filling: Filling, project: int, memberships: list[int], opened: int) -> None:
    """A jigsaw in its middle, two milestones, and one or two things to make."""
    for number, question in enumerate([*QUESTIONS, LOOSE], start=1):
        is_loose = question is LOOSE
        status = "talking" if is_loose else filling.random.choice(STATES)
        piece = filling.add(
            Piece, project_id=project, key=question.key, group=str(question.group), question=str(question.question),
            why=str(question.why), example=str(question.example), position=number, is_loose=is_loose, status=status,
            said="We talk it over and write it down." if status in {"talking", "agreed"} else "",
            not_needed_why="It does not come up here." if status == "not_needed" else "",
            agreed_at=filling.ago(opened / 2) if status == "agreed" else None, added_at=filling.ago(opened),
        )  # fmt: skip
        if status == "agreed" and len(memberships) > 1:
            for membership, count_as in zip(memberships[:2], ("staff", "lived"), strict=True):
                filling.add(
                    PieceYes, piece_id=piece, membership_id=membership, said_version=1, count_as=count_as,
                    said_at=filling.ago(opened / 2),
                )  # fmt: skip
    for what, days in (("The first draft is there", 30), ("Everyone can use it", 90)):
        filling.add(
            Milestone, project_id=project, what=what, on=filling.day(days), added_at=filling.ago(opened)
        )
    for title in ("The guide", "A poster")[: filling.random.randrange(1, 3)]:
        output = filling.add(Output, project_id=project, title=title, added_at=filling.ago(opened / 2))
        filling.add(
            OutputVersion, output_id=output, number=1, words="The first words of it.",
            made_by_id=memberships[-1], made_at=filling.ago(opened / 3),
        )  # fmt: skip
