"""What `manage.py check --deploy` asks of a real site on top of Django's own questions (promise S9)."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def nothing_for_trying_and_testing(**kwargs: Any) -> list[CheckMessage]:
    """The demo signs anybody in as anybody and shows every message: never where real people are."""
    found: list[CheckMessage] = []
    if settings.DEMO:
        found.append(
            Error(
                "DEMO is on: anybody may sign in as anybody and read every message.",
                hint="Take DEMO out of the environment.",
                id="coproduce.E001",
            )
        )
    if settings.TESTING:
        found.append(
            Error("TESTING is on.", hint="Take TESTING out of the environment.", id="coproduce.E002")
        )
    if settings.MAIL_SINK_DIR:
        found.append(
            Error(
                "MAIL_SINK_DIR is set: messages would be kept in a folder and reach nobody.",
                hint="Take MAIL_SINK_DIR out of the environment.",
                id="coproduce.E003",
            )
        )
    if settings.BASE_DIR in Path(settings.ERASURE_LEDGER).resolve().parents:
        found.append(
            Warning(
                "ERASURE_LEDGER lies in the folder of the code: the next version would begin without it, and a restored "
                "backup would bring back people who were erased.",
                hint="Set it like this: ERASURE_LEDGER='/var/lib/coproduce/erasures.jsonl'",
                id="coproduce.W006",
            )
        )
    return found


@register(Tags.security, deploy=True)
def an_address_and_a_sender_that_people_can_trust(**kwargs: Any) -> list[CheckMessage]:
    """Links in messages carry secrets, so they are https; and mail from "localhost" ends in spam."""
    found: list[CheckMessage] = []
    if not settings.HTTPS:
        found.append(
            Error(
                "SITE_URL does not begin with https://, so links, cookies and codes could be read on the way.",
                hint="Set it like this: SITE_URL='https://coproduce.example.org'",
                id="coproduce.E004",
            )
        )
    sender = settings.DEFAULT_FROM_EMAIL.rstrip(">")
    if not sender or sender.endswith("@localhost"):
        found.append(
            Warning(
                "FROM_EMAIL is not set: messages would come from an address that does not exist.",
                hint="Set it like this: FROM_EMAIL='Coproduce <hello@coproduce.example.org>'",
                id="coproduce.W005",
            )
        )
    return found
