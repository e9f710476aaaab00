import pytest
from django.db import IntegrityError, connection

from coproduce.lib import dates
from members.models import Message, SiteState
from tests.factories.members import make_member
from tests.members.notes import make_message

pytestmark = pytest.mark.django_db


def test_R3_the_database_refuses_a_second_message_of_the_same_key() -> None:
    make_message(recipient=None, key="once")
    with pytest.raises(IntegrityError, match="members_message_key"):
        make_message(recipient=None, key="once")


@pytest.mark.parametrize("fields", [{"state": "sent"}, {"sent_at": dates.now()}])
def test_sent_and_the_time_of_sending_go_together(fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="message_sent_has_a_time"):
        make_message(recipient=None, **fields)


@pytest.mark.parametrize(
    "fields",
    [{"state": "sending"}, {"lease_until": dates.now()}, {"lease_token": Message.new_lease()}],
)
def test_a_lease_and_being_sent_go_together(fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="message_sending_has_a_lease"):
        make_message(recipient=None, **fields)


def test_every_state_knows_where_it_may_lead() -> None:
    assert set(Message.TRANSITIONS) == set(Message.State)
    ends = {state for state, next_ones in Message.TRANSITIONS.items() if not next_ones}
    assert ends == {"sent", "failed", "expired"}


def test_messages_go_with_their_reader() -> None:
    sam = make_member()
    make_message(recipient=sam)
    sam.delete()
    assert not Message.objects.exists()


def test_the_next_rows_to_claim_are_found_by_an_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM members_message WHERE state = 'waiting' AND next_attempt_at <= now()"
            " ORDER BY next_attempt_at, id LIMIT 100 FOR UPDATE SKIP LOCKED"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "message_waiting" in plan
    assert "Sort" not in plan


def test_there_is_one_state_of_the_site() -> None:
    assert SiteState.objects.count() == 1
    with pytest.raises(IntegrityError, match="site_state_is_one_row"):
        SiteState.objects.create(pk=2)
