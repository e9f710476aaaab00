import email
import email.policy
from email.message import EmailMessage as Parsed

import pytest
from django.core.mail import BadHeaderError, EmailMultiAlternatives

from members.acts import read_act
from members.messages.kinds import Rendered
from members.messages.mail import LightMail, fewer_link, mail_for, message_id_of
from members.models import Message
from tests.members.notes import Note

WORDS = Rendered("Thursday, 2pm", "Hello Zoë.\n.\nFrom here\n\nBye\n", "<p>Hello Zoë.</p>\n<p>&amp;</p>\n")


def written(mail: EmailMultiAlternatives) -> Parsed:
    raw = mail.message().as_bytes(linesep="\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    found = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(found, Parsed)
    return found


def mail(rendered: Rendered = WORDS, to: str = "sam@example.org", **fields: bool) -> EmailMultiAlternatives:
    message = Message(pk=5, key="note:1:2::email", recipient_id=2)
    return mail_for(message, Note().kind(**fields), rendered, to=to, fewer="http://localhost/a/fewer/x/")


def test_P1_one_reader_a_neutral_sender_and_a_name_of_its_own() -> None:
    found = written(mail())
    assert found["To"] == "sam@example.org"
    assert found["From"] == "Coproduce <hello@localhost>"
    assert (found["Cc"], found["Bcc"], found["Reply-To"]) == (None, None, None)
    assert found["Subject"] == "Thursday, 2pm"
    assert found["Message-ID"] == message_id_of("note:1:2::email")
    assert found["Auto-Submitted"] == "auto-generated"


def test_both_texts_arrive_as_they_were_written() -> None:
    plain, html = written(mail()).iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().replace("\r\n", "\n") == WORDS.text
    assert html.get_content().replace("\r\n", "\n") == WORDS.html


def test_it_says_the_same_as_the_general_way() -> None:
    light = mail(Rendered("Grüße " * 20, "Zoë " * 20 + "\r\nline\r", "<p>Zoë</p>"))
    general = EmailMultiAlternatives(light.subject, light.body, to=light.to, headers=light.extra_headers)
    general.attach_alternative("<p>Zoë</p>", "text/html")
    found = [written(light), written(general)]
    for name in ("Subject", "To", "From", "Message-ID", "List-Unsubscribe"):
        assert str(found[0][name]).strip() == str(found[1][name]).strip(), name
    texts = [[part.get_content().split() for part in one.iter_parts()] for one in found]
    assert texts[0] == texts[1]


def test_very_long_lines_go_the_general_way() -> None:
    long = Rendered("A", "word " * 500 + "\n", "<p>A</p>")
    plain, _html = written(mail(long)).iter_parts()
    assert plain.get_content().split() == ["word"] * 500
    assert max(len(line) for line in mail(long).message().as_bytes(linesep="\r\n").split(b"\r\n")) < 998


@pytest.mark.parametrize("subject", ["Hello\nBcc: all@example.org", "Hello\rBcc: all@example.org"])
def test_S2_nobody_adds_a_header_of_their_own(subject: str) -> None:
    with pytest.raises(BadHeaderError):
        mail(Rendered(subject, "a", "b")).message()
    with pytest.raises(BadHeaderError):
        mail(to=f"sam@example.org{subject[5:]}").message()


def test_one_press_gets_fewer_of_all_but_what_must_be_heard() -> None:
    found = written(mail())
    assert found["List-Unsubscribe"] == "<http://localhost/a/fewer/x/>"
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert written(mail(must_hear=True))["List-Unsubscribe"] is None


def test_the_link_names_its_reader_and_nobody_else() -> None:
    link = fewer_link(Message(pk=5, recipient_id=2))
    signed = link.removeprefix("http://localhost/a/fewer/").removesuffix("/")
    act = read_act(signed)
    assert (act.act, act.member_id, act.object_id) == ("fewer", 2, 5)


def test_R3_the_name_of_a_message_is_the_same_at_every_try_and_tells_nothing() -> None:
    assert message_id_of("a") == message_id_of("a") != message_id_of("b")
    assert "note" not in message_id_of("note:1:2::email")


def test_a_mail_with_more_than_two_texts_goes_the_general_way() -> None:
    plain = LightMail("A", "b", to=["sam@example.org"])
    assert written(plain).get_content_type() == "text/plain"


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("sam@example.org", "sam@example.org"),
        ("Sam.O+site@mail.example.org", "Sam.O+site@mail.example.org"),
        ("sam@exämple.org", "sam@xn--exmple-cua.org"),
    ],
)
def test_the_mail_server_is_told_the_bare_addresses(to: str, told: str) -> None:
    found = mail(to=to)
    assert found.envelope() == ("hello@localhost", told)  # type: ignore[attr-defined]
    assert written(found)["To"] == told
