from principles.models.done import DoneCount
from principles.models.principle import Principle, PrincipleText, PulseItem
from principles.models.result import ItemRelease, OrganisationPicture, PrincipleRelease
from principles.models.round import PulseAnswer, PulseRound, PulseStage, PulseTicket, RoundItem

__all__ = [
    "DoneCount",
    "ItemRelease",
    "OrganisationPicture",
    "Principle",
    "PrincipleRelease",
    "PrincipleText",
    "PulseAnswer",
    "PulseItem",
    "PulseRound",
    "PulseStage",
    "PulseTicket",
    "RoundItem",
]
