"""One person's part in common ground, tasks and outputs: to take along, or removed for good (promise P4).

What a group made stays with the group, without the person. What somebody said as themselves goes: yeses, thoughts, notes.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from members.models import Member
from projects.models import (
    Agreement,
    AgreementConfirmation,
    CallAnswer,
    Confidence,
    Credit,
    DecisionRight,
    DecisionRightUse,
    DecisionRightYes,
    Ending,
    Membership,
    OrganisationAsked,
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
    SharedQuestion,
    SignOff,
    StoredFile,
    StoryName,
    TaskPlace,
    Thought,
    TryOut,
    Unknown,
)

Row = Mapping[str, Any]

# What somebody said as themselves, by the field that leads to them: it is theirs to take, and goes with them.
SAID = {
    "answers_to_purposes": (PurposeAnswer, "membership", ("version__project__name", "version__words", "says", "count_as", "words", "said_at")),
    "yeses_to_pieces": (PieceYes, "membership", ("piece__project__name", "piece__question", "count_as", "said_at")),
    "yeses_to_decision_rights": (DecisionRightYes, "membership", ("right__role__name", "right__scope", "count_as", "said_at")),
    "agreements_you_go_along_with": (AgreementConfirmation, "membership", ("agreement__project__name", "agreement__kind", "version", "said_at")),
    "thoughts": (Thought, "author", ("piece__question", "agreement__kind", "output_version__output__title", "words", "said_on")),
    "answers_to_calls": (CallAnswer, "membership", ("task__title", "asked", "words", "audience", "said_at")),
    "your_notes_before_tasks": (Confidence, "membership", ("task__title", "level", "words", "noted_at")),
    "tried_out": (TryOut, "tester", ("task__title", "confused", "told_on")),
    "credits": (Credit, "membership", ("output__title", "part", "shown_as", "other_name", "chosen_at")),
    "read_and_found_clear": (ReaderCheck, "membership", ("version__output__title", "shown_as", "other_name", "checked_at")),
    "names_in_stories": (StoryName, "membership", ("project__name", "shown_as", "other_name", "chosen_at")),
    "roles_offered_to_you": (RoleOffer, "to", ("role__name", "words", "made_at")),
    "roles_you_offered": (RoleOffer, "by", ("role__name", "words", "made_at")),
}  # fmt: skip

# What the group keeps, without the person, by the field that names them.
DONE = {
    "purposes_written": (PurposeVersion, "written_by", ("project__name", "words", "written_at")),
    "agreements_changed": (Agreement, "changed_by", ("project__name", "kind", "changed_at")),
    "pieces_added": (Piece, "added_by", ("project__name", "question", "added_at")),
    "not_known_added": (Unknown, "added_by", ("project__name", "what", "added_at")),
    "not_known_to_find_out": (Unknown, "finder", ("project__name", "what", "by_day")),
    "decision_rights_proposed": (DecisionRight, "proposed_by", ("role__name", "scope", "proposed_at")),
    "decision_rights_used": (DecisionRightUse, "used_by", ("right__role__name", "what", "why", "used_at")),
    "sign_offs_asked_of_you": (SignOff, "who", ("task__title", "grounds", "status", "answered_at")),
    "sign_offs_answered": (SignOff, "answered_by", ("task__title", "status", "heard", "why", "possible", "answered_at")),
    "named_to_talk_with": (SignOff, "talk_to", ("task__title",)),
    "outputs_added": (Output, "added_by", ("project__name", "title", "added_at")),
    "outputs_you_answer_for": (Output, "answers_for_it", ("project__name", "title")),
    "threads_held": (Output, "thread_holder", ("project__name", "title")),
    "versions_made": (OutputVersion, "made_by", ("output__title", "number", "words", "note", "made_at")),
    "files_added": (StoredFile, "added_by", ("project__name", "name", "kind", "size", "added_at")),
    "read_throughs": (ReadThrough, "by", ("output__title", "holds_together", "words", "read_at")),
    "organisations_asked": (OrganisationAsked, "asked_by", ("project__name", "organisation__name", "asked_at")),
    "projects_ended": (Ending, "ended_by", ("project__name",)),
    "places_offered_to_you": (TaskPlace, "offered_to", ("task__title", "offered_until")),
}  # fmt: skip


def rows_of_work(*, member: Member) -> dict[str, list[Row]]:
    """Everything of this kind that the site keeps about the member, as plain rows in words."""
    rows: dict[str, list[Row]] = {
        name: list(model._default_manager.filter(**{f"{field}__member": member}).values(*words))
        for name, (model, field, words) in {**SAID, **DONE}.items()
    }
    rows["thoughts_without_a_name"] = list(
        Thought.objects.filter(kept_author__membership__member=member).values("words", "said_on")
    )
    rows["sections_held"] = list(
        Section.objects.filter(holders__member=member).values("output__title", "title")
    )
    rows["questions_shared"] = list(
        SharedQuestion.objects.filter(shared_by=member).values("question", "shared_on")
    )
    rows["what_you_like_doing"] = list(
        Membership.objects.filter(member=member).exclude(skills=[]).values("project__name", "skills")
    )
    return rows


def erase_work(*, member: Member) -> None:
    """Remove what the member said, and their name from what the group keeps, in the caller's transaction."""
    Thought.objects.filter(Q(author__member=member) | Q(kept_author__membership__member=member)).delete()
    for model, field, _words in SAID.values():
        model._default_manager.filter(**{f"{field}__member": member}).delete()
    ReadThrough.objects.filter(by__member=member).update(words="")
    for model, field, _words in DONE.values():
        model._default_manager.filter(**{f"{field}__member": member}).update(**{field: None})
    TaskPlace.objects.filter(cover_to__member=member).update(cover_to=None)
    Section.holders.through._default_manager.filter(membership__member=member).delete()
    SharedQuestion.objects.filter(shared_by=member).update(shared_by=None)
    Membership.objects.filter(member=member).update(skills=[], away_since=None)


def lay_down_parts(*, membership: Membership) -> None:
    """Whoever leaves holds no part any more, and what they said to a few is read by nobody from now on (promise S7)."""
    for model, field in (
        (Confidence, "membership"),
        (CallAnswer, "membership"),
        (RoleOffer, "to"),
        (RoleOffer, "by"),
    ):
        model._default_manager.filter(**{field: membership}).delete()
    Section.holders.through._default_manager.filter(membership=membership).delete()
    Output.objects.filter(answers_for_it=membership).update(answers_for_it=None)
    Output.objects.filter(thread_holder=membership).update(thread_holder=None)
    Unknown.objects.filter(finder=membership, found_at__isnull=True).update(finder=None)
    Membership.objects.filter(pk=membership.pk).update(skills=[])
