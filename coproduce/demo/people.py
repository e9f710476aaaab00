"""The twelve people of the demo, and the operator. All are made up; numbers and addresses are ones that reach nobody."""

import uuid
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress

from coproduce.demo.rows import Filling
from members.models import ContactPreference, Member, Need

NAMES = uuid.UUID(
    "7d0d7b2c-3f0e-4b0a-9f42-5a0f0a5be7c1"
)  # a person of the demo keeps one handle, whatever the seed
PHONE = "0117 496 0000"  # Ofcom keeps these numbers for stories: nobody answers
# What Django writes where nobody can sign in by password.
NO_PASSWORD = "!"  # noqa: S105


@dataclass(frozen=True)
class Person:
    """Somebody in the demo. `who` is the line under the name on the demo page; `part` is why one would sign in as them."""

    key: str
    name: str
    part: str
    who: str
    email: bool = True
    zone: str = "Europe/London"
    size: str = "m"
    pace: str = "each"
    needs: tuple[tuple[str, str], ...] = field(default=())

    @property
    def handle(self) -> uuid.UUID:
        """The handle of this person's account."""
        return uuid.uuid5(NAMES, self.key)

    @property
    def address(self) -> str | None:
        """Their email address, on a domain that is kept for examples."""
        return f"{self.key}@example.org" if self.email else None


PEOPLE = [
    Person(
        "amina", "Amina Yusuf", "Runs projects",
        "A facilitator at Kettle Lane. She runs the booklet project and may open new ones.",
    ),
    Person(
        "sam", "Sam", "Member with lived experience",
        "Has been through a court case about their child. Has a task to do, and a check-in each week.",
        needs=(("breaks", ""), ("papers", ""), ("own_words", "I find long phone calls hard. A text first helps.")),
    ),
    Person(
        "tom", "Tom O’Dwyer", "Member of staff",
        "Works in children’s services. Has taken a task in the booklet.",
        needs=(("online", ""),),
    ),
    Person(
        "ruth", "Ruth Blackwood", "Leads the organisation",
        "Sees how all projects live up to the six principles. Reads nobody’s private words.",
    ),
    Person(
        "jo", "Jo Ferreira-Nunes", "Person to talk to",
        "A peer supporter. People choose Jo for check-ins and for a chat.",
        needs=(("online", ""),),
    ),
    Person(
        "olha", "Ольга Коваленко", "Outsider",
        "Has an account, is in no project, and has been asked to join the training.",
    ),
    Person(
        "layla", "ليلى منصور", "Member",
        "Writes for the booklet. Gets her messages once a week, all together.",
        pace="weekly",
        needs=(("chat", ""), ("travel", "A taxi home after evening sessions.")),
    ),
    Person(
        "max", "Maximiliana Oluwafunmilayo Fitzgerald-Featherstonehaugh", "Member",
        "Has no email. Everything waits for her here on the site.",
        email=False, size="xl", needs=(("step_free", ""), ("easy_read", "")),
    ),
    Person(
        "bo", "Bo", "Member",
        "Takes a rest from the booklet, and helps with the interview panel.",
        zone="Europe/Lisbon",
    ),
    Person(
        "ngoc", "Trần Thị Bích Ngọc", "Member of staff",
        "Works in housing. Knows how pages are laid out.",
        needs=(("trusted", ""),),
    ),
    Person("xiaoyu", "王小雨", "Member of staff", "Works in health. Runs the interview panel with Priya."),
    Person(
        "priya", "प्रिया शर्मा", "Member of staff",
        "Works in a women’s service. Runs the interview panel.",
        needs=(("breaks", ""),),
    ),
]  # fmt: skip
OPERATOR = Person(
    "robin", "Robin Operator", "Operator", "Looks after the site itself, and may open the admin."
)
BY_KEY = {person.key: person for person in [*PEOPLE, OPERATOR]}


def add_people(filling: Filling) -> dict[str, int]:
    """The accounts of the twelve and of the operator, with what they need and how they are reached; key to number."""
    found = {}
    for person in [*PEOPLE, OPERATOR]:
        is_operator = person is OPERATOR
        number = found[person.key] = filling.add(
            Member,
            handle=person.handle,
            password=NO_PASSWORD,
            display_name=person.name,
            email=person.address,
            time_zone=person.zone,
            text_size=person.size,
            is_staff=is_operator,
            is_superuser=is_operator,
            joined_at=filling.ago(80),
        )
        filling.add(
            ContactPreference,
            member_id=number,
            channel="email" if person.email else "site",
            pace=person.pace,
        )
        if person.address:
            filling.add(EmailAddress, user_id=number, email=person.address, verified=True, primary=True)
        for kind, words in person.needs:
            filling.add(Need, member_id=number, kind=kind, words=words, said_at=filling.ago(40))
    return found
