"""A program: fills the database of DATABASE_URL with one project in the middle of its life, for the restore drill."""

import django

if __name__ == "__main__":
    django.setup()

    from datetime import timedelta
    from uuid import UUID, uuid4

    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.cache import cache

    from coproduce.lib import dates
    from members.models import AuditKey, Message, PrivateReading, SentForm, SupportRequest
    from principles.models import Principle, PulseItem, PulseRound, PulseStage, PulseTicket
    from tests.factories.common_ground import make_file
    from tests.factories.members import make_member, make_need
    from tests.factories.projects import make_membership, make_project

    now = dates.now()
    project = make_project(name="A better welcome")
    sam = make_membership(project=project, member=make_member(name="Sam", email="sam@example.org"))
    jo = make_membership(project=project, member=make_member(name="Jo O’Neill-Ünsal", email="jo@example.org"))
    make_need(member=sam.member, words="A quiet room, \N{GREEK SMALL LETTER ALPHA}\nand a break")
    PrivateReading.objects.create(
        reader=AuditKey.objects.create(member=jo.member).key,
        about=AuditKey.objects.create(member=sam.member).key,
        what=PrivateReading.What.NEEDS,
    )
    for content in (b"%PDF-1.4 ours", b"", bytes(range(256)) * 8_000, b"%PDF-1.4 lost"):
        stored = make_file(project=project, content=content)
    stored.content.storage.delete(stored.content.name)
    kim = make_member(name="Kim", email="kim@example.org")
    asked = SupportRequest.objects.create(
        asker=sam.member, to=kim, how="call", when="today", answer_by=now.date() + timedelta(days=1)
    )
    for number, state in enumerate(state for state in Message.State.values if state != Message.State.HELD):
        Message.objects.create(
            key=f"drill:{number}",
            kind="support-asked",
            recipient=kim,
            subject_id=asked.pk,
            state=state,
            due_at=now,
            next_attempt_at=now,
            expires_at=now + timedelta(days=1),
            sent_at=now if state == Message.State.SENT else None,
            lease_until=now if state == Message.State.SENDING else None,
            lease_token=uuid4() if state == Message.State.SENDING else None,
        )
    item = PulseItem.objects.filter(in_use=True).first() or PulseItem.objects.create(
        principle=Principle.objects.create(slug="drill", name="Drill", number=99),
        number=1,
        words="Is it going well?",
    )
    pulse = PulseRound.objects.create(
        project=project, number=1, status="open", opens_on=now.date(), closes_on=now.date(), k=5, invited=2
    )
    PulseTicket.objects.create(round=pulse, member=sam.member, used=True)
    PulseStage.objects.create(round=pulse, sheet="0" * 64, item=item, choice="mostly")
    SentForm.objects.create(key=UUID(int=1), led_to="/home/")
    cache.set("drill", "soon gone")
    session = SessionStore()
    session.create()
    UserSession.objects.create(
        user=sam.member, session_key=session.session_key, ip="192.0.2.1", user_agent="a phone"
    )
