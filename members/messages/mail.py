"""One message as an email: one reader, a neutral sender, a name of its own, and one press to get fewer."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from members.acts import sign_act
from members.messages.kinds import Kind
from members.messages.rendering import Rendered
from members.models import Message

FEWER = "fewer"


def message_id_of(key: str) -> str:
    """The Message-ID of a message: the same for every try, and telling nothing."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{host}>"


def fewer_link(message: Message) -> str:
    """The page where its reader, signed in or not, asks for fewer of these."""
    signed = sign_act(act=FEWER, member_id=message.recipient_id or 0, object_id=message.pk, version="")
    return f"{settings.SITE_URL}{reverse('members:fewer', args=[signed])}"


def mail_for(
    message: Message, kind: Kind, rendered: Rendered, *, to: str, fewer: str
) -> EmailMultiAlternatives:
    """The email. A second sending of the same message has the same Message-ID, so that mail programs show it once."""
    headers = {
        "Message-ID": message.message_id or message_id_of(message.key),
        "Auto-Submitted": "auto-generated",
    }
    if not kind.must_hear:
        headers["List-Unsubscribe"] = f"<{fewer}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = EmailMultiAlternatives(rendered.subject, rendered.text, to=[to], headers=headers)
    mail.attach_alternative(rendered.html, "text/html")
    return mail
