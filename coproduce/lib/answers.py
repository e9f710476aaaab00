"""Answers: a yes, or a no that explains itself (seed 68: a bare no shows power and shakes trust)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """Whether somebody may do something. Falsy when the answer is no; then `reason` says why, in kind, plain words."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Answer(allowed=True)


def no(reason: object) -> Answer:
    """A no with its reason (text or lazily translated text)."""
    return Answer(allowed=False, reason=str(reason))


class Refused(Exception):
    """An action was asked for that may not be done. `str(refused)` is what the person reads."""


def require(answer: Answer) -> None:
    """Do nothing for a yes. Raises Refused with the answer's own words for a no."""
    if not answer:
        raise Refused(answer.reason)


class Clash(Exception):
    """Somebody else changed the same words first (promise C2). `theirs` holds the words as they stand now."""

    def __init__(self, theirs: dict[str, object]) -> None:
        super().__init__("changed by somebody else")
        self.theirs = theirs
