"""What the demo's projects say: the booklet of seed text S1 in our own words, and three more of the kinds in seeds 1, 114, 128."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Work:
    """A task of the demo. Days count from the day of filling; `done` is how many days ago it was finished."""

    title: str
    what: str
    kind: str = "making"
    why: str = ""
    minutes: int | None = None
    due: int | None = None
    places: int = 1
    held_by: tuple[str, ...] = ()
    done: int | None = None
    called_off: int | None = None
    help: str = ""
    helper: str = ""
    role: str = ""
    where: str = ""
    at_home: bool = False
    with_someone: bool = False
    thank_you: str = ""
    notice: str = ""
    note: str = ""


@dataclass(frozen=True)
class Part:
    """A task role: what it involves, what it may decide, and who plays it."""

    name: str
    involves: str
    may_decide: str = ""
    time: str = ""
    support: str = ""
    pay: str = ""
    ending: str = ""
    played_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limit:
    """A given of the demo; `until` counts days from the day of filling."""

    what: str
    whose_rule: str
    why: str
    movable: bool = False
    until: int | None = None
    who: str = ""


@dataclass(frozen=True)
class Place:
    """One person's place in a project of the demo."""

    who: str
    kinds: tuple[str, ...] = ()
    is_host: bool = False
    way: str = "taking_part"
    audience: str = "me"
    support: str = ""
    rhythm: str = "never"


@dataclass(frozen=True)
class Story:
    """One project of the demo, whole."""

    name: str
    purpose: str
    places: tuple[Place, ...]
    agreed: bool = True
    opened: int = 70
    makes: str = ""
    time: str = ""
    gives: str = ""
    ways: str = ""
    not_known: str = ""
    template: str = "blank"
    meet_before: str | None = None
    brief: int | None = None  # days since the brief was set, and by whom
    brief_by: str = ""
    limits: tuple[Limit, ...] = ()
    parts: tuple[Part, ...] = ()
    work: tuple[Work, ...] = ()
    supporters: tuple[str, ...] = ()
    rounds: tuple[tuple[str, ...], ...] = field(default=())


# Each closed round: twelve lines, two for each principle in their order; a letter for each person.
# a always, m mostly, s sometimes, n no, d does not fit, - skipped. First those who count with lived experience,
# then, after the bar, those who count with staff.
BOOKLET_ROUNDS = (
    (
        "amssn|mmsan", "mssam|msmas", "amsmm|mmams", "mmsas|amsmm", "snsma|mmssa", "sssnm|msmss",
        "mssan|mmssa", "msmsa|mmass", "mmaas|amsmm", "mamss|mmsas", "m-s-a|m-asm", "sssnm|mssns",
    ),
    (
        "amsms|mmasn", "mmssa|amsms", "aammm|ammma", "ammam|mmama", "ssnms|ammam", "mssna|mmmss",
        "amsms|mmsas", "mmssa|amsss", "aamma|aammm", "maamm|mamma", "m-s-a|a-msm", "mssam|msmas",
    ),
)  # fmt: skip
TRAINING_ROUNDS = (
    (
        "mmss|mma", "mssn|mma", "aamm|mms", "mmas|mma", "mssn|mss", "ssmn|msm",
        "mmss|mas", "msma|mms", "aamm|amm", "mmam|mms", "mssn|sms", "ssmm|mss",
    ),
    (
        "ammm|mms", "mmsa|mma", "aamm|mma", "mmas|mma", "mmss|mss", "ssmm|msm",
        "mmsa|mas", "mmma|mms", "aamm|amm", "mmam|mms", "mssm|sms", "msmm|mss",
    ),
)  # fmt: skip
PANEL_ROUNDS = (
    (
        "mm|sa", "ms|mm", "aa|mm", "mm|ms", "sn|ms", "ss|ms",
        "mm|ms", "ms|mm", "am|mm", "ma|ms", "ms|ss", "sm|ms",
    ),
)  # fmt: skip
