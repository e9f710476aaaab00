from projects.models.adaptation import Adaptation
from projects.models.agreement import Agreement, AgreementConfirmation
from projects.models.checkin import CheckIn
from projects.models.count_as import CountAs, ShownAs
from projects.models.given import Given
from projects.models.invitation import Invitation, JoinCode
from projects.models.membership import Experience, Membership, NeedAudience, NeedsAudience, Skill
from projects.models.organisation_card import OrganisationAsked, OrganisationCard
from projects.models.output import (
    Credit,
    Output,
    OutputVersion,
    ReaderCheck,
    ReadThrough,
    Section,
    StoredFile,
)
from projects.models.piece import Piece, PieceYes, SharedQuestion
from projects.models.project import Project, ProjectOrganisation, Supporter
from projects.models.purpose import Milestone, PurposeAnswer, PurposeVersion
from projects.models.role import (
    DecisionRight,
    DecisionRightUse,
    DecisionRightYes,
    RoleOffer,
    TaskRole,
    TaskRoleHolder,
)
from projects.models.sign_off import SignOff
from projects.models.story import Ending, Story, StoryName
from projects.models.task import HandBackNote, Task, TaskPlace
from projects.models.task_words import CallAnswer, Confidence, TryOut
from projects.models.thought import Thought, ThoughtAuthor
from projects.models.unknown import Unknown

__all__ = [
    "Adaptation",
    "Agreement",
    "AgreementConfirmation",
    "CallAnswer",
    "CheckIn",
    "Confidence",
    "CountAs",
    "Credit",
    "DecisionRight",
    "DecisionRightUse",
    "DecisionRightYes",
    "Ending",
    "Experience",
    "Given",
    "HandBackNote",
    "Invitation",
    "JoinCode",
    "Membership",
    "Milestone",
    "NeedAudience",
    "NeedsAudience",
    "OrganisationAsked",
    "OrganisationCard",
    "Output",
    "OutputVersion",
    "Piece",
    "PieceYes",
    "Project",
    "ProjectOrganisation",
    "PurposeAnswer",
    "PurposeVersion",
    "ReadThrough",
    "ReaderCheck",
    "RoleOffer",
    "Section",
    "SharedQuestion",
    "ShownAs",
    "SignOff",
    "Skill",
    "StoredFile",
    "Story",
    "StoryName",
    "Supporter",
    "Task",
    "TaskPlace",
    "TaskRole",
    "TaskRoleHolder",
    "Thought",
    "ThoughtAuthor",
    "TryOut",
    "Unknown",
]
