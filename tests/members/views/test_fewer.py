import pytest
from django.test import Client

from members.acts import sign_act
from members.models import ContactPreference, Member, Message
from tests.factories.members import make_member
from tests.members.notes import Note, make_message, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam(note: Note) -> Member:
    return make_member(name="Sam")


def link(message: Message, act: str = "fewer") -> str:
    signed = sign_act(act=act, member_id=message.recipient_id or 0, object_id=message.pk, version="")
    return f"/a/fewer/{signed}/"


def channel(member: Member) -> str:
    return ContactPreference.objects.get(member=member).channel


def test_looking_changes_nothing(sam: Member) -> None:
    response = Client().get(link(make_message(recipient=sam)))
    assert (response.status_code, channel(sam), states()) == (200, "email", ["waiting"])
    assert "Stop these emails" in response.content.decode()


def test_one_press_keeps_messages_on_the_site_without_signing_in(sam: Member) -> None:
    address = link(make_message(recipient=sam))
    response = Client().post(address, follow=True)
    assert channel(sam) == "site"
    assert response.redirect_chain == [(address, 302)]
    words = response.content.decode()
    assert "We do not send you these emails any more." in words
    assert "Stop these emails" not in words


def test_a_mail_program_presses_it_without_a_cookie_or_a_page(sam: Member) -> None:
    """RFC 8058: one POST, no token, no redirect."""
    browser = Client(enforce_csrf_checks=True)
    response = browser.post(link(make_message(recipient=sam)), {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, response.content, channel(sam)) == (200, b"OK", "site")


def test_who_was_invited_hears_no_more_of_it(note: Note) -> None:
    first, other = make_message(recipient=None, number=1), make_message(recipient=None, number=2)
    Client().post(link(first))
    first.refresh_from_db()
    other.refresh_from_db()
    assert (first.state, other.state) == ("withdrawn", "waiting")


@pytest.mark.parametrize("text", ["nonsense", "W10:x"])
def test_a_link_that_nobody_signed_leads_nowhere(text: str) -> None:
    assert Client().get(f"/a/fewer/{text}/").status_code == 404


def test_a_link_for_another_act_leads_nowhere(sam: Member) -> None:
    message = make_message(recipient=sam)
    assert Client().post(link(message, act="check-in")).status_code == 404
    assert channel(sam) == "email"


def test_somebody_who_left_reads_that_it_is_done(sam: Member) -> None:
    address = link(make_message(recipient=sam))
    Member.objects.all().delete()
    response = Client().post(address, follow=True)
    assert response.status_code == 200
    assert "We do not send you these emails any more." in response.content.decode()


def test_it_is_never_kept(sam: Member) -> None:
    response = Client().get(link(make_message(recipient=sam)))
    assert "no-store" in response.headers["Cache-Control"]
