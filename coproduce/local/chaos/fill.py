"""Messages to send: `python -m coproduce.local.chaos.fill NUMBER` writes so many, due now; with --only-the-last, one."""

import sys
from datetime import time

from coproduce.local.chaos.app import NAME
from members.actions.message import MessageRow, write_messages
from members.models import ContactPreference, Member

PEOPLE = 50


def fill(numbers: range) -> int:
    """Each to one of fifty people with no quiet hours. Returns how many were written."""
    if not Member.objects.exists():
        people = Member.objects.bulk_create(
            Member(display_name=f"Person {turn}", email=f"person{turn}@example.org") for turn in range(PEOPLE)
        )
        ContactPreference.objects.bulk_create(
            ContactPreference(member=member, quiet_from=time(0), quiet_until=time(0)) for member in people
        )
    ids = list(Member.objects.order_by("pk").values_list("pk", flat=True))
    return write_messages(
        MessageRow(kind=NAME, recipient_id=ids[turn % len(ids)], subject_id=turn) for turn in numbers
    )


if __name__ == "__main__":
    number = int(sys.argv[1])
    numbers = range(number - 1, number) if "--only-the-last" in sys.argv else range(number)
    sys.exit(fill(numbers) != len(numbers))
