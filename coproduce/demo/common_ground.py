"""Puts what the booklet project has said, agreed and made into the database; and the first purpose of every other project."""

from datetime import datetime

from django.db import connection

from coproduce.demo import booklet
from coproduce.demo.rows import Filling
from coproduce.demo.stories import BOOKLET
from projects.library.questions import LOOSE, QUESTIONS
from projects.models import (
    Agreement,
    AgreementConfirmation,
    Credit,
    DecisionRight,
    DecisionRightYes,
    Milestone,
    OrganisationCard,
    Output,
    OutputVersion,
    Piece,
    PieceYes,
    PurposeAnswer,
    PurposeVersion,
    ReaderCheck,
    ReadThrough,
    RoleOffer,
    Section,
    Story,
    StoryName,
    TaskRole,
    Thought,
    ThoughtAuthor,
    Unknown,
)

FIRST_PURPOSES = """
    INSERT INTO projects_purposeversion
        (project_id, number, words, written_by_id, written_at, agreed_at, asking, asked_again_for)
    SELECT project.id, 1, project.purpose, host.id, project.opened_at,
        CASE WHEN project.purpose_status = 'agreed' THEN project.opened_at + interval '5 days' END, 1, ''
    FROM projects_project AS project
    LEFT JOIN projects_membership AS host ON host.project_id = project.id AND host.member_id = project.opened_by_id
    WHERE project.id >= %s AND project.purpose <> ''
    ON CONFLICT (project_id, number) DO NOTHING
"""

Places = dict[str, int]


def add_common_ground(
    filling: Filling, organisation: int, projects: dict[str, tuple[int, Places]], people: Places
) -> None:
    """What the booklet project stands on, and what it has made so far."""
    project, places = projects[BOOKLET.name]
    filling.add(OrganisationCard, organisation_id=organisation, changed_at=filling.ago(30), **booklet.CARD)
    _add_purposes(filling, project, places)
    _add_pieces(filling, project, places)
    _add_agreements(filling, project, places)
    _add_decision_rights(filling, project, places)
    _add_booklet(filling, project, places)
    _add_map(filling, project, places)
    filling.add(
        Story, project_id=project, how=booklet.HOW, what_changed=booklet.CHANGED, changed_at=filling.ago(5)
    )
    for who, shown_as, other in booklet.STORY_NAMES:
        filling.add(
            StoryName, project_id=project, membership_id=places[who], shown_as=shown_as, other_name=other,
            chosen_at=filling.ago(4),
        )  # fmt: skip


def write_first_purposes(first: int) -> None:
    """For projects from this number on whose history is empty: their purpose is its first line."""
    with connection.cursor() as cursor:
        cursor.execute(FIRST_PURPOSES, [first])


def _add_purposes(filling: Filling, project: int, places: Places) -> None:
    last = len(booklet.PURPOSES)
    for number, (written, agreed, words) in enumerate(booklet.PURPOSES, start=1):
        version = filling.add(
            PurposeVersion, project_id=project, number=number, words=words or BOOKLET.purpose,
            written_by_id=places["amina"], written_at=filling.ago(written),
            agreed_at=filling.ago(agreed) if agreed else None, asking=2 if number == last else 1,
            asked_again_for=booklet.MILESTONES[1][0] if number == last else "",
        )  # fmt: skip
    for place, (who, says, count_as, asking, words) in enumerate(booklet.ANSWERS):
        filling.add(
            PurposeAnswer, version_id=version, membership_id=places[who], asking=asking, says=says,
            count_as=count_as, words=words, said_at=filling.ago(50 - 38 * (asking - 1), place),
        )  # fmt: skip
    for what, day, reached in booklet.MILESTONES:
        filling.add(
            Milestone, project_id=project, what=what, on=filling.day(day), added_at=filling.ago(65),
            reached_at=filling.ago(reached) if reached else None,
        )  # fmt: skip
    for what, who, day, found in booklet.NOT_KNOWN:
        filling.add(
            Unknown, project_id=project, what=what, finder_id=places[who], by_day=filling.day(day), found=found,
            found_at=filling.ago(18) if found else None, added_by_id=places["amina"], added_at=filling.ago(60),
        )  # fmt: skip


def _add_pieces(filling: Filling, project: int, places: Places) -> None:
    talked = {each.key: each for each in booklet.PIECES}
    for number, question in enumerate([*QUESTIONS, LOOSE], start=1):
        said = talked.get(question.key, booklet.Talked(question.key, "not_started"))
        piece = filling.add(
            Piece, project_id=project, key=question.key, group=str(question.group), question=str(question.question),
            why=str(question.why), example=str(question.example), position=number, is_loose=question is LOOSE,
            status=said.status, said=said.said, not_needed_why=said.why_not,
            agreed_at=filling.ago(40 - number) if said.status == "agreed" else None,
            review_on=filling.day(said.review) if said.review else None, added_at=filling.ago(68),
        )  # fmt: skip
        for who, count_as in said.yeses:
            filling.add(
                PieceYes, piece_id=piece, membership_id=places[who], said_version=1, count_as=count_as,
                said_at=filling.ago(41 - number),
            )  # fmt: skip
        _add_thoughts(filling, piece, said.thoughts, places)
    words, why, who = booklet.OWN_QUESTION
    filling.add(
        Piece, project_id=project, group="ours", question=words, why=why, position=90, status="talking",
        added_by_id=places[who], added_at=filling.ago(20),
    )  # fmt: skip


def _add_thoughts(
    filling: Filling, piece: int, thoughts: tuple[tuple[str, str], ...], places: Places
) -> None:
    for who, words in thoughts:
        thought = filling.add(
            Thought, piece_id=piece, author_id=places.get(who), words=words, said_on=filling.day(-20)
        )
        if not who:
            filling.add(ThoughtAuthor, thought_id=thought, membership_id=places["bo"])


def _add_agreements(filling: Filling, project: int, places: Places) -> None:
    for kind, words, confirmed_by in booklet.AGREEMENTS:
        agreement = filling.add(
            Agreement, project_id=project, kind=kind, words=words, review_on=filling.day(40),
            changed_at=filling.ago(43), changed_by_id=places["sam"], version=2,
        )  # fmt: skip
        for who in confirmed_by:
            filling.add(
                AgreementConfirmation, agreement_id=agreement, membership_id=places[who], version=2,
                said_at=filling.ago(40),
            )  # fmt: skip


def _add_decision_rights(filling: Filling, project: int, places: Places) -> None:
    """One that both sides agreed, and one that still wants a yes; and a role that is offered to somebody."""
    roles = _roles(filling, project)
    agreed = filling.add(
        DecisionRight, role_id=roles["Sign-off"], power="can_stop", scope="A legal page with a wrong word in it",
        reason="A wrong word about the law can cost a family dearly.", ends_on=filling.day(75), status="agreed",
        proposed_by_id=places["sam"], proposed_at=filling.ago(46), agreed_at=filling.ago(42),
    )  # fmt: skip
    for who, count_as in booklet.BOTH:
        filling.add(
            DecisionRightYes,
            right_id=agreed,
            membership_id=places[who],
            count_as=count_as,
            said_at=filling.ago(42),
        )
    wanted = filling.add(
        DecisionRight, role_id=roles["Keeper of the thread"], power="decides", scope="Small changes to any page",
        reason="Somebody has to hear it as one voice.", ends_on=filling.day(60), proposed_by_id=places["max"],
        proposed_at=filling.ago(8),
    )  # fmt: skip
    filling.add(
        DecisionRightYes,
        right_id=wanted,
        membership_id=places["max"],
        count_as="lived",
        said_at=filling.ago(8),
    )
    filling.add(
        RoleOffer, role_id=roles["Host of the sessions"], to_id=places["max"], by_id=places["amina"],
        words="You have such a calm way with people.", made_at=filling.ago(2),
    )  # fmt: skip


def _roles(filling: Filling, project: int) -> dict[str, int]:
    filling[TaskRole].write()
    return dict(TaskRole.objects.filter(project=project).values_list("name", "pk"))


def _add_booklet(filling: Filling, project: int, places: Places) -> None:
    """The booklet itself: pages with people, versions, a read-through that said what would help first."""
    output = _add_output(
        filling, project, "The booklet", added=50, what="12 pages for the first day at the family court.",
        good_enough="A tired person can read a page in a corridor, and knows what to do next.",
        answers_for_it_id=places["amina"], thread_holder_id=places["layla"],
    )  # fmt: skip
    for position, page in enumerate(booklet.PAGES, start=1):
        section = filling.add(Section, output_id=output, title=page.title, position=position)
        for who in page.held_by:
            filling.add(Section.holders.through, section_id=section, membership_id=places[who])
        for number, draft in enumerate(page.drafts, start=1):
            version = filling.add(
                OutputVersion, output_id=output, section_id=section, number=number, words=draft.words,
                note=draft.note, is_easy_read=draft.is_easy_read, made_by_id=places[draft.by],
                made_at=filling.ago(draft.ago),
            )  # fmt: skip
            if draft.is_easy_read:
                _add_checks(filling, version, places)
    filling.add(
        ReadThrough, output_id=output, by_id=places["layla"], holds_together=False, read_at=filling.ago(11),
        words="Page 3 talks like a letter. The others talk like a friend. Can we try page 3 again?",
    )  # fmt: skip
    _add_credits(filling, output, booklet.BOOKLET_CREDITS, places)


def _add_map(filling: Filling, project: int, places: Places) -> None:
    """A small thing that is finished, with the names people chose."""
    output = _add_output(
        filling, project, "A map of the court building", added=45, what="Doors, toilets and a place to wait alone.",
        answers_for_it_id=places["tom"], status="finished", finished_at=filling.ago(27),
    )  # fmt: skip
    filling.add(
        OutputVersion, output_id=output, number=1, made_by_id=places["ngoc"], made_at=filling.ago(31),
        words="Door on Mill Street. Lift on the left. Quiet room: second floor, ask at the desk. Toilets on each floor.",
    )  # fmt: skip
    filling.add(
        ReadThrough, output_id=output, by_id=places["sam"], holds_together=True, read_at=filling.ago(28)
    )
    _add_credits(filling, output, booklet.MAP_CREDITS, places)


def _add_output(
    filling: Filling, project: int, title: str, *, added: int, **values: str | int | datetime
) -> int:
    number: int = filling.add(Output, project_id=project, title=title, added_at=filling.ago(added), **values)
    return number


def _add_checks(filling: Filling, version: int, places: Places) -> None:
    for who, shown_as, other in booklet.CHECKED_BY:
        filling.add(
            ReaderCheck, version_id=version, membership_id=places[who], shown_as=shown_as, other_name=other,
            checked_at=filling.ago(10),
        )  # fmt: skip


def _add_credits(
    filling: Filling, output: int, credits_: tuple[tuple[str, str, str, str], ...], places: Places
) -> None:
    for who, part, shown_as, other in credits_:
        filling.add(
            Credit, output_id=output, membership_id=places[who], part=part, shown_as=shown_as, other_name=other,
            chosen_at=filling.ago(26),
        )  # fmt: skip
