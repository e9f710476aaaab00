"""One person's data in the principles: tickets only. Answers carry nobody."""

import pytest

from coproduce.lib import dates
from principles.actions.answer import send_answers
from principles.actions.privacy import erase, export_rows
from principles.models import PulseStage, PulseTicket
from projects.models import Project
from tests.factories.principles import make_people, make_round, ticket_of

pytestmark = pytest.mark.django_db


def test_export_rows_say_which_questions_are_open_and_whether_they_were_answered(project, member) -> None:
    make_people(project, 4)
    pulse_round = make_round(project=project)

    assert export_rows(member.member) == {
        "questions_open_to_you": [
            {"project": "A better welcome", "closes_on": pulse_round.closes_on, "answered": False}
        ]
    }


def test_export_rows_of_somebody_who_was_not_asked(outsider) -> None:
    assert export_rows(outsider) == {"questions_open_to_you": []}


def test_erase_removes_tickets_and_leaves_answers_that_are_nobodys(project, member) -> None:
    make_people(project, 4)
    pulse_round = make_round(project=project)
    item = pulse_round.round_items.first().item_id
    send_answers(ticket=ticket_of(pulse_round, member), choices={item: "no"}, side="", now=dates.now())
    version = Project.objects.get(pk=project.pk).records_version

    erase(member.member)

    assert (PulseTicket.objects.filter(member=member.member).count(), PulseTicket.objects.count()) == (0, 4)
    assert PulseStage.objects.count() == 1
    assert Project.objects.get(pk=project.pk).records_version == version + 1
